using Studio.Contracts.Projects;
using Studio.Features.Audit;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <summary>Looks at data and recipe before a training starts. What the audit found warns; it does not stand in the way.</summary>
public sealed class RunGate(ClassStore classes, DatasetVersionStore versions, RunAudits audits)
{
    /// <summary>Findings told one by one; of more the number is enough.</summary>
    const int MostTold = 5;

    /// <returns>How the data are parted, and what is to be said of them.</returns>
    /// <param name="version">Null for the labels as they are now.</param>
    public async Task<(SplitPlan Plan, IReadOnlyList<RunProblem> Problems)> CheckAsync(
        StartRun start, Project project, DatasetVersion? version, CancellationToken cancellationToken)
    {
        var data = version is null
            ? await versions.PreviewAsync(project.Id, cancellationToken)
            : await versions.DescribeAsync(version, cancellationToken);
        var known = version?.Classes ?? await classes.ListAsync(project.Id, cancellationToken);
        var problems = RunChecks.Check(start.Recipe, project, start.Device, known, data);
        return (data.Plan, [.. problems, .. Warn(await audits.LookAsync(project.Id, data.Hash, cancellationToken))]);
    }

    /// <summary>What is known of the data of a version that was just frozen.</summary>
    public async Task<string> NoteAsync(DatasetVersion version, CancellationToken cancellationToken) =>
        RunAudits.Write(await audits.LookAsync(version.ProjectId, version.Hash, cancellationToken));

    static IEnumerable<RunProblem> Warn(RunAudit audit)
    {
        if (!audit.WasAudited)
            yield return RunProblem.Warn("The audit has not looked at these data yet, so nobody knows whether a good score will mean a good model.");
        foreach (var problem in audit.Problems.Take(MostTold))
            yield return RunProblem.Warn($"Audit: {problem.Title}. {problem.Message}");
        if (audit.Problems.Count > MostTold)
            yield return RunProblem.Warn($"Audit: {Wording.Count(audit.Problems.Count - MostTold, "more open problem")}.");
    }
}
