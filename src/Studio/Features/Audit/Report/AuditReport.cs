using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Audit.Report;

/// <summary>Everything that stands in the report of an audit.</summary>
/// <param name="Data">What the data hold now.</param>
/// <param name="HasChanged">Whether these are other data than the audit looked at.</param>
/// <param name="Version">The frozen version of exactly these data; null where nobody has frozen them.</param>
/// <param name="People">Names by id.</param>
/// <param name="Pictures">Of findings, by key; not of all where there are many.</param>
/// <param name="StudioVersion">E.g. 0.1.0.</param>
public sealed record AuditReport(
    Project Project,
    IReadOnlyList<ClassDefinition> Classes,
    DatasetPreview Data,
    bool HasChanged,
    DatasetVersion? Version,
    AuditState State,
    IReadOnlyList<ExcludedImage> LeftOut,
    IReadOnlyDictionary<long, string> People,
    IReadOnlyDictionary<string, IReadOnlyList<ReportPicture>> Pictures,
    DateTimeOffset MadeAt,
    string StudioVersion)
{
    /// <summary>How often the project's test set was looked at.</summary>
    public int TestSetLooks { get; init; }

    public static IReadOnlyList<Split> Parts { get; } = [Split.Training, Split.Validation, Split.Test];

    public IEnumerable<AuditItem> Findings => State.Items.Where(item => item.Finding is not null);

    /// <summary>Images of a part that show a class; null where nothing is known about it.</summary>
    public int? Images(Split part, ClassDefinition shown) => Data.Count(part, shown.Index)?.Present;

    public string NameOf(long? userId) => userId is { } id ? People.GetValueOrDefault(id, "somebody") : "the command line";
}

/// <param name="Source">Address of its pixels: one of the studio, or the pixels themselves.</param>
public sealed record ReportPicture(EvidencePicture Picture, string Source);
