using Studio.Contracts.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// SegNet (Badrinarayanan, Kendall and Cipolla, PAMI 2017) with one convolution per level, as simplified for X-ray images:
/// the decoder puts values back where the maxima of the encoder were. Input [N, channels, H, W] with H and W multiples of
/// 2^(levels-1); output logits [N, classes, H, W].
/// </summary>
/// <remarks>
/// With the published widths 64, 128, 256, 512, one channel and three classes it has 5.46 million parameters. Down: 3×3
/// convolution unit, 2×2 max-pool that remembers its maxima. Bottom: two units more, the second one to the width above.
/// Up: unpool, unit. What leaves the last unpooling is three quarters zero, so the head is a 3×3 convolution.
/// Names: encoder.0.conv …, bottom, decoder.0.conv …, head.
/// </remarks>
sealed class SegNet : Module<Tensor, Tensor>
{
    readonly ModuleList<ConvolutionUnit> encoder;
    readonly Sequential bottom;
    readonly ModuleList<ConvolutionUnit> decoder;
    readonly Conv2d head;

    /// <param name="classes">Output channels, background included.</param>
    public SegNet(ArchitectureRecipe recipe, long inputChannels, long classes) : base(nameof(SegNet))
    {
        var widths = recipe.BlockWidths();
        encoder = ModuleList<ConvolutionUnit>();
        for (var level = 0; level < widths.Count - 1; level++)
        {
            encoder.append(new ConvolutionUnit(level == 0 ? inputChannels : widths[level - 1], widths[level]));
        }

        bottom = Sequential(
            new ConvolutionUnit(widths[^2], widths[^1]),
            new ConvolutionUnit(widths[^1], widths[^1]),
            new ConvolutionUnit(widths[^1], widths[^2]));
        decoder = ModuleList<ConvolutionUnit>();
        for (var level = widths.Count - 2; level > 0; level--)
        {
            decoder.append(new ConvolutionUnit(widths[level], widths[level - 1]));
        }

        head = Conv2d(widths[0], classes, 3, padding: 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var places = new Stack<Tensor>();
        var current = input;
        foreach (var unit in encoder)
        {
            var (pooled, maxima) = Descend(unit, current);
            places.Push(maxima);
            current = pooled;
        }

        current = bottom.call(current);
        foreach (var unit in decoder)
        {
            var below = current;
            current = Ascend(unit, below, places.Pop());
            below.Dispose();
        }

        return Ascend(head, current, places.Pop()).MoveToOuterDisposeScope();
    }

    static (Tensor Pooled, Tensor Places) Descend(ConvolutionUnit unit, Tensor input)
    {
        using var scope = NewDisposeScope();
        var (pooled, places) = functional.max_pool2d_with_indices(unit.call(input), [2, 2]);
        return (pooled.MoveToOuterDisposeScope(), places.MoveToOuterDisposeScope());
    }

    static Tensor Ascend(Module<Tensor, Tensor> layer, Tensor below, Tensor places)
    {
        using var scope = NewDisposeScope();
        return layer.call(Doubling.Unpooled(below, places)).MoveToOuterDisposeScope();
    }
}
