using Studio.Contracts.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// InputCascadeCNN (Havaei et al., Medical Image Analysis 2017, figure 3a): the class probabilities of one
/// <see cref="TwoPathCnn"/> become further channels of the input of another. Input [N, channels, H, W], output logits
/// [N, classes, H - 64, W - 64], so that a patch of 65×65 gives the class of its middle.
/// </summary>
/// <remarks>
/// Net 2 sees the image's channels first, behind them the probabilities in the order of the classes, background first.
/// Net 1 is trained alone first (as two-path-cnn, its weights renamed *=net1.*) and then kept by freezing net1.*.
/// Names: net1.local1 …, net2.local1 ….
/// </remarks>
sealed class InputCascadeCnn : Module<Tensor, Tensor>, IInitialisedByFrequency
{
    /// <summary>Rows and columns that the input has more than the output.</summary>
    public const int Margin = 2 * TwoPathCnn.Margin;

    const int Border = TwoPathCnn.Margin / 2;

    readonly TwoPathCnn net1;
    readonly TwoPathCnn net2;

    /// <param name="classes">Output channels, background included.</param>
    public InputCascadeCnn(ArchitectureRecipe recipe, long inputChannels, long classes) : base(nameof(InputCascadeCnn))
    {
        net1 = new TwoPathCnn(recipe, inputChannels, classes);
        net2 = new TwoPathCnn(recipe, inputChannels + classes, classes);
        RegisterComponents();
    }

    public void InitialiseByFrequency(IReadOnlyList<double> shares)
    {
        net1.InitialiseByFrequency(shares);
        net2.InitialiseByFrequency(shares);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var probabilities = net1.call(input).softmax(1);
        var middle = input.slice(2, Border, -Border, 1).slice(3, Border, -Border, 1);
        return net2.call(cat([middle, probabilities], 1)).MoveToOuterDisposeScope();
    }
}
