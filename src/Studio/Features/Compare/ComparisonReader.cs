using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Runs;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Features.Compare;

/// <summary>
/// Compares runs on the images that all of them have, compared with the same labels. Patients are drawn once for all entries, so
/// that a difference is one of the same draws; every two entries are tested, and p is corrected for all of them, as which one is
/// called the best is known only afterwards.
/// </summary>
public sealed class ComparisonReader(ComparisonSelector selector, EvaluationColumnStore columns, DatasetVersionStore versions, OperatingPointStore points)
{
    public const int Draws = ClusteredBootstrap.UsualDraws;

    /// <summary>The same interval every time the page is opened.</summary>
    public const long Seed = 1;

    /// <summary>Away from who asks: lining up and drawing take all cores for a while.</summary>
    public Task<ComparisonAnswer> ReadAsync(Project project, CompareQuery query, CancellationToken cancellationToken = default) =>
        Task.Run(() => AnswerAsync(project, query, cancellationToken), cancellationToken);

    async Task<ComparisonAnswer> AnswerAsync(Project project, CompareQuery query, CancellationToken cancellationToken)
    {
        var selection = await selector.SelectAsync(project, query, cancellationToken);
        if (selection.Problem is { } problem)
            return new ComparisonAnswer(null, problem);
        var names = await columns.ListNamesAsync(selection.Entries[0].Evaluations[0].Id, cancellationToken);
        var metrics = ComparedMetrics.List(selection.Kind, [.. names]);
        if (Choose(metrics, query, selection) is not { } metric)
            return Refuse("These results hold no figure to compare. Evaluate the runs again.");
        var notes = new List<string>();
        if (query.Metric is { } wanted && wanted != metric.Key)
            notes.Add($"These results hold no figure \"{wanted}\"; the runs are compared by {metric.Name} instead.");
        var cases = new List<EntryCases>();
        var prefixes = ComparedMetrics.Prefixes(selection.Kind, metric.Key, metric.Level);
        foreach (var entry in selection.Entries)
            cases.Add(await EntryCases.ReadAsync(columns, entry.Evaluations, prefixes, cancellationToken));
        var aligned = AlignedCases.Of(cases, selection.Entries.Max(entry => entry.Evaluations.Sum(evaluation => evaluation.LeftOut)));
        if (aligned.Extent.Images == 0)
            return Refuse(aligned.Extent.Relabelled > 0
                ? "These runs have the same images, but their labels were changed in between. Evaluate all of them on one version."
                : "These runs have no image in common. Evaluate all of them on one version.");
        if (metric is { IsShare: false } && selection.Kind == OutputKind.ClassMap)
            aligned = aligned.OnlyWhereAllHave(metric.Key);
        var classes = await ReadClassesAsync(selection.Entries, cancellationToken);
        foreach (var entry in selection.Entries)
            notes.AddRange(await ListStaleAsync(entry, cancellationToken));
        return new ComparisonAnswer(Compare(project, query.Set, selection, metric, metrics, aligned, classes, notes), null);
    }

    static ComparisonAnswer Refuse(string sentence) => new(null, new ComparisonProblem(sentence));

    static ComparedMetric? Choose(IReadOnlyList<ComparedMetric> metrics, CompareQuery query, Selection selection)
    {
        var wanted = query.Metric ?? ScoreWording.Key(selection.Entries[0].Runs[0].Score);

        // The level asked for of the metric asked for, else its usual one, else what there is.
        return metrics.OrderByDescending(metric => metric.Key == wanted).ThenByDescending(metric => metric.Level == query.Level).FirstOrDefault();
    }

    /// <summary>Of the first entry, without those that another one does not know by this name.</summary>
    async Task<IReadOnlyList<ClassDefinition>> ReadClassesAsync(IReadOnlyList<SelectedEntry> entries, CancellationToken cancellationToken)
    {
        var ids = entries.SelectMany(entry => entry.Evaluations).Select(evaluation => evaluation.VersionId).Distinct().ToList();
        List<ClassDefinition>? classes = null;
        foreach (var id in ids)
        {
            var own = (await versions.FindAsync(id, cancellationToken))!.Classes;
            classes = classes is null ? [.. own] : classes.FindAll(item => own.Any(other => other.Name == item.Name));
        }

        return classes ?? [];
    }

    /// <summary>Answers were given by thresholds that count no more.</summary>
    async Task<IReadOnlyList<string>> ListStaleAsync(SelectedEntry entry, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        foreach (var (run, evaluation) in entry.Runs.Zip(entry.Evaluations))
        {
            if ((await points.FindLatestAsync(run.Id, cancellationToken))?.Id != evaluation.OperatingPointId)
                notes.Add($"The thresholds of run {run.Number} were changed after this result. Evaluate it again to see what they do.");
        }

        return notes;
    }

    static Comparison Compare(
        Project project, Split set, Selection selection, ComparedMetric metric, IReadOnlyList<ComparedMetric> metrics,
        AlignedCases aligned, IReadOnlyList<ClassDefinition> classes, IReadOnlyList<string> notes)
    {
        string[] names = [.. classes.Select(item => item.Name)];
        var draws = ClusterDraws.Create(aligned.Extent.Patients, Draws, Seed);
        var measured = new MeasuredEntry[aligned.Tables.Count];
        Parallel.For(0, measured.Length, place =>
            measured[place] = MeasuredEntry.Of(selection.Kind, metric, aligned.Tables[place], names, draws));
        List<ComparedEntry> entries = [.. selection.Entries.Zip(measured, (entry, found) =>
            new ComparedEntry(entry.Runs, entry.Evaluations, found.Figure, found.PerClass))];
        var order = Enumerable.Range(0, entries.Count).Where(place => entries[place].Figure.IsDefined)
            .OrderByDescending(place => metric.HigherIsBetter ? entries[place].Figure.Value : -entries[place].Figure.Value).ToList();
        var pairs = new PairComparer(selection.Kind, metric, names, aligned.Tables, measured, draws.Clusters).Compare(entries, order);
        var comparison = new Comparison(
            project, set, entries, metric, metrics, aligned.Extent, order.Count == 0 ? null : entries[order[0]], pairs,
            Baseline(selection.Kind, metric, aligned.Tables[0], names), classes, new Verdict("", "", []))
        {
            Scale = measured[0].Scale,
            ClassScale = measured[0].ClassScale,
        };
        return comparison with { Verdict = VerdictWording.Of(comparison, aligned.WithoutNumber, notes) };
    }

    /// <summary>It is the same for all where they learned from the same images; that of the first entry stands for it.</summary>
    static ComparedFigure? Baseline(OutputKind kind, ComparedMetric metric, CaseTable table, string[] names)
    {
        if (ComparedMetrics.OfAll(ComparedMetrics.Figures(kind, table, names), metric, "baseline.") is not { } figure)
            return null;
        var value = ClusteredBootstrap.Value(figure.Figure);
        return double.IsNaN(value) ? null : new ComparedFigure(new Interval(value, value, value), figure.Cases);
    }
}
