namespace Studio.Statistics;

/// <summary>Parts cases so that a group (patient) lies in one fold only, and every fold gets its share of both kinds of cases.</summary>
public static class GroupedFolds
{
    /// <summary>Groups are taken in a drawn order, large ones first, each into the fold that lacks most of what it brings.</summary>
    /// <param name="isPositive">[cases].</param>
    /// <param name="groups">[cases].</param>
    /// <param name="folds">At least 2.</param>
    /// <param name="seed">The same number parts the same cases alike.</param>
    /// <returns>[cases], from 0; a fold may stay empty where there are fewer groups.</returns>
    /// <exception cref="ArgumentException">The two differ in length, or there are fewer than two folds.</exception>
    public static int[] Draw(IReadOnlyList<bool> isPositive, IReadOnlyList<int> groups, int folds, int seed)
    {
        ArgumentNullException.ThrowIfNull(isPositive);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        if (isPositive.Count != groups.Count)
        {
            throw new ArgumentException($"{isPositive.Count} labels and {groups.Count} groups do not belong together.", nameof(groups));
        }

        var members = groups.Select((group, place) => (group, place)).GroupBy(entry => entry.group, entry => entry.place)
            .OrderBy(group => group.Key).Select(group => group.ToArray()).ToArray();
        new Random(seed).Shuffle(members);
        var positives = Math.Max(1, isPositive.Count(positive => positive));
        var negatives = Math.Max(1, isPositive.Count(positive => !positive));
        var held = new (double Positives, double Negatives)[folds];
        var fold = new int[groups.Count];
        foreach (var group in members.OrderByDescending(group => group.Length))
        {
            var own = group.Count(place => isPositive[place]);
            var (first, second) = ((double)own / positives, (double)(group.Length - own) / negatives);
            var chosen = Enumerable.Range(0, folds).MinBy(place =>
                (first * held[place].Positives) + (second * held[place].Negatives) + (1e-9 * (held[place].Positives + held[place].Negatives)));
            held[chosen] = (held[chosen].Positives + first, held[chosen].Negatives + second);
            foreach (var place in group)
            {
                fold[place] = chosen;
            }
        }

        return fold;
    }
}
