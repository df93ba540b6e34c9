namespace Studio.Statistics;

/// <summary>What two models say of the same cases about one class. Cases where one says nothing (NaN) or the truth is unknown are left out.</summary>
/// <param name="First">[cases]; a higher score speaks for positive.</param>
/// <param name="Second">[cases], of the other model.</param>
/// <param name="Truth">[cases]; 1 positive, 0 negative, NaN unknown.</param>
public sealed record PairedScores(double[] First, double[] Second, double[] Truth);

/// <param name="First">AUC, or mean of the AUCs of the classes that have both kinds of cases.</param>
/// <param name="Difference">First minus second.</param>
/// <param name="StandardError">Of the difference; null where only one patient is positive, or negative, in a class.</param>
/// <param name="P">Two-sided; null where no standard error is known, or it is 0 although the two differ.</param>
/// <param name="Classes">How many classes stand behind it.</param>
public sealed record AucComparison(double First, double Second, double Difference, double? StandardError, double? Z, double? P, int Classes);

/// <summary>
/// Comparison of the AUCs of two models on the same cases (DeLong, DeLong and Clarke-Pearson, Biometrics 44:837, 1988), with
/// several cases of one patient by Obuchowski's variance (Biometrics 53:567, 1997), which is DeLong's where each patient has one
/// case. The placements come from sorted scores (Sun and Xu, IEEE Signal Process Lett 21:1389, 2014). Classes whose mean is
/// compared covary by patient, with the same factors for few patients as a class has by itself.
/// </summary>
public static class DeLong
{
    /// <summary>Placements that differ by rounding alone.</summary>
    const double Nothing = 1e-12;

    /// <param name="first">[cases]; a higher score speaks for positive. Cases with NaN on either side are left out.</param>
    /// <param name="clusters">[cases]; which cases belong to one patient. Null: each is one of its own.</param>
    /// <returns>Null without a positive or without a negative case.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static AucComparison? Compare(double[] first, double[] second, bool[] isPositive, int[]? clusters = null)
    {
        ArgumentNullException.ThrowIfNull(isPositive);
        return Compare([new PairedScores(first, second, [.. isPositive.Select(positive => positive ? 1.0 : 0.0)])], clusters);
    }

    /// <summary>Means over classes; a class without a positive or without a negative case is left out.</summary>
    /// <param name="classes">Of the same cases.</param>
    /// <param name="clusters">[cases]; which cases belong to one patient. Null: each is one of its own.</param>
    /// <returns>Null where no class is left.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static AucComparison? Compare(IReadOnlyList<PairedScores> classes, int[]? clusters = null)
    {
        ArgumentNullException.ThrowIfNull(classes);
        List<ClassPart> parts = [.. classes.Select(scores => ClassPart.Of(scores, clusters)).OfType<ClassPart>()];
        if (parts.Count == 0)
        {
            return null;
        }

        var (first, second) = (parts.Average(part => part.First), parts.Average(part => part.Second));
        var error = StandardError(parts);
        var difference = first - second;
        double? z = error is not { } known ? null
            : known > Nothing ? difference / known
            : Math.Abs(difference) <= Nothing ? 0
            : null;
        return new AucComparison(first, second, difference, error, z, z is { } value ? Normal.Outside(value) : null, parts.Count);
    }

    static double? StandardError(List<ClassPart> parts)
    {
        // Where no score decides otherwise the two are the same, however few patients there are.
        if (parts.TrueForAll(part => Math.Abs(part.First - part.Second) <= Nothing
            && part.ByCluster.Values.All(shares => Math.Abs(shares.Positive) + Math.Abs(shares.Negative) <= Nothing)))
        {
            return 0;
        }

        if (parts.Exists(part => part.PositiveClusters < 2 || part.NegativeClusters < 2))
        {
            return null;
        }

        var clusters = parts.SelectMany(part => part.ByCluster.Keys).ToHashSet();
        var variance = 0.0;
        foreach (var cluster in clusters)
        {
            var (scaledPositive, scaledNegative, positive, negative) = (0.0, 0.0, 0.0, 0.0);
            foreach (var part in parts)
            {
                var shares = part.ByCluster.GetValueOrDefault(cluster);
                scaledPositive += Math.Sqrt(Factor(part.PositiveClusters)) * shares.Positive;
                scaledNegative += Math.Sqrt(Factor(part.NegativeClusters)) * shares.Negative;
                positive += shares.Positive;
                negative += shares.Negative;
            }

            variance += (scaledPositive * scaledPositive) + (scaledNegative * scaledNegative) + (2 * Factor(clusters.Count) * positive * negative);
        }

        return Math.Sqrt(Math.Max(0, variance)) / parts.Count;
    }

    static double Factor(int clusters) => clusters / (clusters - 1.0);

    readonly record struct ClusterShares(double Positive, double Negative);

    /// <param name="ByCluster">How far each patient's cases move the difference, as positive and as negative ones.</param>
    sealed record ClassPart(double First, double Second, Dictionary<int, ClusterShares> ByCluster, int PositiveClusters, int NegativeClusters)
    {
        public static ClassPart? Of(PairedScores scores, int[]? clusters)
        {
            var count = scores.Truth.Length;
            if (scores.First.Length != count || scores.Second.Length != count || (clusters?.Length ?? count) != count)
            {
                throw new ArgumentException($"Scores and clusters do not belong to the same {count} cases.", nameof(scores));
            }

            int[] used = [.. Enumerable.Range(0, count).Where(place => !double.IsNaN(scores.First[place] + scores.Second[place] + scores.Truth[place]))];
            bool[] isPositive = [.. used.Select(place => scores.Truth[place] >= 0.5)];
            var (first, positives, negatives) = Placements.Of([.. used.Select(place => scores.First[place])], isPositive);
            var (second, _, _) = Placements.Of([.. used.Select(place => scores.Second[place])], isPositive);
            if (positives == 0 || negatives == 0)
            {
                return null;
            }

            var (firstAuc, secondAuc) = (Mean(first, isPositive), Mean(second, isPositive));
            var byCluster = new Dictionary<int, ClusterShares>();
            var (positiveClusters, negativeClusters) = (new HashSet<int>(), new HashSet<int>());
            for (var place = 0; place < used.Length; place++)
            {
                var cluster = clusters?[used[place]] ?? used[place];
                var excess = first[place] - second[place] - (firstAuc - secondAuc);
                var shares = byCluster.GetValueOrDefault(cluster);
                byCluster[cluster] = isPositive[place]
                    ? shares with { Positive = shares.Positive + (excess / positives) }
                    : shares with { Negative = shares.Negative + (excess / negatives) };
                (isPositive[place] ? positiveClusters : negativeClusters).Add(cluster);
            }

            return new ClassPart(firstAuc, secondAuc, byCluster, positiveClusters.Count, negativeClusters.Count);
        }

        static double Mean(double[] placements, bool[] isPositive) =>
            placements.Where((_, place) => isPositive[place]).Average();
    }
}
