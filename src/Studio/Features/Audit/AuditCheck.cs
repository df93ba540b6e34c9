using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>One question that the audit asks of the data.</summary>
public interface IAuditCheck
{
    /// <summary>Stable word, e.g. duplicates.</summary>
    string Name { get; }

    /// <summary>What is being looked for, e.g. "Same picture twice".</summary>
    string Title { get; }

    /// <param name="progress">Images that are done, of how many.</param>
    Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken);
}

/// <summary>The data that the audit looks at: the items of a version, or of the one that would be frozen now.</summary>
/// <param name="Samples">In the order of image ids.</param>
/// <param name="Preview">What such a version holds, counted.</param>
public sealed record AuditData(
    Project Project, IReadOnlyList<ClassDefinition> Classes, IReadOnlyList<SampleSpec> Samples, DatasetPreview Preview);

/// <summary>What one check found. A check without a problem says so, as that is information too.</summary>
/// <param name="PassedTitle">Shown where there is no finding, e.g. "No shortcut found".</param>
/// <param name="PassedMessage">One sentence with the figure it rests on.</param>
/// <param name="PassedExtent">The figure alone, e.g. "AUC 0.54"; may be empty.</param>
public sealed record AuditAnswer(IReadOnlyList<AuditFinding> Findings, string PassedTitle, string PassedMessage, string PassedExtent = "")
{
    /// <summary>Whether there was anything to look at: not so of outlines in a project of boxes. Such a check is not listed as passed.</summary>
    public bool Applies { get; init; } = true;

    public static AuditAnswer NotApplicable { get; } = new([], "", "") { Applies = false };
}

/// <summary>A check with what became of it.</summary>
/// <param name="Answer">Null where the check failed.</param>
/// <param name="Error">Why it failed, for people; null where it did not.</param>
public sealed record AuditCheckResult(string Check, string Title, AuditAnswer? Answer, string? Error, double Seconds);
