using Studio.Training.Randomness;

namespace Studio.Training.Sampling;

/// <summary>Deals a number of looks to groups and their members so that no two of equal rights differ by more than one.</summary>
static class EvenShares
{
    /// <summary>total / groups for each, and one more for as many, randomly chosen, as the division leaves.</summary>
    public static int[] Split(int total, int groups, SeededRandom random)
    {
        var shares = new int[groups];
        Array.Fill(shares, total / groups);
        if (total % groups == 0)
        {
            // No number is drawn where nothing is left to chance.
            return shares;
        }

        int[] order = [.. Enumerable.Range(0, groups)];
        random.Shuffle(order);
        foreach (var group in order[..(total % groups)])
        {
            shares[group]++;
        }

        return shares;
    }

    /// <summary>Every member as often, in their order, repeated where they do not suffice.</summary>
    public static IEnumerable<int> Repeat(IReadOnlyList<int> members, int total, SeededRandom random) =>
        Split(total, members.Count, random).SelectMany((count, position) => Enumerable.Repeat(members[position], count));

    /// <summary>
    /// total · weight / sum of the weights for each, rounded up or down so that the mean over many draws is exact: systematic
    /// sampling (Madow, Annals of Mathematical Statistics 20, 1949).
    /// </summary>
    /// <param name="weights">Whole numbers above 0.</param>
    public static int[] SplitBy(int total, IReadOnlyList<int> weights, SeededRandom random)
    {
        long sum = weights.Sum();
        long before = 0;
        long start = random.NextIndex((int)sum);
        var dealt = 0L;
        return [.. weights.Select(weight =>
        {
            before += weight;
            var until = ((total * before) + start) / sum;
            var share = (int)(until - dealt);
            dealt = until;
            return share;
        })];
    }
}
