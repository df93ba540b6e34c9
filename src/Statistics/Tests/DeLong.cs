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
        foreach (var (first, second, truth) in classes)
        {
            if (new[] { first.Length, second.Length, truth.Length, clusters?.Length ?? truth.Length }.Any(length => length != classes[0].Truth.Length))
            {
                throw new ArgumentException($"Scores, truth and clusters do not belong to the same {classes[0].Truth.Length} cases.", nameof(classes));
            }
        }

        var places = Dense(clusters);
        List<ClassPart> parts = [.. classes.Select(scores => ClassPart.Of(scores, places)).OfType<ClassPart>()];
        if (parts.Count == 0)
        {
            return null;
        }

        var (firstMean, secondMean) = (parts.Average(part => part.First), parts.Average(part => part.Second));
        var error = StandardError(parts);
        var difference = firstMean - secondMean;
        double? z = error is not { } known ? null
            : known > Nothing ? difference / known
            : Math.Abs(difference) <= Nothing ? 0
            : null;
        return new AucComparison(firstMean, secondMean, difference, error, z, z is { } value ? Normal.Outside(value) : null, parts.Count);
    }

    /// <summary>The clusters as numbers from 0 without gaps.</summary>
    static int[]? Dense(int[]? clusters)
    {
        var places = new Dictionary<int, int>();
        return clusters is null ? null : Array.ConvertAll(clusters, cluster =>
        {
            places.TryAdd(cluster, places.Count);
            return places[cluster];
        });
    }

    static double? StandardError(List<ClassPart> parts)
    {
        // Where no score decides otherwise the two are the same, however few patients there are.
        if (parts.TrueForAll(part => part.IsSame))
        {
            return 0;
        }

        if (parts.Exists(part => part.PositiveClusters < 2 || part.NegativeClusters < 2))
        {
            return null;
        }

        var variance = 0.0;
        var clusters = Enumerable.Range(0, parts[0].ByCluster.Length).Count(cluster => parts.Exists(part => part.ByCluster[cluster].Cases > 0));
        for (var cluster = 0; cluster < parts[0].ByCluster.Length; cluster++)
        {
            var (scaledPositive, scaledNegative, positive, negative) = (0.0, 0.0, 0.0, 0.0);
            foreach (var part in parts)
            {
                var share = part.ByCluster[cluster];
                scaledPositive += Math.Sqrt(Factor(part.PositiveClusters)) * share.Positive;
                scaledNegative += Math.Sqrt(Factor(part.NegativeClusters)) * share.Negative;
                positive += share.Positive;
                negative += share.Negative;
            }

            variance += (scaledPositive * scaledPositive) + (scaledNegative * scaledNegative) + (2 * Factor(clusters) * positive * negative);
        }

        return Math.Sqrt(Math.Max(0, variance)) / parts.Count;
    }

    static double Factor(int clusters) => clusters / (clusters - 1.0);

    /// <summary>How far a patient's cases move the difference, as positive and as negative ones.</summary>
    record struct ClusterShare(double Positive, double Negative, int Cases, int Positives);

    /// <param name="ByCluster">[clusters], those without a case as well.</param>
    sealed record ClassPart(double First, double Second, ClusterShare[] ByCluster)
    {
        public int PositiveClusters { get; } = ByCluster.Count(share => share.Positives > 0);

        public int NegativeClusters { get; } = ByCluster.Count(share => share.Cases > share.Positives);

        public bool IsSame => Math.Abs(First - Second) <= Nothing
            && Array.TrueForAll(ByCluster, share => Math.Abs(share.Positive) + Math.Abs(share.Negative) <= Nothing);

        public static ClassPart? Of(PairedScores scores, int[]? clusters)
        {
            var (first, second, truth) = scores;
            int[] used = [.. Enumerable.Range(0, truth.Length).Where(place => !double.IsNaN(first[place]) && !double.IsNaN(second[place]) && !double.IsNaN(truth[place]))];
            var isPositive = Array.ConvertAll(used, place => truth[place] >= 0.5);
            var (firstPlaces, positives, negatives) = Placements.Of(Array.ConvertAll(used, place => first[place]), isPositive);
            var (secondPlaces, _, _) = Placements.Of(Array.ConvertAll(used, place => second[place]), isPositive);
            if (positives == 0 || negatives == 0)
            {
                return null;
            }

            var (firstAuc, secondAuc) = (Placements.MeanOfPositives(firstPlaces, isPositive), Placements.MeanOfPositives(secondPlaces, isPositive));
            var byCluster = new ClusterShare[clusters is null ? truth.Length : clusters.Max() + 1];
            for (var place = 0; place < used.Length; place++)
            {
                ref var share = ref byCluster[clusters?[used[place]] ?? used[place]];
                var excess = firstPlaces[place] - secondPlaces[place] - (firstAuc - secondAuc);
                share.Cases++;
                share.Positives += isPositive[place] ? 1 : 0;
                share.Positive += isPositive[place] ? excess / positives : 0;
                share.Negative += isPositive[place] ? 0 : excess / negatives;
            }

            return new ClassPart(firstAuc, secondAuc, byCluster);
        }
    }
}
