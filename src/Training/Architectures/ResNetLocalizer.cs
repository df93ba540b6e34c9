using Studio.Contracts.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// One box per image from <see cref="ResidualFeatures"/>. Input [N, channels, H, W]; output [N, 4] before the sigmoid:
/// left, top, width and height as shares of the input.
/// </summary>
/// <remarks>
/// With gaussianKappa the output is [N, 8]: the four numbers are the mean μ of a normal distribution, and a second linear
/// layer gives its σ (before the sigmoid, too). Training draws a box from Normal(μ, κσ); evaluation takes μ and draws
/// nothing. outputNorm normalises μ over the batch. As used on DeepLesion: widths 64, 128, 256, 512, 512, 512, head
/// flatten; head pool can say where a lesion is only as far as the padding of the convolutions tells it.
/// Names: features.0.conv1 …, head, outputNorm, sigmaHead.
/// </remarks>
sealed class ResNetLocalizer : Module<Tensor, Tensor>, IOneSize
{
    const int Sides = 4;

    readonly ResidualFeatures features;
    readonly Linear head;
    readonly BatchNorm1d? outputNorm;
    readonly Linear? sigmaHead;

    public ResNetLocalizer(Recipe recipe) : base(nameof(ResNetLocalizer))
    {
        features = new ResidualFeatures(recipe);

        // A normalisation takes a bias out again.
        head = Linear(features.Length, Sides, hasBias: !recipe.Architecture.OutputNorm);
        outputNorm = recipe.Architecture.OutputNorm ? BatchNorm1d(Sides) : null;
        sigmaHead = recipe.Architecture.GaussianKappa > 0 ? Linear(features.Length, Sides) : null;
        RegisterComponents();
    }

    public bool BelongsToOneSize => features.BelongsToOneSize;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var vector = features.call(input);
        var box = BatchStatistics.Normalise(outputNorm, head.call(vector));
        return (sigmaHead is null ? box : cat([box, sigmaHead.call(vector)], 1)).MoveToOuterDisposeScope();
    }
}
