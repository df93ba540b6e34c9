using Studio.Contracts.Jobs;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Features.Compare;

/// <summary>What is known of one entry's images: of one evaluation, or of one for each fold.</summary>
sealed class EntryCases
{
    readonly List<EvaluationColumns> parts;
    readonly Lazy<Dictionary<long, (int Part, int Place)>> found;

    public EntryCases(IEnumerable<EvaluationColumns> evaluations)
    {
        parts = [.. evaluations];
        found = new(Find);
    }

    /// <param name="evaluations">Of one entry.</param>
    /// <param name="prefixes">Beginnings of the names of the columns that are wanted.</param>
    public static async Task<EntryCases> ReadAsync(
        EvaluationColumnStore columns, IEnumerable<EvaluationEntry> evaluations, IReadOnlyCollection<string> prefixes, CancellationToken cancellationToken)
    {
        var parts = new List<EvaluationColumns>();
        foreach (var evaluation in evaluations)
        {
            parts.Add(await columns.FindAsync(evaluation.Id, prefixes, cancellationToken)
                ?? throw new InvalidOperationException($"The numbers of evaluation {evaluation.Id} are missing from the database."));
        }

        return new EntryCases(parts);
    }

    Dictionary<long, (int Part, int Place)> At => found.Value;

    public IReadOnlyCollection<long> ImageIds => At.Keys;

    /// <summary>The one evaluation that it is made of; null where there are several.</summary>
    public EvaluationColumns? Whole => parts is [var only] ? only : null;

    public string? LabelKeyOf(long imageId) => At.TryGetValue(imageId, out var at) ? parts[at.Part].LabelKeys[at.Place] : null;

    public string PatientOf(long imageId)
    {
        var (part, place) = At[imageId];
        return parts[part].Patients[place];
    }

    /// <summary>Images on which a column that has numbers elsewhere is no number.</summary>
    public IEnumerable<long> Without(string prefix) => parts.SelectMany(part => part.Numbers.Columns
        .Where(column => column.Key.StartsWith(prefix, StringComparison.Ordinal) && column.Value.Any(value => !double.IsNaN(value)))
        .SelectMany(column => Enumerable.Range(0, column.Value.Length).Where(place => double.IsNaN(column.Value[place])).Select(place => part.ImageIds[place])));

    /// <summary>The same images in the same order with the same patients for every entry.</summary>
    public CaseTable Table(IReadOnlyList<long> imageIds, IReadOnlyList<string> patients)
    {
        var at = imageIds.Select(id => At[id]).ToList();
        var names = parts.SelectMany(part => part.Numbers.Columns.Keys).Distinct();
        var columns = names.ToDictionary(name => name, name =>
        {
            var sources = parts.Select(part => part.Numbers.Columns.GetValueOrDefault(name)).ToList();
            return at.Select(where => sources[where.Part]?[where.Place] ?? double.NaN).ToArray();
        });
        var entries = parts.SelectMany(part => part.Numbers.Entries.Keys).Distinct().ToDictionary(name => name, name => Join(name, at));
        return new CaseTable(patients, columns, entries);
    }

    /// <summary>The numbers of <see cref="Whole"/>, of cases that are known.</summary>
    public static IReadOnlyDictionary<string, CaseList> Lists(CaseColumns numbers) =>
        numbers.Entries.ToDictionary(entry => entry.Key, entry => new CaseList(entry.Value.Cases, entry.Value.Values));

    Dictionary<long, (int Part, int Place)> Find()
    {
        var at = new Dictionary<long, (int Part, int Place)>();
        for (var part = 0; part < parts.Count; part++)
        {
            for (var place = 0; place < parts[part].ImageIds.Length; place++)
                at.TryAdd(parts[part].ImageIds[place], (part, place));
        }

        return at;
    }

