using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>A patient of the filtered images. Cells count: a series is one where the filter collapses it.</summary>
/// <param name="PatientId">Null for the images of which no patient is known, together.</param>
/// <param name="Cells">Filtered ones.</param>
/// <param name="Finished">Of them those that are accepted or in review.</param>
/// <param name="Parts">Parts that they came with; unassigned for none.</param>
/// <param name="ClassIndexes">Classes that they hold.</param>
public sealed record PatientRow(
    long? PatientId, string? Key, int Cells, int Finished, IReadOnlyList<Split> Parts, IReadOnlyList<int> ClassIndexes)
{
    /// <summary>All the patient's series, filtered or not, by study.</summary>
    public IReadOnlyList<PatientSeries> Series { get; init; } = [];
}

/// <summary>A series of a patient with the study it belongs to.</summary>
public sealed record PatientSeries
{
    public long PatientId { get; init; }
    public long? StudyId { get; init; }

    /// <summary>yyyy-mm-dd, shifted where the project de-identifies; null where it is unknown.</summary>
    public string? StudyDate { get; init; }
    public string? StudyDescription { get; init; }
    public long SeriesId { get; init; }
    public int? Number { get; init; }
    public string? Modality { get; init; }
    public string? Description { get; init; }
    public int Slices { get; init; }

    /// <summary>An image of it, to open it by.</summary>
    public long ImageId { get; init; }
}

public sealed record PatientPage(IReadOnlyList<PatientRow> Items, int Total);
