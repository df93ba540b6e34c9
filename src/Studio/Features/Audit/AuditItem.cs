using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>What a line of the audit is, the gravest first.</summary>
public enum AuditItemKind
{
    Problem,
    Hint,

    /// <summary>A check that could not be made.</summary>
    Failed,
    Passed,
}

/// <summary>One line of the audit: a finding, a check that passed or one that failed.</summary>
/// <param name="Key">Names it in addresses.</param>
/// <param name="Finding">Null of a check that passed or failed.</param>
/// <param name="Review">Why it is no problem; null where nobody said so.</param>
/// <param name="LeftOut">Images of the finding that were left out since.</param>
public sealed record AuditItem(
    AuditItemKind Kind,
    string Key,
    string Title,
    string Extent,
    string Message,
    AuditCheckResult Check,
    AuditFinding? Finding,
    FindingReview? Review,
    IReadOnlyList<ExcludedImage> LeftOut)
{
    static readonly IReadOnlyList<ExcludedImage> None = [];

    /// <summary>A finding that nobody has set aside or mended.</summary>
    public bool IsOpen => Finding is not null && Review is null && LeftOut.Count == 0;

    public bool IsOpenProblem => Kind == AuditItemKind.Problem && IsOpen;

    /// <summary>The lines of a check.</summary>
    public static IEnumerable<AuditItem> Of(
        AuditedCheck audited, IReadOnlyDictionary<string, FindingReview> reviews, IReadOnlyDictionary<long, ExcludedImage> excluded) => audited.Result switch
    {
        { Answer: null } result => [new AuditItem(AuditItemKind.Failed, KeyOf(result), $"Not checked: {Lower(result.Title)}", "", result.Error ?? "", result, null, null, None)],
        { Answer.Applies: false } => [],
        { Answer: { Findings.Count: 0 } answer } result => [new AuditItem(AuditItemKind.Passed, KeyOf(result), answer.PassedTitle, answer.PassedExtent, answer.PassedMessage, result, null, null, None)],
        { Answer: { } answer } result => answer.Findings.Select(finding => new AuditItem(
            finding.Severity == AuditSeverity.Problem ? AuditItemKind.Problem : AuditItemKind.Hint,
            finding.Key,
            finding.Title,
            finding.Extent,
            finding.Message,
            result,
            finding,
            reviews.GetValueOrDefault(finding.Key),
            LeftOutOf(finding, excluded))),
    };

    /// <summary>The audit looks only at images that take part, so what is out was left out since.</summary>
    static IReadOnlyList<ExcludedImage> LeftOutOf(AuditFinding finding, IReadOnlyDictionary<long, ExcludedImage> excluded) =>
        excluded.Count == 0 ? None : [.. finding.Evidence.ImageIds.Select(id => excluded.GetValueOrDefault(id)).OfType<ExcludedImage>()];

    static string KeyOf(AuditCheckResult result) => $"check:{result.Check}";

    static string Lower(string title) => title.Length > 1 && char.IsLower(title[1]) ? char.ToLowerInvariant(title[0]) + title[1..] : title;
}
