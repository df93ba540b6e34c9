namespace Studio.Statistics;

/// <summary>
/// Area under the ROC curve: the chance that a positive case has a higher score than a negative one, half of it where they
/// are equal (Mann and Whitney 1947; Hanley and McNeil 1982). 0.5 is chance.
/// </summary>
public static class Auc
{
    /// <param name="scores">[cases]; a higher one speaks for positive.</param>
    /// <param name="isPositive">[cases].</param>
    /// <returns>From 0 to 1; NaN without a positive or without a negative case.</returns>
    /// <exception cref="ArgumentException">The two differ in length, or a score is NaN.</exception>
    public static double Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        var (placements, positives, negatives) = Placements.Of(scores, isPositive);
        return positives == 0 || negatives == 0 ? double.NaN : Placements.MeanOfPositives(placements, isPositive);
    }
}

/// <summary>For each case the share of the cases of the other kind that its score is on the right side of (DeLong et al. 1988).</summary>
static class Placements
{
    /// <returns>By case, 0–1: of a positive one the share of the negatives below it, of a negative one that of the positives above it; equal ones half.</returns>
    public static (double[] ByCase, int Positives, int Negatives) Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        if (scores.Length != isPositive.Length)
        {
            throw new ArgumentException($"{scores.Length} scores and {isPositive.Length} labels do not belong together.", nameof(isPositive));
        }

        var order = new int[scores.Length];
        var sorted = scores.ToArray();
        if (Array.Exists(sorted, double.IsNaN))
        {
            throw new ArgumentException("A score is not a number.", nameof(scores));
        }

        for (var place = 0; place < order.Length; place++)
        {
            order[place] = place;
        }

        Array.Sort(sorted, order);
        var positives = isPositive.Count(true);
        var negatives = isPositive.Length - positives;
        var placements = new double[scores.Length];
        var (positivesBelow, negativesBelow) = (0, 0);
        for (var first = 0; first < order.Length;)
        {
            var (end, positivesHere) = (first, 0);
            while (end < order.Length && sorted[end] == sorted[first])
            {
                positivesHere += isPositive[order[end++]] ? 1 : 0;
            }

            var negativesHere = end - first - positivesHere;
            for (var place = first; place < end; place++)
            {
                placements[order[place]] = isPositive[order[place]]
                    ? (negativesBelow + (0.5 * negativesHere)) / Math.Max(1, negatives)
                    : (positives - positivesBelow - (0.5 * positivesHere)) / Math.Max(1, positives);
            }

            positivesBelow += positivesHere;
            negativesBelow += negativesHere;
            first = end;
        }

        return (placements, positives, negatives);
    }

    /// <summary>The AUC; NaN without a positive case.</summary>
    public static double MeanOfPositives(ReadOnlySpan<double> placements, ReadOnlySpan<bool> isPositive)
    {
        var (sum, positives) = (0.0, 0);
        for (var place = 0; place < placements.Length; place++)
        {
            sum += isPositive[place] ? placements[place] : 0;
            positives += isPositive[place] ? 1 : 0;
        }

        return sum / positives;
    }
}
