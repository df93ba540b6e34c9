namespace Studio.Statistics;

/// <summary>Cases in the order of their scores: sorted once, a draw only adds up.</summary>
sealed class RankedCases
{
    /// <summary>[cases]; patient of each, the lowest score first.</summary>
    public int[] Clusters { get; }

    /// <summary>[cases]; all bits of a positive one, none of a negative one.</summary>
    public int[] Masks { get; }

    /// <summary>[cases]; whether the next score is another one. Equal scores cannot be told apart by any threshold.</summary>
    public bool[] IsLastOfScore { get; }

    /// <summary>See <see cref="EffectiveClusters"/>, of positives and negatives.</summary>
    public int Effective { get; }

    public RankedCases(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<int> clusters, int count, bool isDescending)
    {
        if (isPositive.Length != scores.Length || clusters.Length != scores.Length)
        {
            throw new ArgumentException($"{scores.Length} scores, {isPositive.Length} labels and {clusters.Length} clusters do not belong together.", nameof(isPositive));
        }

        var keys = new double[scores.Length];
        var order = new int[scores.Length];
        for (var place = 0; place < order.Length; place++)
        {
            keys[place] = double.IsNaN(scores[place]) ? throw new ArgumentException("A score is not a number.", nameof(scores)) : isDescending ? -scores[place] : scores[place];
            order[place] = place;
        }

        Array.Sort(keys, order);
        (Clusters, Masks, IsLastOfScore) = (new int[order.Length], new int[order.Length], new bool[order.Length]);
        for (var place = 0; place < order.Length; place++)
        {
            Clusters[place] = clusters[order[place]];
            Masks[place] = isPositive[order[place]] ? -1 : 0;
            IsLastOfScore[place] = place + 1 == order.Length || keys[place + 1] != keys[place];
        }

        var (positives, negatives) = (new double[count], new double[count]);
        for (var place = 0; place < scores.Length; place++)
        {
            (isPositive[place] ? positives : negatives)[clusters[place]]++;
        }

        Effective = EffectiveClusters.Of(positives, negatives);
    }
}

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
    }

    public int Clusters { get; }

    public int Effective => cases.Effective;

    public FigureScale Scale => FigureScale.Bounded;

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

    public int Effective => cases.Effective;

    public FigureScale Scale => FigureScale.Bounded;

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
