using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>An immutable list of labelled images with their splits.</summary>
public sealed record DatasetVersion
{
    readonly SplitPlan? plan;

    public long Id { get; init; }
    public long ProjectId { get; init; }

    /// <summary>1, 2, … within the project.</summary>
    public int Number { get; init; }

    /// <summary>SHA-256 over classes and items.</summary>
    public required string Hash { get; init; }
    public int SplitSeed { get; init; }

    /// <summary>How its images were parted.</summary>
    public SplitPlan Plan => plan ?? SplitPlan.Default with { Seed = SplitSeed };

    public IReadOnlyList<ClassDefinition> Classes { get; private init; } = [];
    public long? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public int TrainingImages { get; init; }
    public int ValidationImages { get; init; }
    public int TestImages { get; init; }
    public int TrainingPatients { get; init; }
    public int ValidationPatients { get; init; }
    public int TestPatients { get; init; }

    public int Images => TrainingImages + ValidationImages + TestImages;

    /// <summary>Why it was made where that needs a reason: another split, a version put back.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Number of the version whose labels it put back.</summary>
    public int? RestoredFrom { get; init; }

    // Columns whose text is not the property's own form.
    internal string? SplitPlanJson
    {
        init => plan = value is null ? null : StoredJson.Read<SplitPlan>(value);
    }

    internal string ClassesJson
    {
        init => Classes = StoredJson.Read<IReadOnlyList<ClassDefinition>>(value);
    }
}

/// <param name="IsNew">False when nothing had changed since the last version, which is then returned.</param>
/// <param name="PatientsInSeveralSplits">Patients whose images came with different splits: a leak that came with the data.</param>
public sealed record FrozenVersion(DatasetVersion Version, bool IsNew, IReadOnlyList<string> PatientsInSeveralSplits);
