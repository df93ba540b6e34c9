namespace Studio.Storage;

/// <summary>Images that stay with the same people: those of one patient.</summary>
/// <param name="Images">How many; a series counts once.</param>
/// <param name="Holders">People who have other images of this patient already.</param>
sealed record PatientGroup(string Key, int Images, IReadOnlyCollection<long> Holders);

/// <summary>Who reads which patient.</summary>
static class AssignmentShares
{
    /// <summary>
    /// Gives every group to as many different people as asked for, so that everybody gets about the same number of images:
    /// the largest group first, each to those who have got least so far ("longest processing time first", Graham 1969:
    /// the fullest share is at most 4/3 of the best possible one). Who holds images of the patient already keeps the patient.
    /// </summary>
    /// <param name="people">Different people, at least as many as readers. Earlier ones go first where shares are equal.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<long>> Share(
        IReadOnlyCollection<PatientGroup> groups,
        IReadOnlyList<long> people,
        int readers)
    {
        var given = people.ToDictionary(person => person, _ => 0);
        var shares = new Dictionary<string, IReadOnlyList<long>>();
        foreach (var group in groups.OrderByDescending(group => group.Images).ThenBy(group => group.Key, StringComparer.Ordinal))
        {
            // OrderBy is stable: equals stay in the order of the people.
            var chosen = people
                .OrderByDescending(group.Holders.Contains)
                .ThenBy(person => given[person])
                .Take(readers)
                .ToList();
            chosen.ForEach(person => given[person] += group.Images);
            shares[group.Key] = chosen;
        }

        return shares;
    }
}
