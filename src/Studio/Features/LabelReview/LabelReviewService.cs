using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Jobs;
using Studio.Features.Runs;
using Studio.Storage;

namespace Studio.Features.LabelReview;

/// <summary>What people do with doubted labels. Only who decides for the project may, and it is written into the audit log.</summary>
public sealed class LabelReviewService(
    RunService runs, RunStore runStore, JobStore jobs, JobEventStore events, DatasetVersionStore versions, LabelReviewStore reviews, AuditLog audit)
{
    const int Recent = 20;

    /// <summary>Queues an evaluation of a run on each part of its data that is asked for; parts without an image or already in the queue are left out.</summary>
    /// <returns>How many were queued.</returns>
    /// <exception cref="StorageException">Not allowed.</exception>
    /// <exception cref="RunRefusedException">The run has no checkpoint.</exception>
    public async Task<int> CheckAsync(CurrentUser by, Run run, IReadOnlyCollection<Split> parts, CancellationToken cancellationToken = default)
    {
        Check(by, "have labels checked");
        var open = (await jobs.ListByRunAsync(run.Id, cancellationToken))
            .Where(job => job.Kind == JobKind.Evaluate && !job.HasEnded).Select(job => JobRequest.Of(job).Split).ToHashSet();
        var held = await ListPartsAsync(run, cancellationToken);
        var wanted = parts.Where(part => held.ContainsKey(part) && !open.Contains(part)).Order().ToList();
        foreach (var part in wanted)
            await runs.EvaluateAsync(run.Id, new EvaluationWish(part, Reason: "To check the labels of the test set."), by.Id, cancellationToken);
        return wanted.Count;
    }

    /// <summary>Runs whose weights can judge labels, the newest first.</summary>
    public async Task<IReadOnlyList<Run>> ListJudgesAsync(Project project, CancellationToken cancellationToken = default) =>
        [.. (await runStore.ListAsync(project.Id, cancellationToken)).Where(run => run.Checkpoint is not null)];

    /// <summary>How many images each part of a run's data holds.</summary>
    public async Task<IReadOnlyDictionary<Split, int>> ListPartsAsync(Run run, CancellationToken cancellationToken = default) =>
        (await versions.ListSamplesAsync(run.VersionId, cancellationToken)).CountBy(sample => sample.Split).ToDictionary();

    /// <summary>Evaluations that wait or are at work, and the last one if it failed.</summary>
    public async Task<IReadOnlyList<FollowUp>> ListChecksAsync(IEnumerable<Run> judges, CancellationToken cancellationToken = default)
    {
        var ids = judges.Select(run => run.Id).ToHashSet();
        var found = new List<FollowUp>();
        foreach (var job in (await jobs.ListOpenAsync(cancellationToken)).Where(job => job.Kind == JobKind.Evaluate && ids.Contains(job.RunId)))
            found.Add(new FollowUp(job, await events.FindLatestAsync<JobProgress>(job.Id, cancellationToken)));
        var last = (await jobs.ListEndedAsync(Recent, cancellationToken)).FirstOrDefault(job => job.Kind == JobKind.Evaluate && ids.Contains(job.RunId));
        return last is { State: JobState.Failed } ? [.. found, new FollowUp(last, null)] : found;
    }

    /// <exception cref="StorageException">Not allowed, or the label was changed in the meantime.</exception>
    public async Task ConfirmAsync(CurrentUser by, Project project, ReviewedLabel label, CancellationToken cancellationToken = default)
    {
        Check(by, "say that a label is right");
        await reviews.ConfirmAsync(project.Id, label.ImageId, label.LabelKey, by.Id, cancellationToken);
        await audit.AppendAsync(by.Id, "label-right", Subject(label), new { label.LabelKey, Run = label.By.RunNumber, Doubt = label.Value }, cancellationToken);
    }

    /// <exception cref="StorageException">Not allowed.</exception>
    public async Task TakeBackAsync(CurrentUser by, ReviewedLabel label, CancellationToken cancellationToken = default)
    {
        Check(by, "take that back");
        await reviews.TakeBackAsync(label.ImageId, cancellationToken);
        await audit.AppendAsync(by.Id, "label-right-taken-back", Subject(label), new { label.LabelKey }, cancellationToken);
    }

    static string Subject(ReviewedLabel label) => $"image/{label.ImageId}";

    static void Check(CurrentUser by, string what)
    {
        if (!by.Decides)
            throw new StorageException($"Only an owner or a lead can {what}.");
    }
}
