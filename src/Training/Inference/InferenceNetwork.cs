using Studio.Contracts.Recipes;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Inference;

/// <summary>
/// A network as it judges whole images. Where it looks at a margin, the border pixels are repeated outwards, so that the
/// answer has the image's size; where the recipe asks for it, the answers for mirrored images are averaged. All of it becomes
/// part of the ONNX model, so that a package needs no code for it.
/// </summary>
sealed class InferenceNetwork : Module<Tensor, Tensor>
{
    readonly Module<Tensor, Tensor> network;
    readonly OutputKind output;
    readonly int margin;
    readonly string flips;

    public InferenceNetwork(Module<Tensor, Tensor> network, Recipe recipe) : base(nameof(InferenceNetwork))
    {
        this.network = network;
        var facts = ArchitectureFacts.Of(recipe.Architecture);
        output = facts.Output;
        margin = facts.Margin(recipe.Architecture);
        flips = recipe.Inference.Flips;
    }

    /// <param name="input">[N, channels, H, W].</param>
    /// <returns>As the network's own output.</returns>
    public override Tensor forward(Tensor input)
    {
        return FlipAveraging.Apply(flips, input, Judge, output);
    }

    Tensor Judge(Tensor input)
    {
        if (margin == 0)
        {
            return network.call(input);
        }

        using var scope = NewDisposeScope();
        var before = margin / 2;
        var around = functional.pad(input, [before, margin - before, before, margin - before], PaddingModes.Replicate);
        return network.call(around).MoveToOuterDisposeScope();
    }
}
