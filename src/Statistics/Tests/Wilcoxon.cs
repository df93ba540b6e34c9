namespace Studio.Statistics;

/// <summary>What becomes of pairs without a difference.</summary>
public enum ZeroDifferences
{
    /// <summary>Left out before the others are ranked (Wilcoxon, Biometrics Bulletin 1:80, 1945).</summary>
    Dropped,

    /// <summary>Ranked with the others, and their ranks then left out (Pratt, JASA 54:655, 1959).</summary>
    Pratt,
}

/// <param name="Statistic">The smaller one of the sums of ranks of the two signs.</param>
/// <param name="P">Two-sided; 1 where no pair differs.</param>
/// <param name="Pairs">Pairs with a value on both sides.</param>
/// <param name="Used">Those of them that differ.</param>
/// <param name="IsExact">False: by the normal approximation.</param>
/// <param name="SmallestP">What p would be if all differences went one way: above 0.05 there are too few pairs to show anything.</param>
public sealed record WilcoxonAnswer(double Statistic, double P, int Pairs, int Used, bool IsExact, double SmallestP);

/// <summary>
/// Signed-rank test of paired differences: are they as often and as far above 0 as below? Up to <see cref="MostExact"/>
/// differences p is exact, also with equal differences and with zeros, as it is counted over the ranks that there are
/// (scipy.stats.wilcoxon takes tables without ties there, and the approximation where there are zeros); of more it is the
/// normal approximation with the variance of those ranks and without correction for continuity, which is scipy's.
/// </summary>
public static class Wilcoxon
{
    public const int MostExact = 50;

    /// <summary>Sums of ranks that are counted at most; only thousands of zeros ranked below few differences come to more.</summary>
    const long MostSums = 4_000_000;

    /// <param name="differences">[pairs]; independent ones, so one for each patient. NaN is left out.</param>
    /// <returns>Null without a pair.</returns>
    public static WilcoxonAnswer? Of(ReadOnlySpan<double> differences, ZeroDifferences zeros = ZeroDifferences.Dropped)
    {
        var kept = new List<double>();
        var pairs = 0;
        foreach (var difference in differences)
        {
            pairs += double.IsNaN(difference) ? 0 : 1;
            if (difference != 0 && !double.IsNaN(difference))
            {
                kept.Add(difference);
            }
        }

        if (pairs == 0 || kept.Count == 0)
        {
            return pairs == 0 ? null : new WilcoxonAnswer(0, 1, pairs, 0, true, 1);
        }

        var ranks = DoubledRanks(kept, zeros == ZeroDifferences.Pratt ? pairs - kept.Count : 0);
        var (positive, total) = (0L, ranks.Sum());
        for (var place = 0; place < ranks.Length; place++)
        {
            positive += kept[place] > 0 ? ranks[place] : 0;
        }

        var isExact = kept.Count <= MostExact && total <= MostSums;
        Func<long, double> test = isExact ? new RankSums(ranks).TwoSided : sum => Approximate(ranks, sum);
        return new WilcoxonAnswer(Math.Min(positive, total - positive) / 2.0, test(positive), pairs, kept.Count, isExact, test(total));
    }

    /// <summary>Twice the ranks by size, so that the middle of equal ones is a whole number.</summary>
    static long[] DoubledRanks(List<double> differences, int before)
    {
        double[] sizes = [.. differences.Select(Math.Abs)];
        int[] order = [.. Enumerable.Range(0, sizes.Length)];
        Array.Sort(sizes, order);
        var ranks = new long[sizes.Length];
        for (var first = 0; first < sizes.Length;)
        {
            var end = first;
            while (end < sizes.Length && sizes[end] == sizes[first])
            {
                end++;
            }

            for (var place = first; place < end; place++)
            {
                ranks[order[place]] = (2L * before) + first + 1 + end;
            }

            first = end;
        }

        return ranks;
    }

    static double Approximate(long[] ranks, long positive)
    {
        var squares = ranks.Sum(rank => (double)rank * rank);
        return Normal.Outside((positive - (ranks.Sum() / 2.0)) / Math.Sqrt(squares / 4));
    }

    /// <summary>How many of all 2ⁿ ways to give the ranks signs have each sum of positive ranks.</summary>
    sealed class RankSums
    {
        readonly long[] ways;

        public RankSums(long[] ranks)
        {
            ways = new long[ranks.Sum() + 1];
            ways[0] = 1;
            var reached = 0L;
            foreach (var rank in ranks)
            {
                reached += rank;
                for (var sum = reached; sum >= rank; sum--)
                {
                    ways[sum] += ways[sum - rank];
                }
            }
        }

        public double TwoSided(long positive)
        {
            // The distribution is symmetric: what lies above one sum lies below the other.
            var smaller = Math.Min(positive, ways.Length - 1 - positive);
            var (tail, all) = (0L, 0L);
            for (var sum = 0; sum < ways.Length; sum++)
            {
                all += ways[sum];
                tail += sum <= smaller ? ways[sum] : 0;
            }

            return Math.Min(1, 2.0 * tail / all);
        }
    }
}
