namespace Studio.Statistics;

/// <summary>
/// Average precision: Σ (R_k − R_{k−1}) P_k over the thresholds from the highest down, without interpolation (as scikit-learn
/// has it; Manning, Raghavan and Schütze 2008, section 8.4). Guessing reaches the share of positives. Undefined without one.
/// </summary>
public sealed class AveragePrecisionFigure : IClusteredFigure
{
    readonly RankedCases cases;

    /// <param name="scores">[cases]; a higher one speaks for positive.</param>
    /// <param name="isPositive">[cases].</param>
    /// <param name="clusters">[cases]; patient of each.</param>
    /// <param name="count">Number of patients.</param>
    /// <exception cref="ArgumentException">They differ in length, or a score is NaN.</exception>
    public AveragePrecisionFigure(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<int> clusters, int count)
    {
        cases = new RankedCases(scores, isPositive, clusters, count, isDescending: true);
        Clusters = count;
    }

    public int Clusters { get; }

    public int Informed => cases.Informed;

    public FigureScale Scale => FigureScale.Share;

    public double Of(ReadOnlySpan<byte> weights)
    {
        var (clusters, masks, ends) = (cases.Clusters, cases.Masks, cases.IsLastOfScore);
        var (positives, all, positivesHere, sum) = (0L, 0L, 0L, 0.0);
        for (var place = 0; place < clusters.Length; place++)
        {
            int weight = weights[clusters[place]];
            positivesHere += weight & masks[place];
            all += weight;
            if (ends[place] && positivesHere > 0)
            {
                positives += positivesHere;
                sum += (double)positivesHere * positives / all;
                positivesHere = 0;
            }
        }

        return positives == 0 ? double.NaN : sum / positives;
    }
}
