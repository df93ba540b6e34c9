using System.Text.Json;
using Studio.Contracts;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Runs the audit and stores what each check found as soon as it ends.</summary>
public sealed class AuditRecorder(DataAudit audit, AuditRunStore runs, TimeProvider clock)
{
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <param name="userId">Who asked for it; null: the studio by itself, or the command line.</param>
    /// <param name="onlyCheck">This check alone where the data are those of the last audit; then what the others found stays.</param>
    /// <returns>The audit as it ended; null where one of the project runs already.</returns>
    /// <exception cref="OperationCanceledException">By the token, or by a person on the page. What had ended is stored.</exception>
    public async Task<AuditRun?> RunAsync(
        Project project, long? userId, string? onlyCheck, Action<AuditProgress>? progress, CancellationToken cancellationToken)
    {
        var data = await audit.ReadAsync(project, cancellationToken);
        var earlier = await runs.FindDoneAsync(project.Id, data.Preview.Hash, cancellationToken);
        var known = earlier is null ? [] : StoredChecks.Read(earlier);
        var chosen = audit.Checks.Where(check => known.Count == 0 || onlyCheck is null || check.Name == onlyCheck).ToList();
        var kept = known.Where(result => !chosen.Exists(check => check.Name == result.Check));
        if (await runs.BeginAsync(project.Id, data.Preview.Hash, StoredChecks.Write([.. kept]), userId, cancellationToken) is not { } begun)
            return null;

        var last = await LastOfAnyDataAsync(project.Id, cancellationToken);
        var watch = new AuditClock([.. chosen.Select(check => check.Name)], last, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beating = BeatAsync(begun.Id, watch, ended);
        var state = AuditRunState.Interrupted;
        try
        {
            await foreach (var result in audit.RunAsync(data, chosen, Tell, ended.Token))
            {
                if (!await runs.AddCheckAsync(begun.Id, StoredChecks.Write(result), ended.Token))
                    throw new OperationCanceledException();
            }

            state = AuditRunState.Done;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            state = AuditRunState.Failed;
            throw;
        }
        finally
        {
            await ended.CancelAsync();
            await beating;
            // A person who cancelled has ended it already.
            await runs.EndAsync(begun.Id, state, CancellationToken.None);
        }

        return await runs.FindDoneAsync(project.Id, data.Preview.Hash, cancellationToken);

        void Tell(AuditProgress now) => progress?.Invoke(watch.Take(now));
    }

    async Task<IReadOnlyList<AuditCheckResult>> LastOfAnyDataAsync(long projectId, CancellationToken cancellationToken) =>
        [.. (await runs.ListToLastDoneAsync(projectId, cancellationToken)).SelectMany(StoredChecks.Read)];

    /// <summary>Shows that this process lives, and hears when a person has cancelled.</summary>
    async Task BeatAsync(long auditId, AuditClock watch, CancellationTokenSource ended)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        try
        {
            do
            {
                if (!await runs.TouchAsync(auditId, JsonSerializer.Serialize(watch.Now, ContractJson.Options), ended.Token))
                    await ended.CancelAsync();
            }
            while (await timer.WaitForNextTickAsync(ended.Token));
        }
        catch (OperationCanceledException)
        {
            // The audit has ended.
        }
        catch (StorageException)
        {
            // A disk without room: the next check that ends says so.
        }
    }
}
