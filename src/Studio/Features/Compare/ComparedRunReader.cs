using Studio.Features.Audit;
using Studio.Storage;

namespace Studio.Features.Compare;

/// <summary>What the audit says of the data that compared runs learned from.</summary>
/// <param name="Problems">Open ones, each once.</param>
/// <param name="IsUnaudited">Some of the data were never looked at.</param>
public sealed record ComparedData(int Problems, bool IsUnaudited);

/// <summary>Finds the runs that a query names, and what is known of their data.</summary>
public sealed class ComparedRunReader(RunStore runs, DatasetVersionStore versions, RunAudits audits)
{
    /// <summary>Runs of each entry; numbers that the project does not know are left out.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<Run>>> FindAsync(long projectId, CompareQuery query, CancellationToken cancellationToken = default)
    {
        var entries = new List<IReadOnlyList<Run>>();
        foreach (var numbers in query.Entries.Take(CompareQuery.MostEntries))
        {
            var found = new List<Run>();
            foreach (var number in numbers)
            {
                if (await runs.FindByNumberAsync(projectId, number, cancellationToken) is { } run)
                    found.Add(run);
            }

            if (found.Count > 0)
                entries.Add(found);
        }

        return entries;
    }

    public async Task<ComparedData> LookAsync(IReadOnlyList<IReadOnlyList<Run>> entries, CancellationToken cancellationToken = default)
    {
        var (problems, isUnaudited) = (new HashSet<string>(), false);
        foreach (var run in entries.SelectMany(entry => entry).DistinctBy(run => run.VersionId))
        {
            if (await versions.FindAsync(run.VersionId, cancellationToken) is not { } version)
                continue;
            var audit = await audits.LookAsync(run.ProjectId, version.Hash, cancellationToken);
            problems.UnionWith(audit.Problems.Select(problem => problem.Key));
            isUnaudited |= !audit.WasAudited;
        }

        return new ComparedData(problems.Count, isUnaudited);
    }
}