    CaseList Join(string name, List<(int Part, int Place)> at)
    {
        var target = at.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var (cases, values) = (new List<int>(), new List<double>());
        for (var part = 0; part < parts.Count; part++)
        {
            if (parts[part].Numbers.Entries.GetValueOrDefault(name) is not { } entries)
                continue;
            for (var entry = 0; entry < entries.Values.Length; entry++)
            {
                if (target.TryGetValue((part, entries.Cases[entry]), out var place))
                {
                    cases.Add(place);
                    values.Add(entries.Values[entry]);
                }
            }
        }

        return new CaseList([.. cases], [.. values]);
    }
}

/// <summary>Entries on the images that all of them have, compared with the same labels.</summary>
sealed record AlignedCases(IReadOnlyList<CaseTable> Tables, CaseExtent Extent, int WithoutNumber)
{
    /// <summary>
    /// The same with a figure of outlines only where every entry has one. A distance does not exist where a run answers nothing:
    /// who misses the hard images would look better for it.
    /// </summary>
    /// <param name="key">Of the metric.</param>
    public AlignedCases OnlyWhereAllHave(string key)
    {
        var names = Tables[0].Names.Where(name => name.StartsWith($"{key}.", StringComparison.Ordinal) && !name.EndsWith(".mean", StringComparison.Ordinal)).ToList();
        var shared = names.ToDictionary(name => name, name => Enumerable.Range(0, Extent.Images)
            .Select(place => Tables.All(table => table.Find(name) is { } column && !double.IsNaN(column[place]))).ToArray());
        var torn = Enumerable.Range(0, Extent.Images).Count(place => names.Exists(name =>
            !shared[name][place] && Tables.Any(table => table.Find(name) is { } column && !double.IsNaN(column[place]))));
        return this with
        {
            Tables = [.. Tables.Select(table => table.Where(shared))],
            Extent = Extent with { Undefined = torn },
        };
    }

    /// <param name="leftOut">The most images that an evaluation left out.</param>
    public static AlignedCases Of(IReadOnlyList<EntryCases> entries, int leftOut)
    {
        var first = entries[0];
        if (OfTheSame(entries, leftOut) is { } same)
            return same;
        var shared = first.ImageIds.Where(id => entries.All(entry => entry.LabelKeyOf(id) is not null)).ToHashSet();
        var relabelled = shared.Where(id => entries.Any(entry => entry.LabelKeyOf(id) != first.LabelKeyOf(id))).ToHashSet();

        // A model that answered no number there is not compared on that image; neither are the others.
        var without = entries.SelectMany(entry => entry.Without("probability.")).Where(shared.Contains).Except(relabelled).ToHashSet();
        List<long> common = [.. shared.Except(relabelled).Except(without).Order()];
        List<string> patients = [.. common.Select(first.PatientOf)];
        return new AlignedCases(
            [.. entries.Select(entry => entry.Table(common, patients))],
            new CaseExtent(
                common.Count,
                patients.Distinct(StringComparer.Ordinal).Count(),
                [.. entries.Select(entry => entry.ImageIds.Count - common.Count)],
                relabelled.Count,
                leftOut,
                common),
            without.Count);
    }

    /// <summary>Nearly always all entries are of the same images and labels: then nothing is looked up image by image.</summary>
    static AlignedCases? OfTheSame(IReadOnlyList<EntryCases> entries, int leftOut)
    {
        if (entries[0].Whole is not { } first)
            return null;
        bool IsTheSame(EntryCases entry) => entry.Whole is { } other
            && other.ImageIds.AsSpan().SequenceEqual(first.ImageIds)
            && (ReferenceEquals(other.LabelKeys, first.LabelKeys) || other.LabelKeys.SequenceEqual(first.LabelKeys))
            && !entry.Without("probability.").Any();
        if (!entries.All(IsTheSame))
            return null;
        var table = new CaseTable(first.Patients, first.Numbers.Columns, EntryCases.Lists(first.Numbers));
        return new AlignedCases(
            [table, .. entries.Skip(1).Select(entry => table.With(entry.Whole!.Numbers.Columns, EntryCases.Lists(entry.Whole.Numbers)))],
            new CaseExtent(table.Count, table.Patients.Count, [.. entries.Select(_ => 0)], Relabelled: 0, leftOut, first.ImageIds),
            WithoutNumber: 0);
    }
}
