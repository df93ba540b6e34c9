using Studio.Contracts.Recipes;
using static TorchSharp.torch;

namespace Studio.Training.Losses;

/// <summary>Truth and weights by channel, as the losses of class maps and tags need them; in the type and on the device of the logits.</summary>
static class ClassChannels
{
    /// <summary>Keeps a sum of weights that may be nothing away from 0/0.</summary>
    public const double LeastWeight = 1e-12;

    /// <summary>[N, K, H, W] with 1 at the class of each pixel.</summary>
    public static Tensor OneHot(Tensor target, Tensor like) =>
        zeros_like(like).scatter_(1, target.unsqueeze(1), 1.0);

    /// <summary>[K] as the recipe gives them; ones where it gives none.</summary>
    public static Tensor Weights(LossRecipe recipe, Tensor logits) =>
        OnDevice([.. Enumerable.Range(0, (int)logits.shape[1]).Select(index => Weight(recipe, index))], logits);

    /// <summary>[K] that add up to 1, with 0 for a background that the recipe leaves out; all 0 when no class has a weight.</summary>
    public static Tensor Shares(LossRecipe recipe, Tensor logits)
    {
        var weights = new double[logits.shape[1]];
        for (var index = recipe.IncludeBackground ? 0 : 1; index < weights.Length; index++)
        {
            weights[index] = Weight(recipe, index);
        }

        var total = weights.Sum();
        return OnDevice(total > 0 ? [.. weights.Select(weight => weight / total)] : weights, logits);
    }

    public static Tensor OnDevice(double[] values, Tensor like) =>
        tensor([.. values.Select(value => (float)value)], dtype: like.dtype, device: like.device);

    static double Weight(LossRecipe recipe, int index) => recipe.ClassWeights.Count > 0 ? recipe.ClassWeights[index] : 1;
}
