using System.Diagnostics;
using System.Runtime.CompilerServices;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Looks for what would make a project's results look better than they are.</summary>
public sealed partial class DataAudit(
    DatasetVersionStore versions, ClassStore classes, IEnumerable<IAuditCheck> checks, ILogger<DataAudit> logger)
{
    public IReadOnlyList<IAuditCheck> Checks { get; } = [.. checks];

    /// <summary>The labelled images, in the parts that a version frozen now would have.</summary>
    public async Task<AuditData> ReadAsync(Project project, CancellationToken cancellationToken = default)
    {
        var (samples, preview) = await versions.ReadNextAsync(project.Id, cancellationToken);
        return new AuditData(project, await classes.ListAsync(project.Id, cancellationToken), samples, preview);
    }

    /// <summary>Every check on the data as they are now.</summary>
    /// <param name="progress">Told when a check begins, goes on and ends.</param>
    /// <returns>Check by check, in the order of the catalog. One that fails leaves the others valid.</returns>
    public async Task<IReadOnlyList<AuditCheckResult>> RunAsync(
        Project project, Action<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var data = await ReadAsync(project, cancellationToken);
        var results = new List<AuditCheckResult>();
        await foreach (var result in RunAsync(data, Checks, progress, cancellationToken))
            results.Add(result);
        return results;
    }

    /// <summary>Some checks, each as it ends.</summary>
    public async IAsyncEnumerable<AuditCheckResult> RunAsync(
        AuditData data,
        IReadOnlyList<IAuditCheck> chosen,
        Action<AuditProgress>? progress,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var (place, check) in chosen.Index())
        {
            void Tell(int done, int total) => progress?.Invoke(new AuditProgress(check.Name, check.Title, place, chosen.Count, done, total));
            Tell(0, 0);
            yield return await RunAsync(check, data, Tell, cancellationToken);
        }
    }

    async Task<AuditCheckResult> RunAsync(IAuditCheck check, AuditData data, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            return new AuditCheckResult(check.Name, check.Title, await check.RunAsync(data, progress, cancellationToken), null, clock.Elapsed.TotalSeconds);
        }
        catch (StorageException problem)
        {
            return new AuditCheckResult(check.Name, check.Title, null, problem.Message, clock.Elapsed.TotalSeconds);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(check.Name, fault);
            return new AuditCheckResult(check.Name, check.Title, null, "This check ended with an error of the studio's own. The log has it.", clock.Elapsed.TotalSeconds);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The audit's check {Check} failed")]
    partial void LogFailed(string check, Exception fault);
}

/// <param name="Check">Name of the check that runs.</param>
/// <param name="Title">What it looks for.</param>
/// <param name="Done">Checks that have ended, of <paramref name="Total"/>.</param>
/// <param name="Images">Images that this check has looked at, of <paramref name="OfImages"/>; 0 of 0 where that is not known.</param>
public sealed record AuditProgress(string Check, string Title, int Done, int Total, int Images, int OfImages)
{
    /// <summary>Null where it is not known.</summary>
    public double? SecondsLeft { get; init; }
}
