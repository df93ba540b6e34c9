using Studio.Contracts.Projects;

namespace Studio.Features.Import;

/// <summary>When a person is asked what the values of the masks mean.</summary>
public enum MaskConsent
{
    /// <summary>Always, unless the project's classes already say it.</summary>
    Ask,

    /// <summary>Only where the values are not simply 0, 1, 2, ….</summary>
    TakeClassNumbers,

    /// <summary>Only where there is nothing to propose.</summary>
    AcceptProposal,
}

/// <summary>What to import and how. Kept beside the batch's files, so that a restarted studio can go on.</summary>
public sealed record ImportRequest
{
    public required long ProjectId { get; init; }

    /// <summary>A file, a folder or a zip; null when the files were uploaded.</summary>
    public string? Source { get; init; }

    public string? UploadId { get; init; }

    /// <summary>Folder, file or zip of masks; without it masks are recognised by their paths.</summary>
    public string? MaskSource { get; init; }

    /// <summary>A CSV file, or <c>regex:</c> and a pattern; see <see cref="PatientRule"/>.</summary>
    public string? Patients { get; init; }

    public Split? FixedSplit { get; init; }

    /// <summary>Classes in the order of their numbers; added where the project does not have them.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Value → name of a class, empty for no class. Null: not said.</summary>
    public IReadOnlyDictionary<int, string>? MaskValues { get; init; }

    public MaskConsent Consent { get; init; } = MaskConsent.Ask;

    /// <summary><c>voc:</c> and a folder, or <c>coco:</c> and a file; label files among the pictures are found without it.</summary>
    public string? BoxSource { get; init; }

    /// <summary>A CSV file of tags.</summary>
    public string? TagSource { get; init; }

    /// <summary>Class name in label files → name of a class, empty to leave out. Null: not said.</summary>
    public IReadOnlyDictionary<string, string>? LabelNames { get; init; }

    /// <summary>Takes the proposed classes of label names where there is a proposal.</summary>
    public bool AcceptsLabelNames { get; init; }

    public long? CreatedBy { get; init; }
}
