using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Compare;

/// <summary>A run that can be compared, or the runs of the folds of one split together.</summary>
/// <param name="HasResult">All its runs have a result on the set; without one they are evaluated first.</param>
public sealed record RunOption(IReadOnlyList<Run> Runs, bool HasResult)
{
    public Run First => Runs[0];

    public IReadOnlyList<int> Numbers => [.. Runs.Select(run => run.Number)];

    /// <summary>As addresses name it.</summary>
    public string Key => string.Join('+', Numbers);

    public string Label => SetupReader.Label(Runs);

    /// <summary>Of several runs the mean.</summary>
    public double? BestScore => Runs.All(run => run.BestScore is not null) ? Runs.Average(run => run.BestScore) : null;
}

/// <summary>Lists what can be compared: runs with weights, and runs of the same recipe on every fold of a version as one.</summary>
public sealed class RunOptions(RunStore runs, EvaluationStore evaluations, DatasetVersionStore versions)
{
    /// <summary>Those with a result first, then the newest.</summary>
    /// <param name="version">Number of the version whose images are looked at; null: of each run its own.</param>
    public async Task<IReadOnlyList<RunOption>> ListAsync(long projectId, Split set, int? version, CancellationToken cancellationToken = default)
    {
        var all = (await runs.ListAsync(projectId, cancellationToken)).Where(run => run.Checkpoint is not null).ToList();
        var judged = (await evaluations.ListLatestAsync(projectId, cancellationToken: cancellationToken))
            .Where(entry => entry.Split == set).Select(entry => (entry.RunId, entry.VersionNumber)).ToHashSet();
        bool HasResult(Run run) => judged.Contains((run.Id, version ?? run.VersionNumber));
        var options = all.Select(run => new RunOption([run], HasResult(run))).ToList();
        foreach (var folds in all.Where(run => run is { Fold: not null, State: JobState.Succeeded }).GroupBy(run => (run.VersionId, run.RecipeYaml, run.Seed)))
        {
            var newest = folds.GroupBy(run => run.Fold).Select(fold => fold.First()).OrderBy(run => run.Fold).ToList();
            if (newest.Count > 1 && newest.Count == (await versions.FindAsync(folds.Key.VersionId, cancellationToken))?.Plan.Folds)
                options.Add(new RunOption(newest, newest.TrueForAll(HasResult)));
        }

        return [.. options.OrderBy(option => option.HasResult ? 0 : 1).ThenByDescending(option => option.Runs.Count).ThenByDescending(option => option.First.Number)];
    }
}
