namespace Studio.Statistics;

/// <param name="Low">Confidences above it (of the first bin: from it).</param>
/// <param name="High">Confidences up to it.</param>
/// <param name="Confidence">Mean, 0–1; NaN in an empty bin.</param>
/// <param name="Share">Of the cases that are positive, or right, 0–1; NaN in an empty bin.</param>
public sealed record ReliabilityBin(double Low, double High, long Count, double Confidence, double Share);

/// <summary>How confidences are put together.</summary>
public enum ReliabilityBins
{
    /// <summary>Equal steps from 0 to 1.</summary>
    EqualWidth,

    /// <summary>The same number of cases in each, as far as equal confidences, which stay together, allow.</summary>
    EqualCount,
}

/// <summary>Of what was said with a confidence, how much is so.</summary>
/// <param name="Bins">From the lowest confidence up.</param>
public sealed record Reliability(IReadOnlyList<ReliabilityBin> Bins)
{
    /// <summary>What Guo et al. take.</summary>
    public const int UsualBins = 15;

    /// <summary>Number of cases.</summary>
    public long Count => Bins.Sum(bin => bin.Count);

    /// <summary>
    /// Expected calibration error: mean distance of confidence and share, each bin counting with its cases (Naeini, Cooper and
    /// Hauskrecht, AAAI 2015; Guo et al., ICML 2017, eq. 3). Null without a case.
    /// </summary>
    public double? ExpectedError => Count == 0 ? null : Filled.Sum(bin => bin.Count * Math.Abs(bin.Confidence - bin.Share)) / Count;

    /// <summary>Maximum calibration error: the largest distance of confidence and share in a bin (eq. 5). Null without a case.</summary>
    public double? LargestError => Count == 0 ? null : Filled.Max(bin => Math.Abs(bin.Confidence - bin.Share));

    IEnumerable<ReliabilityBin> Filled => Bins.Where(bin => bin.Count > 0);

    /// <param name="confidences">[cases], 0–1; NaN is left out.</param>
    /// <param name="isTrue">[cases]: positive of a probability, right of a confidence in an answer.</param>
    /// <param name="count">Number of bins, from 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a confidence is outside 0–1.</exception>
    public static Reliability Of(
        ReadOnlySpan<double> confidences, ReadOnlySpan<bool> isTrue, int count = UsualBins, ReliabilityBins kind = ReliabilityBins.EqualWidth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var (values, labels) = Forecasts.Known(confidences, isTrue);
        Array.Sort(values, labels);
        var edges = kind == ReliabilityBins.EqualCount ? EqualCount(values, count) : [.. Enumerable.Range(0, count + 1).Select(bin => bin / (double)count)];
        var bins = new List<ReliabilityBin>();
        var first = 0;
        for (var bin = 1; bin < edges.Length; bin++)
        {
            var (end, sum, positives) = (first, 0.0, 0);
            for (; end < values.Length && (values[end] <= edges[bin] || bin == edges.Length - 1); end++)
            {
                sum += values[end];
                positives += labels[end] ? 1 : 0;
            }

            var size = end - first;
            bins.Add(new ReliabilityBin(
                edges[bin - 1], edges[bin], size, size == 0 ? double.NaN : sum / size, size == 0 ? double.NaN : (double)positives / size));
            first = end;
        }

        return new Reliability(bins);
    }

    /// <summary>Edges between which about the same number of cases lie, each the confidence of a case; fewer where many are equal.</summary>
    static double[] EqualCount(double[] sorted, int count)
    {
        var edges = new List<double> { 0 };
        for (var bin = 1; bin < count && sorted.Length > 0; bin++)
        {
            // The last case of the bin.
            var last = (int)Math.Ceiling((double)sorted.Length * bin / count) - 1;
            if (last >= 0 && (edges.Count == 1 || sorted[last] > edges[^1]) && sorted[last] < sorted[^1])
            {
                edges.Add(sorted[last]);
            }
        }

        return [.. edges, 1];
    }
}
