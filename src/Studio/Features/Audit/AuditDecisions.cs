using Studio.Features.Account;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>What people do about findings: only those who decide for the project, and all of it in the audit log.</summary>
public sealed class AuditDecisions(
    AuditRunStore runs, FindingReviewStore reviews, ImageExclusionStore exclusions, PatientStore patients, AuditRunner runner)
{
    /// <summary>Begins an audit, or one check of it.</summary>
    /// <exception cref="StorageException">Not allowed.</exception>
    public void CheckAgain(CurrentUser? by, long projectId, string? onlyCheck = null) => runner.Start(projectId, Require(by), onlyCheck);

    /// <summary>Ends a running audit, whichever process runs it; what had ended stays.</summary>
    /// <exception cref="StorageException">Not allowed.</exception>
    public async Task CancelAsync(CurrentUser? by, AuditRun run, CancellationToken cancellationToken = default)
    {
        Require(by);
        await runs.EndAsync(run.Id, AuditRunState.Cancelled, cancellationToken);
    }

    /// <summary>Does what a button of a finding says and changes data.</summary>
    /// <returns>What was done, and how it is taken back.</returns>
    /// <exception cref="StorageException">Not allowed.</exception>
    public async Task<AuditChange> FixAsync(CurrentUser? by, long projectId, AuditFinding finding, AuditFix fix, CancellationToken cancellationToken = default)
    {
        var userId = Require(by);
        if (fix.Kind == AuditFixKind.SamePatient)
        {
            var former = await patients.MoveAsync(projectId, fix.ImageIds, fix.Argument, ReasonOf(finding), userId, cancellationToken);
            return new AuditChange(
                $"{Wording.Count(former.Count, "image")} moved to patient {fix.Argument}.",
                () => patients.MoveBackAsync(projectId, former, userId, CancellationToken.None));
        }

        var changed = await exclusions.ExcludeAsync(projectId, fix.ImageIds, ReasonOf(finding), userId, cancellationToken);
        return new AuditChange(
            $"{Wording.Count(changed.Count, "image")} left out.", () => exclusions.TakeInAsync(projectId, changed, userId, CancellationToken.None));
    }

    /// <summary>Lets images that were left out take part again.</summary>
    /// <exception cref="StorageException">Not allowed.</exception>
    public Task TakeInAsync(CurrentUser? by, long projectId, IReadOnlyCollection<long> imageIds, CancellationToken cancellationToken = default) =>
        exclusions.TakeInAsync(projectId, imageIds, Require(by), cancellationToken);

    /// <summary>"Not a problem, because …"</summary>
    /// <exception cref="StorageException">Not allowed, or no reason.</exception>
    public Task SetAsideAsync(CurrentUser? by, long projectId, string findingKey, string reason, CancellationToken cancellationToken = default) =>
        reviews.SetAsideAsync(projectId, findingKey, reason, Require(by), cancellationToken);

    /// <exception cref="StorageException">Not allowed.</exception>
    public Task WithdrawAsync(CurrentUser? by, long projectId, string findingKey, CancellationToken cancellationToken = default) =>
        reviews.WithdrawAsync(projectId, findingKey, Require(by), cancellationToken);

    /// <summary>The finding as the reason, so that whoever meets the image later knows.</summary>
    static string ReasonOf(AuditFinding finding) => finding.Evidence.Images.Count is > 0 and <= 2
        ? $"{finding.Title} ({string.Join(" and ", finding.Evidence.Images)})"
        : finding.Title;

    static long Require(CurrentUser? by) => by is { Decides: true } user
        ? user.Id
        : throw new StorageException("Only an owner or a lead can do something about a finding.");
}

/// <param name="Sentence">What was done.</param>
/// <param name="UndoAsync">Takes it back.</param>
public sealed record AuditChange(string Sentence, Func<Task> UndoAsync);
