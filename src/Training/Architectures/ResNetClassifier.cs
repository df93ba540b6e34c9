using Studio.Contracts.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// Yes or no for each class from <see cref="ResidualFeatures"/>, a linear layer and, with outputNorm, batch normalisation
/// of its answers. Input [N, channels, H, W]; output logits [N, classes].
/// </summary>
/// <remarks>
/// As used for intracranial haemorrhage: widths 128, 128, 128, 128 at 1×512×512 with dropout 0.4, or 256, 192, 128, 64 at
/// 1×256×256 with dropout 0.15; both with outputNorm. To go on at another size than one started with, use head pool.
/// Names: features.0.conv1 …, head, outputNorm.
/// </remarks>
sealed class ResNetClassifier : Module<Tensor, Tensor>, IOneSize
{
    readonly ResidualFeatures features;
    readonly Linear head;
    readonly BatchNorm1d? outputNorm;

    /// <param name="classes">Classes of the project, without background.</param>
    public ResNetClassifier(Recipe recipe, int classes) : base(nameof(ResNetClassifier))
    {
        features = new ResidualFeatures(recipe);

        // A normalisation takes a bias out again.
        head = Linear(features.Length, classes, hasBias: !recipe.Architecture.OutputNorm);
        outputNorm = recipe.Architecture.OutputNorm ? BatchNorm1d(classes) : null;
        RegisterComponents();
    }

    public bool BelongsToOneSize => features.BelongsToOneSize;

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return BatchStatistics.Normalise(outputNorm, head.call(features.call(input))).MoveToOuterDisposeScope();
    }
}
