using Studio.Contracts.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>Twice: 3×3 convolution without bias, batch normalisation, ReLU in place. Size stays, channels change.</summary>
sealed class DoubleConvolution : Module<Tensor, Tensor>
{
    readonly Conv2d conv1;
    readonly BatchNorm2d bn1;
    readonly Conv2d conv2;
    readonly BatchNorm2d bn2;

    public DoubleConvolution(long channelsIn, long channelsOut) : base(nameof(DoubleConvolution))
    {
        conv1 = Conv2d(channelsIn, channelsOut, 3, padding: 1, bias: false);
        bn1 = BatchNorm2d(channelsOut);
        conv2 = Conv2d(channelsOut, channelsOut, 3, padding: 1, bias: false);
        bn2 = BatchNorm2d(channelsOut);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        // Scopes inside forward drop a tensor as soon as nothing but autograd needs it; peak memory equals PyTorch's.
        using var scope = NewDisposeScope();
        var half = functional.relu(bn1.call(conv1.call(input)), inplace: true);
        return functional.relu(bn2.call(conv2.call(half)), inplace: true).MoveToOuterDisposeScope();
    }
}

/// <summary>
/// U-Net (Ronneberger, Fischer and Brox, MICCAI 2015) with padded convolutions and batch normalisation.
/// Input [N, channels, H, W] with H and W multiples of 2^(depth-1); output logits [N, classes, H, W].
/// </summary>
/// <remarks>
/// Level l has baseChannels × 2^l channels. Down: 2×2 max-pool, double convolution. Up: upsample by 2, concatenate the
/// encoder's output of that level behind it, double convolution. Head: 1×1 convolution.
/// Layer names (down.0.conv1 …, up.0 …, head) are those of the PyTorch peer in bench/, so weights move between both.
/// </remarks>
sealed class UNet : Module<Tensor, Tensor>
{
    readonly ModuleList<DoubleConvolution> down;
    readonly ModuleList<DoubleConvolution> up;
    readonly Conv2d head;
    readonly InterpolationMode upsampling;
    readonly double dropout;

    /// <param name="inputChannels">1 or 3.</param>
    /// <param name="classes">Output channels, background included.</param>
    public UNet(ArchitectureRecipe recipe, long inputChannels, long classes) : base(nameof(UNet))
    {
        var widths = Enumerable.Range(0, recipe.Depth).Select(level => (long)recipe.BaseChannels << level).ToArray();
        down = ModuleList<DoubleConvolution>();
        for (var level = 0; level < recipe.Depth; level++)
        {
            down.append(new DoubleConvolution(level == 0 ? inputChannels : widths[level - 1], widths[level]));
        }

        up = ModuleList<DoubleConvolution>();
        for (var level = recipe.Depth - 2; level >= 0; level--)
        {
            up.append(new DoubleConvolution(widths[level + 1] + widths[level], widths[level]));
        }

        head = Conv2d(recipe.BaseChannels, classes, 1);
        upsampling = recipe.Upsampling == "bilinear" ? InterpolationMode.Bilinear : InterpolationMode.Nearest;
        dropout = recipe.Dropout;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var skips = new List<Tensor> { down[0].call(input) };
        for (var level = 1; level < down.Count; level++)
        {
            skips.Add(Descend(down[level], skips[^1]));
        }

        var features = skips[^1];
        for (var step = 0; step < up.Count; step++)
        {
            var below = features;
            features = Ascend(up[step], below, skips[^(step + 2)]);
            below.Dispose();
            skips[^(step + 2)].Dispose();
        }

        if (dropout > 0)
        {
            features = functional.dropout2d(features, dropout, training);
        }

        return head.call(features).MoveToOuterDisposeScope();
    }

    static Tensor Descend(DoubleConvolution block, Tensor above)
    {
        using var scope = NewDisposeScope();
        return block.call(functional.max_pool2d(above, 2)).MoveToOuterDisposeScope();
    }

    Tensor Ascend(DoubleConvolution block, Tensor below, Tensor skip)
    {
        using var scope = NewDisposeScope();
        bool? alignCorners = upsampling == InterpolationMode.Bilinear ? false : null;
        Tensor joined;
        using (var enlarged = functional.interpolate(below, scale_factor: [2, 2], mode: upsampling, align_corners: alignCorners))
        {
            joined = cat([enlarged, skip], 1);
        }

        return block.call(joined).MoveToOuterDisposeScope();
    }
}
