namespace Studio.Imaging.Annotations;

/// <summary>What the rows of a tag table speak about.</summary>
public enum TagSubjectKind
{
    /// <summary>Pictures by file name.</summary>
    File,

    /// <summary>Series by SeriesInstanceUID.</summary>
    Series,

    /// <summary>Patients by PatientID or pseudonym.</summary>
    Patient,
}

/// <summary>One statement of a tag table.</summary>
/// <param name="Name">Name of the class as in the file.</param>
/// <param name="IsPresent">False: the table says that the class is not there.</param>
/// <param name="Line">Line in the file, from 1.</param>
public sealed record TagStatement(string Subject, string Name, bool IsPresent, int Line);

/// <summary>What kind a subject is of, e.g. the body part it shows: the column "category" of a tag table.</summary>
public sealed record CategoryStatement(string Subject, string Category, int Line);

/// <summary>Tags from a CSV file.</summary>
public sealed record TagTable
{
    /// <summary>Why nothing could be read, a sentence with the line; null when the file was read.</summary>
    public string? Fault { get; init; }

    public TagSubjectKind Subject { get; init; }

    /// <summary>In the order of the file; a cell that is empty makes no statement.</summary>
    public IReadOnlyList<TagStatement> Statements { get; init; } = [];

    /// <summary>Empty where no column is called category. No class: a training may draw every kind as often.</summary>
    public IReadOnlyList<CategoryStatement> Categories { get; init; } = [];

    public IReadOnlyList<LabelFinding> Findings { get; init; } = [];
}
