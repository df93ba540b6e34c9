using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Compare;

/// <param name="Evaluations">Of each run, in its order.</param>
sealed record SelectedEntry(IReadOnlyList<Run> Runs, IReadOnlyList<EvaluationEntry> Evaluations);

/// <param name="Problem">What is in the way; the rest is then empty.</param>
sealed record Selection(IReadOnlyList<SelectedEntry> Entries, OutputKind Kind, ComparisonProblem? Problem);

/// <summary>Finds the results that a comparison is made of, or says what is missing.</summary>
public sealed class ComparisonSelector(RunStore runs, EvaluationStore evaluations, DatasetVersionStore versions, TestLookStore looks)
{
    internal async Task<Selection> SelectAsync(Project project, CompareQuery query, CancellationToken cancellationToken)
    {
        if (query.Entries.Count > CompareQuery.MostEntries)
            return Problem($"{query.Entries.Count} runs are more than one page can compare. Choose {CompareQuery.MostEntries} at most.");
        var all = (await runs.ListAsync(project.Id, cancellationToken)).ToDictionary(run => run.Number);
        var unknown = query.Entries.SelectMany(numbers => numbers).Where(number => !all.ContainsKey(number)).Distinct().ToList();
        if (unknown.Count > 0)
            return Problem($"There is no run {Numbers(unknown)} in this project.");
        var entries = query.Entries.Select(numbers => numbers.Select(number => all[number]).ToList()).ToList();
        var chosen = entries.SelectMany(entry => entry).ToList();
        if (chosen.Find(run => run.Checkpoint is null) is { } without)
            return Problem($"Run {without.Number} has no weights to measure: it has not finished an epoch.");
        var kinds = chosen.Select(run => ArchitectureFacts.Of(run.Recipe.Architecture).Output).Distinct().ToList();
        if (kinds.Count > 1)
            return Problem("These runs answer different questions (outlines, boxes or tags), so no figure stands for all of them. Choose runs of one kind.");
        var version = query.Version is { } number ? await versions.FindByNumberAsync(project.Id, number, cancellationToken) : null;
        if (query.Version is not null && version is null)
            return Problem($"There is no version {query.Version} in this project.");
        if (query.Set == Split.Test && await FindClosedAsync(chosen, version?.Id, cancellationToken) is { Count: > 0 } closed)
            return Problem(new ComparisonProblem("The test set is closed for these runs.") { Closed = closed, VersionId = version?.Id });
        var latest = (await evaluations.ListLatestAsync(project.Id, cancellationToken: cancellationToken)).Where(entry => entry.Split == query.Set).ToList();
        EvaluationEntry? Find(Run run) => latest.Find(entry => entry.RunId == run.Id && entry.VersionId == (version?.Id ?? run.VersionId));
        var missing = chosen.Where(run => Find(run) is null).ToList();
        return missing.Count > 0
            ? Problem(Missing(missing, query, version, latest))
            : new Selection([.. entries.Select(entry => new SelectedEntry(entry, [.. entry.Select(run => Find(run)!)]))], kinds[0], null);
    }

    async Task<List<ClosedTestSet>> FindClosedAsync(List<Run> chosen, long? versionId, CancellationToken cancellationToken)
    {
        var closed = new List<ClosedTestSet>();
        foreach (var set in chosen.GroupBy(run => versionId ?? run.VersionId))
        {
            List<long> ids = [.. set.Select(run => run.Id).Distinct()];
            if (!await looks.CoversAsync(set.Key, ids, cancellationToken))
                closed.Add(new ClosedTestSet(set.Key, ids));
        }

        return closed;
    }

    static ComparisonProblem Missing(List<Run> missing, CompareQuery query, DatasetVersion? version, List<EvaluationEntry> latest)
    {
        // How long others took for an image is the best guess there is.
        var known = latest.Where(entry => entry is { Images: > 0, Seconds: > 0 }).ToList();
        double? seconds = known.Count == 0 ? null : missing.Count * known.Average(entry => entry.Seconds);
        var about = seconds is { } some ? $" (about {Wording.Duration(TimeSpan.FromSeconds(Math.Max(1, some)))})" : "";
        var set = query.Set == Split.Test ? "the test set" : Wording.Split(query.Set).ToLowerInvariant();
        var where = version is null ? set : $"{set} of version {version.Number}";
        var sentence = missing.Count == 1
            ? $"Run {missing[0].Number} has no result on {where}. Evaluate it{about}."
            : $"Runs {Numbers(missing.Select(run => run.Number))} have no result on {where}. Evaluate them{about}.";
        return new ComparisonProblem(sentence) { Missing = missing, VersionId = version?.Id, Seconds = seconds };
    }

    static Selection Problem(string sentence) => Problem(new ComparisonProblem(sentence));

    static Selection Problem(ComparisonProblem problem) => new([], default, problem);

    static string Numbers(IEnumerable<int> numbers) => Wording.List([.. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))]);
}
