namespace Studio.Training.Metrics;

/// <param name="Score">The higher, the more likely positive.</param>
readonly record struct RankedCase(double Score, bool IsPositive);

/// <summary>Receiver operating characteristic.</summary>
static class RocCurve
{
    /// <summary>
    /// Area under the curve, 0–1: the share of pairs of a positive and a negative in which the positive scores higher, ties
    /// counting half (Hanley and McNeil, Radiology 143, 1982). Null without a positive or without a negative.
    /// </summary>
    public static double? Area(IReadOnlyList<RankedCase> cases)
    {
        var ordered = cases.OrderBy(item => item.Score).ToArray();
        double rankSum = 0;
        long positives = 0;
        for (var first = 0; first < ordered.Length;)
        {
            var last = first;
            while (last + 1 < ordered.Length && ordered[last + 1].Score == ordered[first].Score)
            {
                last++;
            }

            // Equal scores share the mean of their ranks.
            var rank = ((first + last) / 2.0) + 1;
            for (var index = first; index <= last; index++)
            {
                if (ordered[index].IsPositive)
                {
                    rankSum += rank;
                    positives++;
                }
            }

            first = last + 1;
        }

        var negatives = ordered.Length - positives;
        return positives == 0 || negatives == 0
            ? null
            : (rankSum - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }
}
