using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>What a label of the splitter is: a class, a kind of image or the value of a column.</summary>
/// <param name="Heading">"class", "category" or the column's name.</param>
/// <param name="Name">Empty of a class, which its index names.</param>
/// <param name="ClassIndex">0 where it is no class.</param>
sealed record SplitLabel(string Heading, string Name, int ClassIndex)
{
    public bool IsClass => ClassIndex > 0;
}

/// <summary>What a label says of an image. Images that say the same share one.</summary>
/// <param name="Labels">Indexes of what it shows or is.</param>
/// <param name="Absent">Indexes of classes that were answered with no.</param>
sealed record SplitFacts(int[] Labels, int[] Absent);

/// <summary>
/// The labelled images of a project, column by column and in the order of their ids: of a million images some forty megabytes.
/// </summary>
sealed class SplitData
{
    readonly Dictionary<string, int> patientIndex = new(StringComparer.Ordinal);
    readonly Dictionary<SplitLabel, int> labelIndex = [];
    readonly Dictionary<string, int> factsIndex = new(StringComparer.Ordinal);

    public ProjectTask Task { get; init; }

    public List<long> ImageIds { get; } = [];

    /// <summary>Of each image an index into <see cref="PatientKeys"/>.</summary>
    public List<int> Patients { get; } = [];

    /// <summary><see cref="LabelledImage.GroupKey"/>s.</summary>
    public List<string> PatientKeys { get; } = [];

    /// <summary>Of each image an index into <see cref="AllFacts"/>.</summary>
    public List<int> Facts { get; } = [];

    public List<SplitFacts> AllFacts { get; } = [];

    public List<SplitLabel> Labels { get; } = [];

    /// <summary>The part that an image came with, or got from the plan's column or external set; Unassigned: none.</summary>
    public List<Split> Given { get; } = [];

    /// <summary>The part and fold it had in the version before.</summary>
    public List<(Split Split, byte Fold)> Earlier { get; } = [];

    /// <summary>Images of the external set.</summary>
    public int External { get; set; }

    public int UnknownPatients { get; set; }
    public int WithoutBox { get; set; }
    public int WithSeveralBoxes { get; set; }
    public int WithoutCategory { get; set; }

    public List<SplitProblem> Problems { get; } = [];

    public int Count => ImageIds.Count;

    public int PatientOf(string key)
    {
        if (!patientIndex.TryGetValue(key, out var index))
        {
            patientIndex[key] = index = PatientKeys.Count;
            PatientKeys.Add(key);
        }

        return index;
    }

    public int LabelOf(SplitLabel label)
    {
        if (!labelIndex.TryGetValue(label, out var index))
        {
            labelIndex[label] = index = Labels.Count;
            Labels.Add(label);
        }

        return index;
    }

    public int FactsOf(int[] labels, int[] absent)
    {
        var key = $"{string.Join(',', labels)}|{string.Join(',', absent)}";
        if (!factsIndex.TryGetValue(key, out var index))
        {
            factsIndex[key] = index = AllFacts.Count;
            AllFacts.Add(new SplitFacts(labels, absent));
        }

        return index;
    }
}
