using System.Collections.Concurrent;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Reads what the audit knows of a project's data.</summary>
public sealed class AuditReader(AuditRunStore runs, FindingReviewStore reviews, ImageExclusionStore exclusions, DataAudit audit, TimeProvider clock)
{
    static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    readonly ConcurrentDictionary<long, (DateTimeOffset Time, int Problems)> counted = new();

    public async Task<AuditState> ReadAsync(long projectId, CancellationToken cancellationToken = default)
    {
        var found = await runs.ListToLastDoneAsync(projectId, cancellationToken);
        return found.Count == 0 ? AuditState.None : await JoinAsync(projectId, found, cancellationToken);
    }

    /// <summary>What is known of exactly these data; nothing where no audit of them went to its end.</summary>
    public async Task<AuditState> ReadAsync(long projectId, string dataHash, CancellationToken cancellationToken = default) =>
        await runs.FindDoneAsync(projectId, dataHash, cancellationToken) is { } run ? await JoinAsync(projectId, [run], cancellationToken) : AuditState.None;

    /// <summary>Open problems, counted once for all open pages; they ask as often as they like.</summary>
    public async Task<int> CountOpenProblemsAsync(long projectId, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        if (counted.TryGetValue(projectId, out var known) && now - known.Time < Freshness)
            return known.Problems;
        var problems = (await ReadAsync(projectId, cancellationToken)).OpenProblems.Count();
        counted[projectId] = (now, problems);
        return problems;
    }

    async Task<AuditState> JoinAsync(long projectId, IReadOnlyList<AuditRun> found, CancellationToken cancellationToken) => AuditState.Of(
        found,
        [.. audit.Checks.Select(check => check.Name)],
        await reviews.ListAsync(projectId, cancellationToken),
        await exclusions.ListAsync(projectId, cancellationToken));
}
