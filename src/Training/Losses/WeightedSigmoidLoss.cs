using Studio.Contracts.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Losses;

/// <summary>
/// Sigmoid cross-entropy of each class against the background, with a weight q for its pixels:
/// mean over pixels of -q t log σ(m) - (1 - t) log(1 - σ(m)), m = z_c - z_background, averaged over the classes; ≥ 0.
/// With one class this is the weighted loss of segmentation networks with one logit (Bishop, "Pattern Recognition and
/// Machine Learning", 2006, equation 4.90, weighted as in Xie and Tu, "Holistically-nested edge detection", ICCV 2015,
/// equation 2, but with a q that the recipe gives).
/// </summary>
/// <remarks>
/// σ(m) is the softmax of the two logits, so a class is predicted where σ(m) > 1/2, as by the largest logit. Pixels of
/// other classes count as negatives. Class weights weigh the classes; the background's has no effect. A batch without a
/// class still lowers its probability.
/// </remarks>
static class WeightedSigmoidLoss
{
    static readonly long[] AllButClasses = [0, 2, 3];

    public static Tensor Compute(Tensor logits, Tensor target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        var classes = logits.shape[1] - 1;
        var margins = logits.narrow(1, 1, classes) - logits.narrow(1, 0, 1);
        var truth = ClassChannels.OneHot(target, logits).narrow(1, 1, classes);
        var positive = ClassChannels.OnDevice([recipe.PositiveWeight], logits);
        var losses = functional.binary_cross_entropy_with_logits(margins, truth, reduction: Reduction.None, pos_weights: positive);
        var shares = ClassChannels.Shares(recipe with { IncludeBackground = false }, logits).narrow(0, 1, classes);
        return (losses.mean(AllButClasses) * shares).sum().MoveToOuterDisposeScope();
    }
}
