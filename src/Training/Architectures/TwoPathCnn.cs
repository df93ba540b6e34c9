using Studio.Contracts.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// TwoPathCNN (Havaei et al., "Brain tumor segmentation with deep neural networks", Medical Image Analysis 2017, figure 2)
/// for patches, and for whole images without another line: input [N, channels, H, W], output logits
/// [N, classes, H - 32, W - 32], so that a patch of 33×33 gives the class of its middle.
/// </summary>
/// <remarks>
/// Valid convolutions with maxout, pools with stride 1. Local path: 7×7 to 64, pool 4, 3×3 to 64, pool 2. Global path: 13×13
/// to 160. Both together, local first, end in a 21×21 convolution. The recipe's paths can leave one of them out. Weights
/// start from U(-0.005, 0.005), biases from 0, and those of the output from the logarithm of the classes' frequency.
/// Names: local1.conv, local2.conv, global1.conv, output.
/// </remarks>
sealed class TwoPathCnn : Module<Tensor, Tensor>, IInitialisedByFrequency
{
    /// <summary>Rows and columns that the input has more than the output.</summary>
    public const int Margin = 32;

    const int LocalChannels = 64;
    const int GlobalChannels = 160;
    const double WeightRange = 0.005;

    /// <summary>A class that does not occur would get the logarithm of 0.</summary>
    const double LeastShare = 1e-6;

    readonly MaxoutConvolution? local1;
    readonly MaxoutConvolution? local2;
    readonly MaxoutConvolution? global1;
    readonly Conv2d output;
    readonly double dropout;

    /// <param name="classes">Output channels, background included.</param>
    public TwoPathCnn(ArchitectureRecipe recipe, long inputChannels, long classes) : base(nameof(TwoPathCnn))
    {
        var joined = 0;
        if (recipe.Paths != "global")
        {
            local1 = new MaxoutConvolution(inputChannels, LocalChannels, 7);
            local2 = new MaxoutConvolution(LocalChannels, LocalChannels, 3);
            joined += LocalChannels;
        }

        if (recipe.Paths != "local")
        {
            global1 = new MaxoutConvolution(inputChannels, GlobalChannels, 13);
            joined += GlobalChannels;
        }

        output = Conv2d(joined, classes, 21);
        dropout = recipe.Dropout;
        RegisterComponents();
        foreach (var (name, parameter) in named_parameters())
        {
            _ = name.EndsWith("bias", StringComparison.Ordinal) ? init.zeros_(parameter) : init.uniform_(parameter, -WeightRange, WeightRange);
        }
    }

    public void InitialiseByFrequency(IReadOnlyList<double> shares)
    {
        using var noGrad = no_grad();
        using var logarithms = tensor(shares.Select(share => (float)Math.Log(Math.Max(share, LeastShare))).ToArray());
        output.bias!.copy_(logarithms);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var features = (local1, global1) switch
        {
            (null, _) => global1!.call(input),
            (_, null) => Local(input),
            _ => cat([Local(input), global1.call(input)], 1), // [N, 224, H - 12, W - 12]
        };
        if (dropout > 0)
        {
            features = functional.dropout(features, dropout, training);
        }

        return (training ? LargeKernel.Convolve(features, output) : output.call(features)).MoveToOuterDisposeScope();
    }

    Tensor Local(Tensor input)
    {
        using var scope = NewDisposeScope();
        var wide = functional.max_pool2d(local1!.call(input), 4, stride: 1);
        return functional.max_pool2d(local2!.call(wide), 2, stride: 1).MoveToOuterDisposeScope();
    }
}
