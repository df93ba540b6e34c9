using Studio.Contracts.Recipes;
using static TorchSharp.torch;

namespace Studio.Training.Losses;

/// <summary>Tags of which some are unknown.</summary>
static class KnownTags
{
    /// <summary>Σ w_k l / Σ w_k over the known tags, w_k the weight of the class; 0, with gradient 0, when none is known.</summary>
    /// <param name="losses">[N, K], finite.</param>
    /// <param name="target">float32 [N, K], 0 … 1; anything below 0 is unknown.</param>
    public static Tensor Mean(Tensor losses, Tensor target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        var weights = target.ge(0).to(losses.dtype) * ClassChannels.Weights(recipe, losses);
        return ((losses * weights).sum() / weights.sum().clamp_min(ClassChannels.LeastWeight)).MoveToOuterDisposeScope();
    }
}
