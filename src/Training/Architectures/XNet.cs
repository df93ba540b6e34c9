using Studio.Contracts.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// XNet (Bullock, Cuesta-Lázaro and Quera-Bofarull, SPIE Medical Imaging 2019): down, up to half the input, down again and
/// up to the whole, so that the bottom is reached twice. Input [N, channels, H, W] with H and W multiples of 2^(levels-1);
/// output logits [N, classes, H, W].
/// </summary>
/// <remarks>
/// One 3×3 convolution unit per level, two at each bottom; on the way up <see cref="Doubling"/>, unit, and the encoder's
/// output of that level in front of it. With the published widths 64, 128, 256, 512, one channel and three classes it has
/// 11.73 million parameters (convolutions here have no bias, their normalisation has one).
/// Names: encoder1.0.conv …, bottom1, decoder1, encoder2, bottom2, decoder2, head; enlarge1 and enlarge2 for learnt upsampling.
/// </remarks>
sealed class XNet : Module<Tensor, Tensor>
{
    readonly ModuleList<ConvolutionUnit> encoder1;
    readonly Sequential bottom1;
    readonly ModuleList<Doubling> enlarge1;
    readonly ModuleList<ConvolutionUnit> decoder1;
    readonly ModuleList<ConvolutionUnit> encoder2;
    readonly Sequential bottom2;
    readonly ModuleList<Doubling> enlarge2;
    readonly ModuleList<ConvolutionUnit> decoder2;
    readonly Conv2d head;
    readonly string upsampling;

    /// <param name="classes">Output channels, background included.</param>
    public XNet(ArchitectureRecipe recipe, long inputChannels, long classes) : base(nameof(XNet))
    {
        var widths = recipe.BlockWidths();
        upsampling = recipe.Upsampling;
        encoder1 = Encoder(inputChannels, widths, first: 0);
        bottom1 = Bottom(widths);
        (enlarge1, decoder1) = Decoder(widths, last: 1);
        encoder2 = Encoder(2L * widths[1], widths, first: 1);
        bottom2 = Bottom(widths);
        (enlarge2, decoder2) = Decoder(widths, last: 0);
        head = Conv2d(2L * widths[0], classes, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var skips = new Stack<(Tensor Features, Tensor? Places)>();
        var deep = bottom1.call(Descend(encoder1, input, skips));
        var middle = Ascend(enlarge1, decoder1, deep, skips);
        deep = bottom2.call(Descend(encoder2, middle, skips));
        return head.call(Ascend(enlarge2, decoder2, deep, skips)).MoveToOuterDisposeScope();
    }

    Tensor Descend(ModuleList<ConvolutionUnit> encoder, Tensor input, Stack<(Tensor Features, Tensor? Places)> skips)
    {
        var current = input;
        foreach (var unit in encoder)
        {
            var features = unit.call(current);
            var (pooled, places) = Doubling.Halve(features, upsampling);
            skips.Push((features, places));
            current = pooled;
        }

        return current;
    }

    static Tensor Ascend(
        ModuleList<Doubling> enlarge, ModuleList<ConvolutionUnit> decoder, Tensor deep, Stack<(Tensor Features, Tensor? Places)> skips)
    {
        var current = deep;
        for (var step = 0; step < decoder.Count; step++)
        {
            var below = current;
            current = Join(enlarge[step], decoder[step], below, skips.Pop());
            below.Dispose();
        }

        return current;
    }

    static Tensor Join(Doubling doubling, ConvolutionUnit unit, Tensor below, (Tensor Features, Tensor? Places) skip)
    {
        using var scope = NewDisposeScope();
        return cat([skip.Features, unit.call(doubling.Enlarge(below, skip.Places))], 1).MoveToOuterDisposeScope();
    }

    /// <summary>A unit for each level from the first to the one above the bottom.</summary>
    static ModuleList<ConvolutionUnit> Encoder(long channels, IReadOnlyList<int> widths, int first)
    {
        var encoder = ModuleList<ConvolutionUnit>();
        for (var level = first; level < widths.Count - 1; level++)
        {
            encoder.append(new ConvolutionUnit(level == first ? channels : widths[level - 1], widths[level]));
        }

        return encoder;
    }

    static Sequential Bottom(IReadOnlyList<int> widths) =>
        Sequential(new ConvolutionUnit(widths[^2], widths[^1]), new ConvolutionUnit(widths[^1], widths[^1]));

    /// <summary>A doubling and a unit for each level from the one above the bottom up to the last.</summary>
    (ModuleList<Doubling> Enlarge, ModuleList<ConvolutionUnit> Units) Decoder(IReadOnlyList<int> widths, int last)
    {
        var (enlarge, units) = (ModuleList<Doubling>(), ModuleList<ConvolutionUnit>());
        for (var level = widths.Count - 2; level >= last; level--)
        {
            // What comes from below is joined to that level's skip, but for the bottom itself.
            enlarge.append(new Doubling(upsampling, level == widths.Count - 2 ? widths[level + 1] : 2L * widths[level + 1], widths[level]));
            units.append(new ConvolutionUnit(enlarge[^1].Channels, widths[level]));
        }

        return (enlarge, units);
    }
}
