namespace Studio.Statistics;

/// <summary>
/// Area under the ROC curve, see <see cref="Auc"/>, of cases that count as often as their patient. Undefined without a
/// positive or without a negative case.
/// </summary>
public sealed class AucFigure : IClusteredFigure
{
    readonly RankedCases cases;

    /// <param name="scores">[cases]; a higher one speaks for positive.</param>
    /// <param name="isPositive">[cases].</param>
    /// <param name="clusters">[cases]; patient of each.</param>
    /// <param name="count">Number of patients.</param>
    /// <exception cref="ArgumentException">They differ in length, or a score is NaN.</exception>
    public AucFigure(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<int> clusters, int count)
    {
        cases = new RankedCases(scores, isPositive, clusters, count, isDescending: false);
        Clusters = count;
        Freedom = Math.Min(2 * (cases.Informed - 1), cases.Clusters.Distinct().Count() - 1);
    }

    public int Clusters { get; }

    public int Informed => cases.Informed;

    public int Freedom { get; }

    public FigureScale Scale => FigureScale.Share;

    public double Of(ReadOnlySpan<byte> weights)
    {
        var (clusters, masks, ends) = (cases.Clusters, cases.Masks, cases.IsLastOfScore);
        var (positives, below, twice) = (0L, 0L, 0L);
        var (positivesHere, negativesHere) = (0L, 0L);
        for (var place = 0; place < clusters.Length; place++)
        {
            int weight = weights[clusters[place]];
            var positive = weight & masks[place];
            positivesHere += positive;
            negativesHere += weight - positive;
            if (ends[place])
            {
                // In whole numbers: pairs in order count two, equal ones one.
                twice += positivesHere * ((2 * below) + negativesHere);
                below += negativesHere;
                positives += positivesHere;
                (positivesHere, negativesHere) = (0, 0);
            }
        }

        return positives == 0 || below == 0 ? double.NaN : twice / (2.0 * positives * below);
    }
}
