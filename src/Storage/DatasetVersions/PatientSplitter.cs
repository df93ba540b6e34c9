using System.Globalization;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>What the splitter has to know of one image.</summary>
/// <param name="FixedSplit">A split that came with the data; it is kept.</param>
/// <param name="EarlierSplit">The patient's split in the version before, kept so that test patients stay unseen.</param>
public sealed record SplitCandidate(
    long ImageId,
    string PatientKey,
    IReadOnlySet<int> Classes,
    Split? FixedSplit,
    Split? EarlierSplit);

/// <summary>
/// Splits images by patient: 70/15/15 % of the patients, in the order of a seeded hash within groups of patients that
/// hold the same classes. A split that came with the data is not filled up; its share goes to the others.
/// </summary>
public static class PatientSplitter
{
    static readonly Split[] Assignable = [Split.Training, Split.Validation, Split.Test];

    static readonly Dictionary<Split, double> Shares = new()
    {
        [Split.Training] = 0.70,
        [Split.Validation] = 0.15,
        [Split.Test] = 0.15,
    };

    sealed record PatientGroup(string Key, string Signature, string Order, Split? Given);

    /// <summary>The split of every image. Deterministic: depends on the candidates and the seed, not on their order.</summary>
    public static IReadOnlyDictionary<long, Split> Assign(IReadOnlyCollection<SplitCandidate> candidates, int seed)
    {
        var fixedSplits = candidates.Select(candidate => candidate.FixedSplit).OfType<Split>().ToHashSet();
        var shares = WantedShares(fixedSplits);
        var patients = candidates.GroupBy(candidate => candidate.PatientKey, StringComparer.Ordinal)
            .Select(images => Describe(images.Key, images.ToList(), seed, shares))
            .OrderBy(patient => patient.Signature, StringComparer.Ordinal)
            .ThenBy(patient => patient.Order, StringComparer.Ordinal)
            .ToList();
        var hasFixed = candidates.Where(candidate => candidate.FixedSplit is not null)
            .Select(candidate => candidate.PatientKey)
            .ToHashSet(StringComparer.Ordinal);
        var free = patients.Where(patient => !hasFixed.Contains(patient.Key)).ToList();
        var assigned = AssignPatients(free, shares);
        FillEmptySplits(free, assigned, shares, fixedSplits);
        foreach (var patient in patients.Where(patient => hasFixed.Contains(patient.Key)))
        {
            assigned[patient.Key] = patient.Given!.Value;
        }

        return candidates.ToDictionary(
            candidate => candidate.ImageId,
            candidate => candidate.FixedSplit ?? assigned[candidate.PatientKey]);
    }

    /// <summary>A split that came with the data gets nobody else, except training, which every patient may join.</summary>
    static Dictionary<Split, double> WantedShares(HashSet<Split> fixedSplits)
    {
        var wanted = Assignable.Where(split => split == Split.Training || !fixedSplits.Contains(split)).ToList();
        var heldOut = wanted.Where(split => split != Split.Training).ToDictionary(split => split, split => Shares[split]);
        heldOut[Split.Training] = 1 - heldOut.Values.Sum();
        return heldOut;
    }

    static PatientGroup Describe(string key, List<SplitCandidate> images, int seed, Dictionary<Split, double> shares)
    {
        // Where a patient's images came in different splits, the rest of them goes to the most held-out one.
        Split? given = images.Max(image => image.FixedSplit);
        var earlier = images.Select(image => image.EarlierSplit).OfType<Split>().Where(shares.ContainsKey).ToList();
        given ??= earlier.Count > 0 ? earlier.Max() : null;
        var signature = string.Join(',', images.SelectMany(image => image.Classes).Distinct().Order()
            .Select(index => index.ToString("D3", CultureInfo.InvariantCulture)));
        return new PatientGroup(key, signature, Sha256Text.Of($"{seed.ToString(CultureInfo.InvariantCulture)}:{key}"), given);
    }

    /// <summary>Each patient in turn goes to the split that is furthest behind its share.</summary>
    static Dictionary<string, Split> AssignPatients(List<PatientGroup> patients, Dictionary<Split, double> shares)
    {
        var assigned = patients.Where(patient => patient.Given is not null)
            .ToDictionary(patient => patient.Key, patient => patient.Given!.Value, StringComparer.Ordinal);
        var counts = Assignable.ToDictionary(split => split, split => assigned.Values.Count(given => given == split));
        var total = assigned.Count;
        foreach (var patient in patients.Where(patient => patient.Given is null))
        {
            total++;
            var split = shares.Keys.OrderByDescending(candidate => (shares[candidate] * total) - counts[candidate])
                .ThenBy(candidate => candidate)
                .First();
            assigned[patient.Key] = split;
            counts[split]++;
        }

        return assigned;
    }

    /// <summary>
    /// With three patients every split gets one, with two training and validation. Patients of an earlier version
    /// move last.
    /// </summary>
    static void FillEmptySplits(
        List<PatientGroup> patients,
        Dictionary<string, Split> assigned,
        Dictionary<Split, double> shares,
        HashSet<Split> fixedSplits)
    {
        var needed = Assignable.Where(shares.ContainsKey).OrderBy(fixedSplits.Contains).ThenBy(split => split).Take(patients.Count);
        foreach (var empty in needed.Where(split => !assigned.ContainsValue(split)).ToList())
        {
            var largest = assigned.Values.GroupBy(split => split).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).First().Key;
            var moved = patients.Where(patient => assigned[patient.Key] == largest)
                .OrderBy(patient => patient.Given is not null)
                .ThenByDescending(patient => patient.Order, StringComparer.Ordinal)
                .First();
            assigned[moved.Key] = empty;
        }
    }
}
