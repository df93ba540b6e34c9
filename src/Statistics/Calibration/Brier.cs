namespace Studio.Statistics;

/// <summary>
/// Score = Reliability − Resolution + Uncertainty + WithinBins (Murphy, J Appl Meteorol 12:595, 1973; the last part, which is 0
/// where all probabilities of a bin are the same, after Stephenson, Coelho and Jolliffe, Weather Forecast 23:752, 2008).
/// </summary>
/// <param name="Score">Mean squared distance of probability and truth; 0 is perfect.</param>
/// <param name="Reliability">Part that comes of probabilities that are not the shares; 0 is perfect.</param>
/// <param name="Resolution">How far the shares of the bins are from that of all; more is better.</param>
/// <param name="Uncertainty">What always saying the share of all would score.</param>
/// <param name="WithinBins">What differs within the bins.</param>
public sealed record BrierScore(double Score, double Reliability, double Resolution, double Uncertainty, double WithinBins);

/// <summary>Mean squared distance of probabilities and truth (Brier, Mon Weather Rev 78:1, 1950).</summary>
public static class Brier
{
    /// <summary>Of one class, yes or no.</summary>
    /// <param name="probabilities">[cases], 0–1; NaN is left out.</param>
    /// <param name="isPositive">[cases].</param>
    /// <param name="bins">Equal steps of probability that the parts are taken over.</param>
    /// <returns>Null without a case.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a probability is outside 0–1.</exception>
    public static BrierScore? Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> isPositive, int bins = Reliability.UsualBins)
    {
        var (values, labels) = Forecasts.Known(probabilities, isPositive);
        if (values.Length == 0)
        {
            return null;
        }

        var score = values.Zip(labels, (value, label) => label ? (1 - value) * (1 - value) : value * value).Average();
        var share = (double)labels.Count(label => label) / labels.Length;
        List<ReliabilityBin> filled = [.. Reliability.Of(values, labels, bins).Bins.Where(bin => bin.Count > 0)];
        var reliability = filled.Sum(bin => bin.Count * Square(bin.Confidence - bin.Share)) / values.Length;
        var resolution = filled.Sum(bin => bin.Count * Square(bin.Share - share)) / values.Length;
        var uncertainty = share * (1 - share);
        return new BrierScore(score, reliability, resolution, uncertainty, score - (reliability - resolution + uncertainty));
    }

    /// <summary>Of one choice among classes: the sum over the classes, so from 0 to 2 as Brier has it.</summary>
    /// <param name="probabilities">[cases][classes]; a case with NaN is left out.</param>
    /// <param name="classes">[cases]; the right one, from 0.</param>
    /// <returns>Null without a case.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static double? OfChoice(IReadOnlyList<double[]> probabilities, IReadOnlyList<int> classes)
    {
        var known = Choices.Known(probabilities, classes);
        return known.Count == 0
            ? null
            : known.Average(item => item.Values.Select((value, place) => Square(value - (place == item.Class ? 1 : 0))).Sum());
    }

    static double Square(double value) => value * value;
}
