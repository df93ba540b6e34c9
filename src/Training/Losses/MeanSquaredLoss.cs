using Studio.Contracts.Recipes;
using static TorchSharp.torch;

namespace Studio.Training.Losses;

/// <summary>Mean of (σ(z) - t)², 0 … 1, over the known tags or over the numbers of a box.</summary>
static class MeanSquaredLoss
{
    const int Gaussian = 2;

    /// <summary>
    /// Tags: [N, K] with [N, K] (below 0 does not count, class weights as in the other losses of tags).
    /// One box: [N, 4], or [N, 8] of which the spread has no effect, with [N, 4].
    /// </summary>
    public static Tensor Compute(Tensor output, Tensor target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        if (output.shape[1] == Gaussian * target.shape[1])
        {
            return OneBoxLosses.OfAnswer("mse")(output, target, recipe).MoveToOuterDisposeScope();
        }

        return KnownTags.Mean((output.sigmoid() - target).square(), target, recipe).MoveToOuterDisposeScope();
    }
}
