using Studio.Training.Randomness;
using static TorchSharp.torch;

namespace Studio.Training.Augmentation;

/// <summary>
/// Each image blended with the next one of its batch, and so are their tags (Zhang et al., "mixup: Beyond empirical risk
/// minimization", ICLR 2018). Batches are in random order, so the next one is any.
/// </summary>
static class MixUp
{
    /// <param name="images">float32 [N, C, H, W].</param>
    /// <param name="tags">float32 [N, K], 1 / 0, -1 where nobody knows.</param>
    /// <returns>
    /// The mixed images and tags. A tag that is unknown in one of the two images stays unknown. A batch of one image is
    /// mixed with itself and does not change.
    /// </returns>
    public static (Tensor Images, Tensor Tags) Apply(Tensor images, Tensor tags, IReadOnlyList<AugmentationDraw> draws)
    {
        using var scope = NewDisposeScope();
        var shares = draws.Select(draw => (float)draw.MixShare).ToArray();
        var perImage = tensor(shares, [draws.Count, 1, 1, 1], device: images.device);
        var perTag = perImage.reshape(draws.Count, 1);
        var unknown = (tags < 0) | (Next(tags) < 0);
        var mixedTags = Blend(tags, perTag).masked_fill(unknown, -1);
        return (Blend(images, perImage).MoveToOuterDisposeScope(), mixedTags.MoveToOuterDisposeScope());
    }

    /// <summary>
    /// λ of Beta(α, α), or 1 - λ where that is larger: every image stays the main one of its mixture. 1 without mix-up.
    /// </summary>
    public static double DrawShare(double alpha, ulong seed)
    {
        if (alpha <= 0)
        {
            return 1;
        }

        var random = new SeededRandom((long)seed);
        var (first, second) = (DrawGamma(alpha, random), DrawGamma(alpha, random));
        var share = first + second > 0 ? first / (first + second) : 1;
        return Math.Max(share, 1 - share);
    }

    static Tensor Blend(Tensor own, Tensor share)
    {
        var other = Next(own);
        return other + ((own - other) * share);
    }

    static Tensor Next(Tensor batch) => batch.roll([-1], [0]);

    /// <summary>Gamma(α, 1) by Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26, 2000.</summary>
    static double DrawGamma(double alpha, SeededRandom random)
    {
        // Below 1 the method wants α + 1 and a power of a uniform number (their section 6).
        var boost = alpha < 1 ? Math.Pow(1 - random.NextDouble(), 1 / alpha) : 1;
        var d = (alpha < 1 ? alpha + 1 : alpha) - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var v = Math.Pow(1 + (c * normal), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (normal * normal / 2) + d - (d * v) + (d * Math.Log(v)))
            {
                return boost * d * v;
            }
        }
    }
}
