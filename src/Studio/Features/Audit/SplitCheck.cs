using Studio.Features.Versions;

namespace Studio.Features.Audit;

/// <summary>Whether the images can be parted as the plan says.</summary>
public sealed class SplitCheck : IAuditCheck
{
    /// <summary>The page of a project where the split is chosen.</summary>
    public const string PageOfSplit = "versions/split";

    public string Name => "split";

    public string Title => "How the images are parted";

    public Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var findings = data.Preview.SplitProblems.Where(problem => problem.Blocks).Select(problem => Contradiction(problem.Message)).ToList();
        return Task.FromResult(new AuditAnswer(findings, "The split fits the images", SplitWording.Of(data.Preview.Plan)));
    }

    static AuditFinding Contradiction(string message) => new(
        "split-contradiction", AuditSeverity.Problem, "Split and images contradict each other", "", message, AuditEvidence.Of(message))
    {
        Meaning = "No version can be frozen as long as it is so.",
        Fixes = [new(AuditFixKind.OpenPage, "Choose the split", [], PageOfSplit)],
    };
}
