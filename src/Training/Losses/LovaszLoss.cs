using Studio.Contracts.Recipes;
using static TorchSharp.torch;

namespace Studio.Training.Losses;

/// <summary>
/// Lovász-softmax: for each class, errors |t - p| of all pixels of the batch, sorted from large to small, times the rise of
/// the Jaccard loss when the pixels up to there are wrong; averaged over the classes that the batch holds, 0 … 1
/// (Berman, Rannen Triki and Blaschko, "The Lovász-softmax loss", CVPR 2018, equations 8, 9 and 13, algorithm 1).
/// </summary>
/// <remarks>
/// A batch that holds none of the classes (only background, and the recipe leaves it out) has the loss 0. Counts of pixels
/// are exact up to 2^24 pixels in a batch in float32.
/// </remarks>
static class LovaszLoss
{
    public static Tensor Compute(Tensor logits, Tensor target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        var first = recipe.IncludeBackground ? 0 : 1;
        var truth = ByClass(ClassChannels.OneHot(target, logits), first);
        var errors = (truth - ByClass(logits.softmax(1), first)).abs();
        var (sorted, order) = errors.sort(1, descending: true, stable: true);
        var losses = (sorted * JaccardRise(truth.gather(1, order))).sum(1L); // [C]
        var shares = ClassChannels.Shares(recipe, logits).narrow(0, first, losses.shape[0]);
        var weights = shares * truth.sum(1L).gt(0).to(logits.dtype);
        return ((losses * weights).sum() / weights.sum().clamp_min(ClassChannels.LeastWeight)).MoveToOuterDisposeScope();
    }

    /// <summary>[N, K, H, W] → [C, N·H·W], the classes from the first one that counts.</summary>
    static Tensor ByClass(Tensor map, int first)
    {
        var classes = map.shape[1] - first;
        return map.narrow(1, first, classes).permute(1, 0, 2, 3).reshape(classes, -1);
    }

    /// <summary>How much the Jaccard loss rises with each further wrong pixel; truth in the order of the errors, [C, P].</summary>
    static Tensor JaccardRise(Tensor truth)
    {
        using var scope = NewDisposeScope();
        var total = truth.sum(1L, keepdim: true);
        var both = total - truth.cumsum(1);
        var either = total + (1 - truth).cumsum(1);
        var loss = 1 - (both / either);
        var before = cat([zeros_like(total), loss.narrow(1, 0, loss.shape[1] - 1)], 1);
        return (loss - before).MoveToOuterDisposeScope();
    }
}
