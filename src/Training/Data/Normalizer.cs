using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;

namespace Studio.Training.Data;

/// <summary>A linear map of values after rescale, with limits afterwards: value = clamp((value - Offset) / Scale).</summary>
readonly record struct Normalization(
    double Offset, double Scale, double Least = double.NegativeInfinity, double Most = double.PositiveInfinity)
{
    public static Normalization Of(ChannelStatistics numbers) => new(
        numbers.Offset, numbers.Scale, numbers.Least ?? double.NegativeInfinity, numbers.Most ?? double.PositiveInfinity);

    public ChannelStatistics ToStatistics() => new(Offset, Scale, Finite(Least), Finite(Most));

    public float Apply(float value) => (float)Math.Clamp((value - Offset) / Scale, Least, Most);

    public void Apply(ReadOnlySpan<float> values, Span<float> target)
    {
        for (var index = 0; index < values.Length; index++)
        {
            target[index] = Apply(values[index]);
        }
    }

    /// <summary>A picture of one value has no spread; it becomes 0 everywhere instead of NaN.</summary>
    public Normalization WithSpread() => Scale != 0 ? this : this with { Scale = 1 };

    static double? Finite(double limit) => double.IsFinite(limit) ? limit : null;
}

/// <summary>Derives the normalisation of each channel, before any resizing.</summary>
static class Normalizer
{
    /// <param name="channels">Values after rescale; statistics are taken over all of them together, or of each by itself.</param>
    /// <param name="dataset">Numbers of the training images, where the recipe takes statistics over them.</param>
    /// <returns>One map for each channel.</returns>
    public static Normalization[] Derive(InputRecipe input, InputSource source, float[][] channels, DatasetStatistics? dataset)
    {
        if (input.UsesDatasetStatistics())
        {
            var numbers = dataset ?? throw new InvalidOperationException("The statistics of the training images are not known.");
            return [.. numbers.Channels.Select(Normalization.Of)];
        }

        if (input.Normalization is "unit" or "window" || input.Statistics == "channel")
        {
            return [.. channels.Index().Select(pair => OfValues(input, source.SourceOf(pair.Index), [pair.Item]))];
        }

        // Repeated grey is one array and counts once.
        var shared = OfValues(input, source.SourceOf(0), [.. channels.Distinct()]);
        return [.. Enumerable.Repeat(shared, channels.Length)];
    }

    /// <summary>Whether the numbers come from the training images and not from the image itself.</summary>
    public static bool UsesDatasetStatistics(this InputRecipe input) =>
        input.Statistics == "dataset" && input.Normalization is not ("unit" or "window");

    /// <summary>Cuts at low and high, then mean 0 and deviation 1 of what that leaves.</summary>
    public static Normalization ClippedZScore(double low, double high, double mean, double deviation)
    {
        var map = new Normalization(mean, deviation).WithSpread();
        return map with { Least = (low - mean) / map.Scale, Most = (high - mean) / map.Scale };
    }

    /// <summary>low to 0, high to 1, cut off beyond.</summary>
    public static Normalization Range(double low, double high) => new Normalization(low, high - low, 0, 1).WithSpread();

    static Normalization OfValues(InputRecipe input, PixelSource source, IReadOnlyList<float[]> values)
    {
        switch (input.Normalization)
        {
            case "unit":
                var least = (source.RescaleSlope * source.LeastValue) + source.RescaleIntercept;
                return new Normalization(least, source.RescaleSlope * (source.MostValue - source.LeastValue)).WithSpread();
            case "window":
                return Window(input, source);
            case "percentile":
                var (low, high) = PixelStatistics.Percentiles(values, input.ClipPercent / 100);
                return Range(low, high);
            case "zscore-clipped":
                var (lower, upper) = PixelStatistics.Percentiles(values, input.ClipPercent / 100);
                var (clippedMean, clippedDeviation) = PixelStatistics.Spread(values, lower, upper);
                return ClippedZScore(lower, upper, clippedMean, clippedDeviation);
            default:
                var (mean, deviation) = PixelStatistics.Spread(values);
                return new Normalization(mean, deviation).WithSpread();
        }
    }

    /// <summary>
    /// The window is in units of the value itself. Where MONOCHROME1 was mirrored, value = slope · mirror + 2 · intercept -
    /// mirrored value, and its window is mirrored with it.
    /// </summary>
    static Normalization Window(InputRecipe input, PixelSource source)
    {
        var low = input.WindowCenter - (input.WindowWidth / 2);
        if (source.IsInverted)
        {
            low = (source.RescaleSlope * (source.LeastValue + source.MostValue)) + (2 * source.RescaleIntercept) - (low + input.WindowWidth);
        }

        return Range(low, low + input.WindowWidth);
    }
}
