using Studio.Contracts.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Losses;

/// <summary>
/// Softmax cross-entropy, weighted by class: Σ -w_t log p_t / Σ w_t over all pixels, ≥ 0
/// (Bishop, "Pattern Recognition and Machine Learning", 2006, equation 4.108).
/// </summary>
/// <remarks>
/// The background always takes part, since every pixel has a class; a weight of 0 leaves a class out. A batch that
/// holds only classes of weight 0 has the loss 0, not 0/0.
/// </remarks>
static class CrossEntropyLoss
{
    public static Tensor Compute(Tensor logits, Tensor target, LossRecipe recipe)
    {
        if (recipe.ClassWeights.Count == 0)
        {
            return functional.cross_entropy(logits, target);
        }

        using var scope = NewDisposeScope();
        var weights = ClassChannels.Weights(recipe, logits);
        var sum = functional.cross_entropy(logits, target, weights, reduction: Reduction.Sum);
        var total = weights.index_select(0, target.reshape(-1)).sum();
        return (sum / total.clamp_min(ClassChannels.LeastWeight)).MoveToOuterDisposeScope();
    }
}
