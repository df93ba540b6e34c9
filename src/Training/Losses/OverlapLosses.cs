using Studio.Contracts.Recipes;
using static TorchSharp.torch;

namespace Studio.Training.Losses;

/// <summary>
/// Losses on the overlap of softmax probabilities p and truth t, summed for each class over all pixels of the batch.
/// </summary>
/// <remarks>
/// One is added above and below the fraction line. For a class that the batch does not hold, the score is then
/// 1 / (1 + Σp): the loss still falls when the class is predicted less, and is 0 where nothing is predicted; it is
/// never 0/0. Classes are averaged with the recipe's weights; the background takes part only if the recipe says so.
/// </remarks>
static class OverlapLosses
{
    const double Smoothing = 1;
    static readonly long[] AllButClasses = [0, 2, 3];

    /// <summary>
    /// 1 - Σ_c w_c (Σ p t + 1) / (Σ p + Σ t - Σ p t + 1), 0 … 1
    /// (Rahman and Wang, "Optimizing intersection-over-union in deep neural networks", ISVC 2016, equations 3–5).
    /// </summary>
    public static Tensor SoftIou(Tensor logits, Tensor target, LossRecipe recipe) => Compute(
        logits, target, recipe, (both, predicted, truth) => (both + Smoothing) / (predicted + truth - both + Smoothing));

    /// <summary>
    /// 1 - Σ_c w_c (2 Σ p t + 1) / (Σ p + Σ t + 1), 0 … 1
    /// (Milletari, Navab and Ahmadi, "V-Net", 3DV 2016, section 3, without the squares).
    /// </summary>
    public static Tensor SoftDice(Tensor logits, Tensor target, LossRecipe recipe) => Compute(
        logits, target, recipe, (both, predicted, truth) => ((both * 2.0) + Smoothing) / (predicted + truth + Smoothing));

    static Tensor Compute(Tensor logits, Tensor target, LossRecipe recipe, Func<Tensor, Tensor, Tensor, Tensor> score)
    {
        using var scope = NewDisposeScope();
        var classes = logits.shape[1];
        var probabilities = logits.softmax(1);
        var truth = OneHot(target, probabilities);
        var both = (probabilities * truth).sum(AllButClasses); // [K]
        var scores = score(both, probabilities.sum(AllButClasses), truth.sum(AllButClasses));
        var weights = tensor(Weights(recipe, (int)classes), device: logits.device);
        return (1 - (scores * weights).sum()).MoveToOuterDisposeScope();
    }

    /// <summary>float32 [N, K, H, W] with 1 at the class of each pixel.</summary>
    static Tensor OneHot(Tensor target, Tensor like) =>
        zeros_like(like).scatter_(1, target.unsqueeze(1), 1.0);

    /// <summary>Weights that add up to 1; background 0 unless the recipe includes it.</summary>
    static float[] Weights(LossRecipe recipe, int classes)
    {
        var weights = new float[classes];
        for (var index = recipe.IncludeBackground ? 0 : 1; index < classes; index++)
        {
            weights[index] = recipe.ClassWeights.Count > 0 ? (float)recipe.ClassWeights[index] : 1;
        }

        var total = weights.Sum();
        return total > 0 ? [.. weights.Select(weight => weight / total)] : weights;
    }
}
