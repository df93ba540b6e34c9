using Studio.Contracts.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// ResNet-18, -34 or -50 (He et al., CVPR 2016) as in torchvision, so that its weights can be loaded by name (all but fc,
/// which counts the project's own classes). Input [N, channels, H, W] of any size; output logits [N, classes].
/// </summary>
sealed class ResNet : ResNetEncoder
{
    static readonly long[] Places = [2, 3];

    readonly Linear fc;
    readonly double dropout;

    /// <param name="classes">Classes of the project, without background.</param>
    public ResNet(ArchitectureRecipe recipe, long inputChannels, long classes) : base(recipe.Encoder, inputChannels)
    {
        register_module(nameof(fc), fc = Linear(Channels, classes));
        dropout = recipe.Dropout;
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var vector = base.forward(input).mean(Places);
        if (dropout > 0)
        {
            vector = functional.dropout(vector, dropout, training);
        }

        return fc.call(vector).MoveToOuterDisposeScope();
    }
}
