using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Compare.Failures;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Features.Compare.Groups;

/// <summary>
/// How much of a run's figure is left on images from elsewhere (the external sets of split plans). Only test sets that were opened for the
/// run are looked at; to ask for this opens none.
/// </summary>
public sealed class ExternalReader(EvaluationStore evaluations, EvaluationColumnStore columns, DatasetVersionStore versions, TestLookStore looks)
{
    /// <summary>With one and the same, two sides of as many patients would be drawn alike.</summary>
    const long OtherSeed = ComparisonReader.Seed + 1;

    /// <param name="entry">Of one run: folds are several models.</param>
    public async Task<ExternalAnswer> ReadAsync(Comparison comparison, ComparedEntry entry, CancellationToken cancellationToken = default)
    {
        var run = entry.First;
        var known = await versions.ListAsync(comparison.Project.Id, cancellationToken);
        var latest = (await evaluations.ListLatestAsync(comparison.Project.Id, cancellationToken: cancellationToken)).Where(item => item.RunId == run.Id).ToList();
        var (kind, metric, classes) = (FailureReader.KindOf(entry), comparison.Metric, comparison.Classes.Select(item => item.Name).ToList());
        var home = await FindHomeAsync(run, known, latest, cancellationToken);
        var inside = home is null ? null : await ReadCasesAsync(kind, metric, classes, home, [], ComparisonReader.Seed, cancellationToken);
        var (found, waiting) = (new List<ExternalFigure>(), new List<DatasetVersion>());
        foreach (var set in known.Where(version => version.Plan.External is not null).GroupBy(version => version.Plan.External!))
        {
            var (version, evaluation) = await FindOpenAsync(run, set.OrderByDescending(item => item.Number), latest, cancellationToken);
            if (evaluation is null)
            {
                waiting.Add(set.MaxBy(item => item.Number)!);
                continue;
            }

            var outside = await ReadCasesAsync(kind, metric, classes, evaluation, inside?.Table.Patients ?? [], OtherSeed, cancellationToken);
            found.Add(new ExternalFigure(
                set.Key.Value, version!.Number, outside.Figure(), outside.Count, inside is null ? null : Change(inside, outside), outside.Shared, evaluation.LeftOut));
        }

        return new ExternalAnswer(inside?.Figure(), home?.Split ?? Split.Validation, inside?.Count ?? default, found, waiting);
    }

    /// <summary>The test set of the run's own version where it was opened and is not from elsewhere itself, else the validation.</summary>
    async Task<EvaluationEntry?> FindHomeAsync(
        Run run, IReadOnlyList<DatasetVersion> known, List<EvaluationEntry> latest, CancellationToken cancellationToken)
    {
        var own = latest.FindAll(item => item.VersionId == run.VersionId);
        var isLocal = known.FirstOrDefault(version => version.Id == run.VersionId)?.Plan.External is null;
        return isLocal && own.Find(item => item.Split == Split.Test) is { } test && await looks.CoversAsync(run.VersionId, [run.Id], cancellationToken)
            ? test
            : own.Find(item => item.Split == Split.Validation);
    }

    async Task<(DatasetVersion? Version, EvaluationEntry? Evaluation)> FindOpenAsync(
        Run run, IEnumerable<DatasetVersion> newestFirst, List<EvaluationEntry> latest, CancellationToken cancellationToken)
    {
        foreach (var version in newestFirst)
        {
            if (latest.Find(item => item.VersionId == version.Id && item.Split == Split.Test) is { } evaluation
                && await looks.CoversAsync(version.Id, [run.Id], cancellationToken))
            {
                return (version, evaluation);
            }
        }

        return (null, null);
    }

    async Task<Side> ReadCasesAsync(
        OutputKind kind, ComparedMetric metric, IReadOnlyList<string> classes, EvaluationEntry evaluation, IReadOnlyList<string> without, long seed, CancellationToken cancellationToken)
    {
        var cases = await EntryCases.ReadAsync(columns, [evaluation], [.. ComparedMetrics.Prefixes(kind, metric.Key, metric.Level)], cancellationToken);
        List<long> all = [.. cases.ImageIds.Order()];
        var left = without.ToHashSet(StringComparer.Ordinal);
        List<long> ids = [.. all.Where(id => !left.Contains(cases.PatientOf(id)))];
        return await Task.Run(() => Side.Of(kind, metric, classes, cases.Table(ids, [.. ids.Select(cases.PatientOf)]), all.Count - ids.Count, seed), cancellationToken);
    }

    /// <summary>The patients are others, so each side is drawn for itself.</summary>
    internal static Interval? Change(Side inside, Side outside)
    {
        if (inside.Values is null || outside.Values is null)
            return null;
        var change = ClusteredBootstrap.Difference(outside.Value, outside.Values, inside.Value, inside.Values, Math.Min(outside.Informed, inside.Informed));
        return CompareWording.HasWidth(change) ? change : null;
    }

    /// <summary>A figure with its draws.</summary>
    /// <param name="Values">[draws]; null where the patients are too few for an interval.</param>
    internal sealed record Side(CaseTable Table, NamedFigure? Named, double Value, double[]? Values, int Shared)
    {
        public CaseCount Count => new(Table.Count, Table.Patients.Count);

        public int Informed => Named?.Figure.Informed ?? 0;

        public static Side Of(OutputKind kind, ComparedMetric metric, IReadOnlyList<string> classes, CaseTable table, int shared, long seed)
        {
            var named = ComparedMetrics.OfAll(ComparedMetrics.Figures(kind, table, classes), metric);
            var value = named is null ? double.NaN : ClusteredBootstrap.Value(named.Figure);
            var draws = double.IsNaN(value) || table.Patients.Count < Comparison.FewestPatients
                ? null
                : ClusteredBootstrap.Values(named!.Figure, ClusterDraws.Create(table.Patients.Count, ComparisonReader.Draws, seed));
            return new Side(table, named, value, draws, shared);
        }

        public ComparedFigure Figure() => new(
            Values is null ? new Interval(Value, double.NaN, double.NaN) : ClusteredBootstrap.Interval(Named!.Figure, Value, Values), Named?.Cases ?? 0);
    }
}
