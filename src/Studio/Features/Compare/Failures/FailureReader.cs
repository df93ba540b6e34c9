using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Features.Compare.Failures;

/// <summary>An image with the figure that it is ordered by.</summary>
public readonly record struct FailedImage(long ImageId, double Value);

/// <summary>What one entry says of an image.</summary>
/// <param name="Value">In the order looked at; NaN where it has none.</param>
public sealed record EntryAnswer(ComparedEntry Entry, double Value, ImageResult Result);

/// <summary>An image in sight.</summary>
/// <param name="Answers">The entry that is looked at, then the one beside it.</param>
public sealed record ShownFailure(ImageSummary Image, IReadOnlyList<EntryAnswer> Answers);

/// <summary>Images of an entry in an order, the worst first, and what the order makes of those of the entry beside it.</summary>
public sealed record FailureRanking(
    ComparedEntry Entry, ComparedEntry? Beside, FailureOrder Order, IReadOnlyList<FailedImage> Images, IReadOnlyDictionary<long, double> OfBeside);

/// <summary>Reads where entries of a comparison fail: numbers of all images, answers only of those in sight.</summary>
public sealed class FailureReader(EvaluationColumnStore columns, EvaluationStore evaluations, ImageStore images)
{
    public static OutputKind KindOf(ComparedEntry entry) => ArchitectureFacts.Of(entry.First.Recipe.Architecture).Output;

    public async Task<IReadOnlyList<FailureOrder>> ListOrdersAsync(
        Comparison comparison, ComparedEntry entry, CancellationToken cancellationToken = default) =>
        FailureOrders.List(KindOf(entry), [.. await columns.ListNamesAsync(entry.Evaluations[0].Id, cancellationToken)], comparison.Classes);

    /// <summary>Columns of an entry on the images of the comparison, in their order.</summary>
    public async Task<CaseTable> ReadTableAsync(
        Comparison comparison, ComparedEntry entry, IReadOnlyCollection<string> prefixes, CancellationToken cancellationToken = default)
    {
        var cases = await EntryCases.ReadAsync(columns, entry.Evaluations, prefixes, cancellationToken);
        return cases.Table(comparison.Cases.Ids, [.. comparison.Cases.Ids.Select(cases.PatientOf)]);
    }

    /// <summary>Columns of the compared metric as the comparison counts them: a distance only where every entry has one.</summary>
    public async Task<CaseTable> ReadComparedAsync(Comparison comparison, ComparedEntry entry, CancellationToken cancellationToken = default)
    {
        var (kind, metric) = (KindOf(entry), comparison.Metric);
        List<string> prefixes = [.. ComparedMetrics.Prefixes(kind, metric.Key, metric.Level).Where(prefix => !prefix.StartsWith("baseline.", StringComparison.Ordinal))];
        if (comparison.Cases.Undefined == 0)
            return await ReadTableAsync(comparison, entry, prefixes, cancellationToken);
        var tables = new List<CaseTable>();
        foreach (var other in comparison.Entries)
            tables.Add(await ReadTableAsync(comparison, other, prefixes, cancellationToken));
        return new AlignedCases(tables, comparison.Cases, WithoutNumber: 0).OnlyWhereAllHave(metric.Key).Tables[comparison.Entries.ToList().IndexOf(entry)];
    }

    /// <param name="only">Images of a group; null: all.</param>
    public async Task<FailureRanking> RankAsync(
        Comparison comparison, ComparedEntry entry, ComparedEntry? beside, FailureOrder order, IReadOnlySet<long>? only = null,
        CancellationToken cancellationToken = default)
    {
        var ids = comparison.Cases.Ids;
        var ranked = order.Rank(await ReadTableAsync(comparison, entry, order.Columns, cancellationToken));
        var others = beside is null ? [] : order.Rank(await ReadTableAsync(comparison, beside, order.Columns, cancellationToken));
        return new FailureRanking(
            entry, beside, order,
            [.. ranked.Select(image => new FailedImage(ids[image.Place], image.Value)).Where(image => only is null || only.Contains(image.ImageId))],
            others.ToDictionary(image => ids[image.Place], image => image.Value));
    }

    /// <summary>What is drawn of some of the images, in their order; images that are gone are left out.</summary>
    public async Task<IReadOnlyList<ShownFailure>> ShowAsync(
        FailureRanking ranking, IReadOnlyList<FailedImage> shown, CancellationToken cancellationToken = default)
    {
        List<long> ids = [.. shown.Select(image => image.ImageId)];
        var facts = (await images.ListSummariesAsync(ids, cancellationToken)).ToDictionary(image => image.Id);
        var own = await ReadAnswersAsync(ranking.Entry, ids, cancellationToken);
        var others = ranking.Beside is null ? [] : await ReadAnswersAsync(ranking.Beside, ids, cancellationToken);
        return
        [
            .. shown.Where(image => facts.ContainsKey(image.ImageId) && own.ContainsKey(image.ImageId)).Select(image => new ShownFailure(
                facts[image.ImageId],
                others.TryGetValue(image.ImageId, out var other)
                    ? [new(ranking.Entry, image.Value, own[image.ImageId]), new(ranking.Beside!, ranking.OfBeside.GetValueOrDefault(image.ImageId, double.NaN), other)]
                    : [new(ranking.Entry, image.Value, own[image.ImageId])])),
        ];
    }

    /// <summary>Of folds the first result that has the image, as in the figures.</summary>
    internal async Task<Dictionary<long, ImageResult>> ReadAnswersAsync(ComparedEntry entry, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<long, ImageResult>();
        foreach (var evaluation in entry.Evaluations)
        {
            foreach (var result in await evaluations.ListImagesAsync(evaluation.Id, ids, cancellationToken))
                answers.TryAdd(result.ImageId, result);
        }

        return answers;
    }
}
