using Studio.Contracts.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Losses;

/// <summary>
/// Cross-entropy in which pixels near the edge of a class count more: the mean of -log p_t over the pixels with the weights
/// m = w_t (1 + w exp(-d² / 2σ²)), where d is the distance in pixels to the nearest edge, w the recipe's boundary weight
/// and σ its reach; ≥ 0. (Ronneberger, Fischer and Brox, "U-Net", MICCAI 2015, equation 2, with one distance instead of the
/// sum of two, since neighbouring structures here have classes of their own, and with w_t as a factor, so that a weight of
/// 0 leaves a class out as in the plain loss.)
/// </summary>
/// <remarks>An image of one class has no edge: the loss is the plain cross-entropy. Only classes of weight 0: the loss is 0.</remarks>
static class BoundaryCrossEntropyLoss
{
    /// <summary>Where exp(-d² / 2σ²) has fallen to 1 %, the search for edges ends.</summary>
    const double SearchedSigmas = 3;

    static readonly long[] Once = [1, 1];

    public static Tensor Compute(Tensor logits, Tensor target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        var classWeights = ClassChannels.Weights(recipe, logits);
        var weights = classWeights.index_select(0, target.reshape(-1)).reshape(target.shape)
            * (1 + (Nearness(target, recipe.BoundaryPixels).to(logits.dtype) * recipe.BoundaryWeight)); // [N, H, W]
        var losses = functional.cross_entropy(logits, target, reduction: Reduction.None);
        return ((losses * weights).sum() / weights.sum().clamp_min(ClassChannels.LeastWeight)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// exp(-d² / 2σ²) of each pixel, d the Euclidean distance to the nearest pixel on an edge; 0 beyond 3σ along an axis.
    /// A pixel is on an edge when one of its eight neighbours has another class; the border of the image is none.
    /// </summary>
    /// <param name="target">int64 [N, H, W].</param>
    /// <returns>float32 [N, H, W], 0 … 1.</returns>
    /// <remarks>
    /// Runs on the device of the target by max-pooling alone. The Gaussian of a squared distance is a product over the two
    /// axes, so the nearest edge is searched along the rows first and then, among those results, along the columns.
    /// </remarks>
    internal static Tensor Nearness(Tensor target, double sigma)
    {
        using var scope = NewDisposeScope();
        var classes = target.to(ScalarType.Float32).unsqueeze(1); // [N, 1, H, W]
        var highest = functional.max_pool2d(classes, [3, 3], Once, [1, 1]);
        var lowest = functional.max_pool2d(-classes, [3, 3], Once, [1, 1]).neg();
        var edges = highest.ne(lowest).to(ScalarType.Float32);
        var along = Spread(edges, [1, 3], [0, 1], target.shape[2], sigma);
        return Spread(along, [3, 1], [1, 0], target.shape[1], sigma).squeeze(1).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// max over k of exp(-k² / 2σ²) · v(x ± k) along one axis: each pooling by three widens the window by one pixel, and a
    /// value that was in the window before keeps its larger factor.
    /// </summary>
    static Tensor Spread(Tensor values, long[] kernel, long[] padding, long side, double sigma)
    {
        using var scope = NewDisposeScope();
        var reach = Math.Min((long)Math.Ceiling(SearchedSigmas * sigma), side - 1);
        var (nearest, window) = (values.alias(), values.alias());
        for (var distance = 1; distance <= reach; distance++)
        {
            using var step = NewDisposeScope();
            var wider = functional.max_pool2d(window, kernel, Once, padding);
            var nearer = nearest.maximum(wider * Math.Exp(-distance * distance / (2 * sigma * sigma)));
            window.Dispose();
            nearest.Dispose();
            (nearest, window) = step.MoveToOuter(nearer, wider);
        }

        return nearest.MoveToOuterDisposeScope();
    }
}
