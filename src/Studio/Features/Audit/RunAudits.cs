using System.Text.Json;
using Studio.Contracts;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>What the audit knew of a run's data when the run was asked for.</summary>
/// <param name="WasAudited">Whether exactly these data had been looked at.</param>
/// <param name="Problems">Open ones.</param>
/// <param name="Hints">How many hints were open.</param>
public sealed record RunAudit(bool WasAudited, IReadOnlyList<RunFinding> Problems, int Hints)
{
    /// <summary>The audit ended after the run was asked for.</summary>
    public bool CameLater { get; init; }

    public static RunAudit Of(AuditState state) => new(
        state.Checks.Count > 0,
        [.. state.OpenProblems.Select(item => new RunFinding(item.Key, item.Title, item.Extent, item.Message))],
        state.Count(AuditItemKind.Hint));

    /// <summary>"2 open problems: Same picture in training and test; One patient in training and validation".</summary>
    public string Words => (WasAudited, Problems.Count) switch
    {
        (false, _) => "data that were not audited",
        (_, 0) => "no open problem in the data",
        _ => $"{Wording.Count(Problems.Count, "open problem")}: {string.Join("; ", Problems.GroupBy(problem => problem.Title).Select(alike => alike.Count() > 1 ? $"{alike.Key} ({alike.Count()})" : alike.Key))}",
    };
}

/// <param name="Key">Of the finding, in addresses.</param>
public sealed record RunFinding(string Key, string Title, string Extent, string Message);

/// <summary>Notes with a run what is known of its data.</summary>
public sealed class RunAudits(AuditReader reader)
{
    /// <param name="dataHash">Of the version that the run learns from.</param>
    public async Task<RunAudit> LookAsync(long projectId, string dataHash, CancellationToken cancellationToken = default) =>
        RunAudit.Of(await reader.ReadAsync(projectId, dataHash, cancellationToken));

    /// <summary>What was known when the run was asked for; where that was nothing, what an audit of its data found since.</summary>
    /// <returns>Null of a run from before there was an audit.</returns>
    public async Task<RunAudit?> FindAsync(Run run, string dataHash, CancellationToken cancellationToken = default)
    {
        if (Read(run) is not { WasAudited: false } known)
            return Read(run);
        var since = await LookAsync(run.ProjectId, dataHash, cancellationToken);
        return since.WasAudited ? since with { CameLater = true } : known;
    }

    public static string Write(RunAudit audit) => JsonSerializer.Serialize(audit, ContractJson.Options);

    static RunAudit? Read(Run run) => run.AuditJson is { } json ? JsonSerializer.Deserialize<RunAudit>(json, ContractJson.Options) : null;
}
