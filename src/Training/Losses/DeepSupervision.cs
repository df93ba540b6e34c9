using Studio.Contracts.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Losses;

/// <summary>
/// A loss over the outputs of every level of a decoder: Σ f^l loss_l with l = 0 for the finest
/// (Lee et al., "Deeply-supervised nets", AISTATS 2015, equation 3; weights that halve as in Isensee et al., "nnU-Net", 2021).
/// </summary>
static class DeepSupervision
{
    /// <param name="outputs">Logits [N, K, H_l, W_l] from the finest to the coarsest.</param>
    /// <param name="target">int64 [N, H, W] of the input's size; each level takes the class of the nearest pixel.</param>
    public static Tensor Compute(Loss loss, IReadOnlyList<Tensor> outputs, Tensor target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        var sum = loss(outputs[0], Reduced(target, outputs[0]), recipe);
        for (var level = 1; level < outputs.Count && recipe.DeepSupervisionFactor > 0; level++)
        {
            sum += loss(outputs[level], Reduced(target, outputs[level]), recipe) * Math.Pow(recipe.DeepSupervisionFactor, level);
        }

        return sum.MoveToOuterDisposeScope();
    }

    /// <summary>The target in the size of an output. Classes up to 2^24 survive the way through float32 unchanged.</summary>
    static Tensor Reduced(Tensor target, Tensor output)
    {
        if (target.shape[1] == output.shape[2] && target.shape[2] == output.shape[3])
        {
            return target;
        }

        using var scope = NewDisposeScope();
        var map = target.unsqueeze(1).to(ScalarType.Float32);
        var reduced = functional.interpolate(map, size: [output.shape[2], output.shape[3]], mode: InterpolationMode.NearestExact);
        return reduced.squeeze(1).to(ScalarType.Int64).MoveToOuterDisposeScope();
    }
}
