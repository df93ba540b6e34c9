using Studio.Contracts.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// U-Net (Ronneberger, Fischer and Brox, MICCAI 2015) with padded convolutions and batch normalisation.
/// Input [N, channels, H, W] with H and W multiples of 2^(levels-1); output logits [N, classes, H, W].
/// </summary>
/// <remarks>
/// Level l has baseChannels × 2^l channels, or the recipe's widths. Down: 2×2 max-pool, block. Up: <see cref="Doubling"/>,
/// concatenate the encoder's output of that level behind it, block. Head: 1×1 convolution. A block is a double convolution,
/// or a <see cref="BasicBlock2d"/> with the recipe's residual. With attention the encoder's output goes through an
/// <see cref="AttentionGate"/>. With deep supervision every coarser level of the decoder has a 1×1 head, too.
/// Layer names (down.0.conv1 …, up.0 …, head) are those of the PyTorch peer in bench/, so weights move between both.
/// </remarks>
sealed class UNet : Module<Tensor, Tensor>, IDeeplySupervised
{
    readonly ModuleList<Module<Tensor, Tensor>> down;
    readonly ModuleList<Module<Tensor, Tensor>> up;
    readonly Conv2d head;
    readonly ModuleList<Doubling> enlarge;
    readonly ModuleList<AttentionGate> gates;
    readonly ModuleList<Conv2d> coarseHeads;
    readonly string upsampling;
    readonly double dropout;

    /// <param name="classes">Output channels, background included.</param>
    public UNet(ArchitectureRecipe recipe, long inputChannels, long classes) : base(nameof(UNet))
    {
        var widths = recipe.BlockWidths();
        upsampling = recipe.Upsampling;
        dropout = recipe.Dropout;
        down = ModuleList<Module<Tensor, Tensor>>();
        for (var level = 0; level < widths.Count; level++)
        {
            down.append(Block(recipe, level == 0 ? inputChannels : widths[level - 1], widths[level]));
        }

        up = ModuleList<Module<Tensor, Tensor>>();
        enlarge = ModuleList<Doubling>();
        gates = ModuleList<AttentionGate>();
        coarseHeads = ModuleList<Conv2d>();
        for (var level = widths.Count - 2; level >= 0; level--)
        {
            enlarge.append(new Doubling(upsampling, widths[level + 1], widths[level]));
            up.append(Block(recipe, enlarge[^1].Channels + widths[level], widths[level]));
            if (recipe.Attention)
            {
                gates.append(new AttentionGate(widths[level], widths[level + 1]));
            }

            if (recipe.DeepSupervision && level > 0)
            {
                coarseHeads.append(Conv2d(widths[level], classes, 1));
            }
        }

        head = Conv2d(widths[0], classes, 1);
        RegisterComponents();
    }

    static Module<Tensor, Tensor> Block(ArchitectureRecipe recipe, long channelsIn, long channelsOut) => recipe.Residual
        ? new BasicBlock2d(channelsIn, channelsOut)
        : new DoubleConvolution(channelsIn, channelsOut);

    public override Tensor forward(Tensor input) => Decode(input, null);

    public IReadOnlyList<Tensor> ForwardAll(Tensor input)
    {
        var coarser = new List<Tensor>();
        var finest = Decode(input, coarser);
        return [finest, .. Enumerable.Reverse(coarser)];
    }

    /// <param name="coarser">Takes the logits of the coarser levels, coarsest first; null: they are not computed.</param>
    Tensor Decode(Tensor input, List<Tensor>? coarser)
    {
        using var scope = NewDisposeScope();
        var skips = new List<Tensor> { down[0].call(input) };
        var places = new List<Tensor?>();
        for (var level = 1; level < down.Count; level++)
        {
            var (features, maxima) = Descend(down[level], skips[^1]);
            skips.Add(features);
            places.Add(maxima);
        }

        var current = skips[^1];
        for (var step = 0; step < up.Count; step++)
        {
            var below = current;
            current = Ascend(step, below, skips[^(step + 2)], places[^(step + 1)]);
            below.Dispose();
            skips[^(step + 2)].Dispose();
            if (coarser is not null && step < coarseHeads.Count)
            {
                coarser.Add(coarseHeads[step].call(current).MoveToOuterDisposeScope());
            }
        }

        if (dropout > 0)
        {
            current = functional.dropout2d(current, dropout, training);
        }

        return head.call(current).MoveToOuterDisposeScope();
    }

    (Tensor Features, Tensor? Places) Descend(Module<Tensor, Tensor> block, Tensor above)
    {
        using var scope = NewDisposeScope();
        var (pooled, places) = Doubling.Halve(above, upsampling);
        return (block.call(pooled).MoveToOuterDisposeScope(), places?.MoveToOuterDisposeScope());
    }

    Tensor Ascend(int step, Tensor below, Tensor skip, Tensor? places)
    {
        using var scope = NewDisposeScope();
        Tensor joined;
        using (var enlarged = enlarge[step].Enlarge(below, places))
        {
            joined = cat([enlarged, gates.Count > 0 ? gates[step].call(skip, below) : skip], 1);
        }

        return up[step].call(joined).MoveToOuterDisposeScope();
    }
}
