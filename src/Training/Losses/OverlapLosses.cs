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

    /// <summary>
    /// 1 - Σ_c w_c (Σ p t + 1) / (Σ p t + α Σ p (1 - t) + β Σ (1 - p) t + 1), 0 … 1
    /// (Salehi, Erdogmus and Gholipour, "Tversky loss function", MLMI 2017, equation 4; their α weighs false positives).
    /// </summary>
    public static Tensor Tversky(Tensor logits, Tensor target, LossRecipe recipe) => Compute(
        logits,
        target,
        recipe,
        (both, predicted, truth) =>
            (both + Smoothing) / (both + ((predicted - both) * recipe.TverskyAlpha) + ((truth - both) * recipe.TverskyBeta) + Smoothing));

    static Tensor Compute(Tensor logits, Tensor target, LossRecipe recipe, Func<Tensor, Tensor, Tensor, Tensor> score)
    {
        using var scope = NewDisposeScope();
        var probabilities = logits.softmax(1);
        var truth = ClassChannels.OneHot(target, probabilities);
        var both = (probabilities * truth).sum(AllButClasses); // [K]
        var scores = score(both, probabilities.sum(AllButClasses), truth.sum(AllButClasses));
        return (1 - (scores * ClassChannels.Shares(recipe, logits)).sum()).MoveToOuterDisposeScope();
    }
}
