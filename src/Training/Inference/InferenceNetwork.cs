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
    const long Rows = 2;
    const long Columns = 3;
    readonly Module<Tensor, Tensor> network;
    readonly OutputKind output;
    readonly bool isSingleChoice;
    readonly int margin;
    readonly IReadOnlyList<long[]> flips;

    public InferenceNetwork(Module<Tensor, Tensor> network, Recipe recipe) : base(nameof(InferenceNetwork))
    {
        this.network = network;
        var facts = ArchitectureFacts.Of(recipe.Architecture);
        output = facts.Output;
        margin = facts.Margin(recipe.Architecture);
        isSingleChoice = Tasks.PredictionTask.OutputOf(recipe, 1, null).IsSingleChoice;
        flips = recipe.Inference.Flips switch
        {
            "horizontal" => [[], [Columns]],
            "vertical" => [[], [Rows]],
            "both" => [[], [Columns], [Rows], [Rows, Columns]],
            _ => [[]],
        };
    }

    /// <param name="input">[N, channels, H, W].</param>
    /// <returns>As the network's own output; of averaged answers the logits of the mean probabilities.</returns>
    public override Tensor forward(Tensor input)
    {
        if (flips.Count == 1)
        {
            return Judge(input);
        }

        using var scope = NewDisposeScope();
        var sum = Probabilities(Judge(input));
        foreach (var flip in flips.Skip(1))
        {
            var mirrored = Probabilities(Judge(input.flip(flip)));
            sum = sum + (output == OutputKind.ClassMap ? mirrored.flip(flip) : mirrored);
        }

        return Logits(sum / flips.Count).MoveToOuterDisposeScope();
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

    bool IsSoftmax => output == OutputKind.ClassMap || isSingleChoice;

    Tensor Probabilities(Tensor logits) => IsSoftmax ? logits.softmax(1) : logits.sigmoid();

    /// <summary>Any logits with these probabilities do; a probability of 0 stays finite.</summary>
    Tensor Logits(Tensor mean)
    {
        using var scope = NewDisposeScope();
        const double least = 1e-12;
        var certain = (mean + least).log();
        return (IsSoftmax ? certain : certain - ((mean * -1.0) + (1 + least)).log()).MoveToOuterDisposeScope();
    }
}
