using Studio.Contracts.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Losses;

/// <summary>
/// Losses of tags: logits [N, K], target float32 [N, K] with 1 for yes, 0 for no, below 0 for unknown; between 0 and 1 where
/// two images were mixed. Unknown tags have no effect; a batch that knows none has the loss 0.
/// </summary>
static class TagLosses
{
    /// <summary>
    /// Each class by itself: -q t log σ(z) - (1 - t) log(1 - σ(z)) with the recipe's positive weight q, ≥ 0
    /// (Bishop, "Pattern Recognition and Machine Learning", 2006, equation 4.90).
    /// </summary>
    public static Tensor BinaryCrossEntropy(Tensor logits, Tensor target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        var positive = ClassChannels.OnDevice([recipe.PositiveWeight], logits);
        var losses = functional.binary_cross_entropy_with_logits(
            logits, target.clamp_min(0), reduction: Reduction.None, pos_weights: positive);
        return KnownTags.Mean(losses, target, recipe).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// One class of several: -log softmax(z) at the class whose tag is 1, ≥ 0 (Bishop 2006, equation 4.108); class weights as
    /// in the cross-entropy of class maps. Several classes with 1 share the image. An image without any does not count, and
    /// an unknown tag is taken as "not this one".
    /// </summary>
    public static Tensor CrossEntropy(Tensor logits, Tensor target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        var yes = target.clamp_min(0);
        var shares = yes / yes.sum(1L, keepdim: true).clamp_min(ClassChannels.LeastWeight); // rows add up to 1, or 0
        var weights = shares * ClassChannels.Weights(recipe, logits);
        var sum = (logits.log_softmax(1) * weights).sum().neg();
        return (sum / weights.sum().clamp_min(ClassChannels.LeastWeight)).MoveToOuterDisposeScope();
    }
}
