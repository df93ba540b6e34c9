namespace Studio.Statistics;

/// <summary>
/// Interval of an AUC where cases of one cluster (patient) are alike. The variance is Obuchowski's (Biometrics 53:567, 1997),
/// DeLong's for clusters. It becomes 0 where the scores part the cases completely, and with few patients it is too small near
/// 1; so it only says how much less the cases count than independent ones (the design effect), and the bounds are the AUCs
/// that would be as far away as z standard errors of their own (Newcombe, Stat Med 25:559, 2006, method 5, whose variance is
/// Hanley and McNeil's of 1982).
/// </summary>
public static class ClusteredAuc
{
    const int Halvings = 60;

    /// <param name="scores">[cases]; a higher one speaks for positive.</param>
    /// <param name="isPositive">[cases].</param>
    /// <param name="clusters">[cases]; any number per cluster.</param>
    /// <param name="level">Of the two-sided interval, e.g. 0.95.</param>
    /// <param name="inflation">
    /// Factor on the variance: 1 of scores that came from elsewhere; of out-of-fold scores <see cref="OutOfFold.Inflation"/>.
    /// </param>
    /// <returns>NaN from 0 to 1 without a positive or without a negative case.</returns>
    /// <exception cref="ArgumentException">The three differ in length, or a score is NaN.</exception>
    public static Interval Of(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<int> clusters, double level = 0.95, double inflation = 1)
    {
        if (clusters.Length != scores.Length)
        {
            throw new ArgumentException($"{scores.Length} scores and {clusters.Length} clusters do not belong together.", nameof(clusters));
        }

        var (placements, positives, negatives) = Placements.Of(scores, isPositive);
        if (positives == 0 || negatives == 0)
        {
            return new Interval(double.NaN, 0, 1);
        }

        var auc = 0.0;
        for (var place = 0; place < placements.Length; place++)
        {
            auc += isPositive[place] ? placements[place] / positives : 0;
        }

        var sums = Sums(placements, isPositive, clusters, auc);
        var (positiveClusters, negativeClusters) = (sums.Count(sum => sum.Positives > 0), sums.Count(sum => sum.Negatives > 0));
        var effect = DesignEffect(sums, placements, isPositive, auc);

        // Never fewer cases than clusters hold them, and never more than there are.
        var first = double.Clamp(positives / effect, positiveClusters, positives);
        var second = double.Clamp(negatives / effect, negativeClusters, negatives);
        var z = Math.Sqrt(inflation) * Normal.TwoSided(level);
        return new Interval(auc, Bound(auc, 0, first, second, z), Bound(auc, 1, first, second, z));
    }

    readonly record struct ClusterSum(int Positives, int Negatives, double PositiveExcess, double NegativeExcess);

    static List<ClusterSum> Sums(double[] placements, ReadOnlySpan<bool> isPositive, ReadOnlySpan<int> clusters, double auc)
    {
        var sums = new Dictionary<int, ClusterSum>();
        for (var place = 0; place < placements.Length; place++)
        {
            var sum = sums.GetValueOrDefault(clusters[place]);
            var excess = placements[place] - auc;
            sums[clusters[place]] = isPositive[place]
                ? sum with { Positives = sum.Positives + 1, PositiveExcess = sum.PositiveExcess + excess }
                : sum with { Negatives = sum.Negatives + 1, NegativeExcess = sum.NegativeExcess + excess };
        }

        return [.. sums.Values];
    }

    /// <summary>Variance with clusters over that of independent cases (DeLong's); that of whole clusters where neither is there.</summary>
    static double DesignEffect(List<ClusterSum> sums, double[] placements, ReadOnlySpan<bool> isPositive, double auc)
    {
        var (positives, negatives) = (sums.Sum(sum => sum.Positives), sums.Sum(sum => sum.Negatives));
        double Corrected(int count) => count > 1 ? count / (count - 1.0) : 1;
        var clustered =
            (Corrected(sums.Count(sum => sum.Positives > 0)) * sums.Sum(sum => sum.PositiveExcess * sum.PositiveExcess) / positives / positives)
            + (Corrected(sums.Count(sum => sum.Negatives > 0)) * sums.Sum(sum => sum.NegativeExcess * sum.NegativeExcess) / negatives / negatives)
            + (2 * Corrected(sums.Count) * sums.Sum(sum => sum.PositiveExcess * sum.NegativeExcess) / positives / negatives);
        var (positiveSquares, negativeSquares) = (0.0, 0.0);
        for (var place = 0; place < placements.Length; place++)
        {
            var square = (placements[place] - auc) * (placements[place] - auc);
            positiveSquares += isPositive[place] ? square : 0;
            negativeSquares += isPositive[place] ? 0 : square;
        }

        var independent = (Corrected(positives) * positiveSquares / positives / positives) + (Corrected(negatives) * negativeSquares / negatives / negatives);
        return independent > 0 ? clustered / independent : double.PositiveInfinity;
    }

    /// <summary>The AUC between the estimate and the end of the scale from which the estimate is z standard errors away.</summary>
    static double Bound(double auc, double end, double positives, double negatives, double z)
    {
        var (near, far) = (auc, end);
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (near + far) / 2;
            var distance = (auc - middle) * (auc - middle);
            (near, far) = distance < z * z * Variance(middle, positives, negatives) ? (middle, far) : (near, middle);
        }

        return (near + far) / 2;
    }

    /// <summary>Hanley and McNeil's variance with half of all cases in place of each count, as Newcombe has it.</summary>
    static double Variance(double auc, double positives, double negatives)
    {
        var others = ((positives + negatives) / 2) - 1;
        return auc * (1 - auc) * (1 + (others * (1 - auc) / (2 - auc)) + (others * auc / (1 + auc))) / (positives * negatives);
    }
}
