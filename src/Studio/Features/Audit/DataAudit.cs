using System.Diagnostics;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Looks for what would make a project's results look better than they are.</summary>
public sealed partial class DataAudit(
    DatasetVersionStore versions, ClassStore classes, IEnumerable<IAuditCheck> checks, ILogger<DataAudit> logger)
{
    public IReadOnlyList<IAuditCheck> Checks { get; } = [.. checks];

    /// <summary>Of the labelled images, in the parts that a version frozen now would have.</summary>
    /// <param name="progress">Told when a check begins, goes on and ends.</param>
    /// <returns>Check by check, in the order of the catalog. One that fails leaves the others valid.</returns>
    public async Task<IReadOnlyList<AuditCheckResult>> RunAsync(
        Project project, Action<AuditProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var data = new AuditData(
            project,
            await classes.ListAsync(project.Id, cancellationToken),
            await versions.ListNextAsync(project.Id, cancellationToken),
            await versions.PreviewAsync(project.Id, cancellationToken));
        var results = new List<AuditCheckResult>();
        foreach (var check in Checks)
        {
            void Tell(int done, int total) => progress?.Invoke(new AuditProgress(check.Title, results.Count, Checks.Count, done, total));
            Tell(0, 0);
            results.Add(await RunAsync(check, data, Tell, cancellationToken));
        }

        return results;
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

/// <param name="Check">What is being looked for.</param>
/// <param name="Done">Checks that have ended, of <paramref name="Total"/>.</param>
/// <param name="Images">Images that this check has looked at, of <paramref name="OfImages"/>; 0 of 0 where that is not known.</param>
public sealed record AuditProgress(string Check, int Done, int Total, int Images, int OfImages);
