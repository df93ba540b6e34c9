using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;

namespace Studio.Training.Data;

/// <summary>
/// Gathers the numbers of <see cref="DatasetStatistics"/> image by image, from several threads. The result does not depend
/// on the order in which images arrive, to the last bit.
/// </summary>
sealed class DatasetMeasurement
{
    readonly InputRecipe input;
    readonly (long Count, double Sum, double Squares)[][] sums;
    readonly ValueHistogram[] histograms;

    /// <param name="images">How many will be added.</param>
    public DatasetMeasurement(InputRecipe input, int images)
    {
        this.input = input;
        sums = new (long, double, double)[images][];
        histograms = NeedsHistogram ? [.. Enumerable.Range(0, input.Channels).Select(_ => new ValueHistogram())] : [];
    }

    bool NeedsHistogram => input.Normalization is "percentile" or "zscore-clipped";

    /// <param name="position">0 … images - 1, each once.</param>
    public void Add(int position, InputSource source)
    {
        var channels = source.ToChannels(input.Channels);
        sums[position] = Array.ConvertAll(channels, values =>
        {
            var (sum, squares) = PixelStatistics.Sums(values);
            return ((long)values.Length, sum, squares);
        });
        foreach (var (histogram, values) in histograms.Zip(channels))
        {
            lock (histogram)
            {
                histogram.Add(values);
            }
        }
    }

    public DatasetStatistics Result() =>
        new([.. Enumerable.Range(0, input.Channels).Select(channel => OfChannel(channel).ToStatistics())]);

    Normalization OfChannel(int channel)
    {
        if (!NeedsHistogram)
        {
            var (mean, deviation) = PixelStatistics.OfSums(
                sums.Sum(image => image[channel].Count), sums.Sum(image => image[channel].Sum), sums.Sum(image => image[channel].Squares));
            return new Normalization(mean, deviation).WithSpread();
        }

        var (low, high) = histograms[channel].Percentiles(input.ClipPercent / 100);
        if (input.Normalization == "percentile")
        {
            return Normalizer.Range(low, high);
        }

        var (clippedMean, clippedDeviation) = histograms[channel].Spread(low, high);
        return Normalizer.ClippedZScore(low, high, clippedMean, clippedDeviation);
    }
}
