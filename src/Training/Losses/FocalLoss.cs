using Studio.Contracts.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Losses;

/// <summary>
/// Cross-entropy that counts what the network already knows less: -α_t (1 - p_t)^γ log p_t, ≥ 0
/// (Lin et al., "Focal loss for dense object detection", ICCV 2017, equation 5).
/// </summary>
/// <remarks>
/// α weighs the positives and 1 - α the negatives. In a class map the background is the negative; class weights, where a
/// recipe gives them, stand in the place of α (section 3.1 derives α from class frequencies). In tags, class weights weigh
/// the classes against each other and α stays. γ = 0 is cross-entropy.
/// </remarks>
static class FocalLoss
{
    /// <summary>Keeps the slope of (1 - p)^γ finite at p = 1, where γ is below 1.</summary>
    const double LeastMiss = 1e-12;

    /// <summary>Class map [N, K + 1, H, W] with int64 [N, H, W], or tags [N, K] with float32 [N, K] (-1 does not count).</summary>
    public static Tensor Compute(Tensor output, Tensor target, LossRecipe recipe) =>
        output.ndim == 2 ? OfTags(output, target, recipe) : OfClassMap(output, target, recipe);

    /// <summary>Focal loss of each yes-or-no answer.</summary>
    /// <param name="logits">Any shape.</param>
    /// <param name="target">The same shape, 0 … 1; in between where two images were mixed.</param>
    public static Tensor OfEach(Tensor logits, Tensor target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        var probability = logits.sigmoid();
        var missed = probability + target - (probability * target * 2); // 1 - p_t
        var balance = (target * ((2 * recipe.FocalAlpha) - 1)) + (1 - recipe.FocalAlpha); // α_t
        var losses = functional.binary_cross_entropy_with_logits(logits, target, reduction: Reduction.None);
        return (balance * Focus(missed, recipe) * losses).MoveToOuterDisposeScope();
    }

    static Tensor OfTags(Tensor logits, Tensor target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        return KnownTags.Mean(OfEach(logits, target.clamp_min(0), recipe), target, recipe).MoveToOuterDisposeScope();
    }

    static Tensor OfClassMap(Tensor logits, Tensor target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        var losses = functional.cross_entropy(logits, target, reduction: Reduction.None); // [N, H, W]
        var missed = (-losses).expm1().neg(); // 1 - p_t, exact also where p_t is nearly 1
        var weights = Balance(recipe, logits).index_select(0, target.reshape(-1)).reshape(target.shape);
        return (weights * Focus(missed, recipe) * losses).mean().MoveToOuterDisposeScope();
    }

    static Tensor Focus(Tensor missed, LossRecipe recipe) => missed.clamp_min(LeastMiss).pow(recipe.FocalGamma);

    static Tensor Balance(LossRecipe recipe, Tensor logits) => recipe.ClassWeights.Count > 0
        ? ClassChannels.Weights(recipe, logits)
        : ClassChannels.OnDevice(
            [.. Enumerable.Range(0, (int)logits.shape[1]).Select(index => index == 0 ? 1 - recipe.FocalAlpha : recipe.FocalAlpha)], logits);
}
