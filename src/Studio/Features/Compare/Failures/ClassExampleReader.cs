using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Features.Compare.Failures;

/// <summary>
/// Examples of each class with how right the answers are, about the class and about all classes, and a control of images that hold
/// none (as in the figure that is usual for haemorrhages of several kinds).
/// </summary>
public sealed class ClassExampleReader(FailureReader failures, ImageStore images)
{
    /// <summary>In a column.</summary>
    public const int Most = 5;

    sealed record Chosen(ClassDefinition? Class, int Images, ComparedFigure? Figure, double? Baseline, IReadOnlyList<(int Place, double Own, double All)> Cases);

    /// <returns>Of each class that images hold, then the control; empty for answers that are neither tags nor outlines.</returns>
    public async Task<IReadOnlyList<ClassExamples>> ReadAsync(Comparison comparison, ComparedEntry entry, CancellationToken cancellationToken = default)
    {
        var kind = FailureReader.KindOf(entry);
        if (kind is not (OutputKind.Tags or OutputKind.ClassMap))
            return [];
        string[] prefixes = kind == OutputKind.Tags ? ["probability.", "truth.", "yes.", "usual."] : ["iou.", "recall.", "accuracy", "baseline.iou."];
        var table = await failures.ReadTableAsync(comparison, entry, prefixes, cancellationToken);
        var chosen = await Task.Run(() => Choose(kind, table, comparison.Classes), cancellationToken);
        List<long> ids = [.. chosen.SelectMany(column => column.Cases).Select(item => comparison.Cases.Ids[item.Place]).Distinct()];
        var known = (await images.ListSummariesAsync(ids, cancellationToken)).ToDictionary(image => image.Id);
        var results = await failures.ReadAnswersAsync(entry, ids, cancellationToken);
        return [.. chosen.Select(column => new ClassExamples(column.Class, column.Images, column.Figure, column.Baseline,
        [
            .. column.Cases.Select(item => (Id: comparison.Cases.Ids[item.Place], item.Own, item.All))
                .Where(item => known.ContainsKey(item.Id) && results.ContainsKey(item.Id))
                .Select(item => new ClassExample(known[item.Id], results[item.Id], column.Class is null ? null : item.Own, item.All)),
        ]))];
    }

    static List<Chosen> Choose(OutputKind kind, CaseTable table, IReadOnlyList<ClassDefinition> classes)
    {
        string[] names = [.. classes.Select(item => item.Name)];
        var own = names.Select(name => kind == OutputKind.Tags ? RightnessFigures.Of(table, name) : table.Find($"iou.{name}")).ToList();
        var all = CaseTable.MeanOf([.. own.OfType<double[]>()], table.Count);
        var holds = names.Select(name => Holds(kind, table, name)).ToList();
        var figures = kind == OutputKind.Tags ? TagFigures.Of(table, names) : SegmentationFigures.Of(table, names);
        var draws = ClusterDraws.Create(table.Patients.Count, ComparisonReader.Draws, ComparisonReader.Seed);
        var metric = kind == OutputKind.Tags ? "accuracy" : "iou";
        var chosen = new List<Chosen>();
        for (var place = 0; place < names.Length; place++)
        {
            if (own[place] is not { } values || holds[place] is not { } held)
                continue;
            var cases = Ordered(held, values, values, all);
            if (cases.Count > 0)
                chosen.Add(new Chosen(classes[place], held.Count(isHeld => isHeld), Figure(figures, $"{metric}.{names[place]}", draws), Baseline(figures, $"baseline.{metric}.{names[place]}"), EvenSteps.Pick(cases, Most)));
        }

        if (holds.Contains(null))
            return chosen;
        bool[] none = [.. Enumerable.Range(0, table.Count).Select(place => holds.All(held => !held![place]) && IsKnown(kind, table, names, place))];

        // Without a class there is no IoU: of outlines the share of pixels that are right.
        var right = kind == OutputKind.Tags ? all : table.Find("accuracy") ?? all;
        var control = Ordered(none, right, right, right);
        if (control.Count > 0)
            chosen.Add(new Chosen(null, none.Count(isNone => isNone), null, null, EvenSteps.Pick(control, Most)));
        return chosen;
    }

    /// <summary>[cases]; null where the result does not tell.</summary>
    static bool[]? Holds(OutputKind kind, CaseTable table, string name)
    {
        if (kind == OutputKind.Tags)
            return table.Find($"truth.{name}") is { } truths ? [.. truths.Select(truth => truth == 1)] : null;
        // There is a recall only where there is something to find.
        return table.Find($"recall.{name}") is { } recalls ? [.. recalls.Select(recall => !double.IsNaN(recall))] : null;
    }

    /// <summary>Of tags that nobody is sure about it is not known that there are none.</summary>
    static bool IsKnown(OutputKind kind, CaseTable table, IReadOnlyList<string> names, int place) =>
        kind != OutputKind.Tags || names.All(name => table.Find($"truth.{name}") is { } truths && !double.IsNaN(truths[place]));

    static List<(int Place, double Own, double All)> Ordered(bool[] held, double[] order, double[] own, double[] all) =>
    [
        .. Enumerable.Range(0, held.Length).Where(place => held[place] && !double.IsNaN(order[place]))
            .OrderBy(place => order[place]).ThenBy(place => place).Select(place => (place, own[place], all[place])),
    ];

    static ComparedFigure? Figure(IReadOnlyList<NamedFigure> figures, string name, ClusterDraws draws) =>
        Find(figures, name) is { } figure && ClusteredBootstrap.Of(figure.Figure, draws) is { } interval ? new ComparedFigure(interval, figure.Cases) : null;

    static double? Baseline(IReadOnlyList<NamedFigure> figures, string name) =>
        Find(figures, name) is { } figure && ClusteredBootstrap.Value(figure.Figure) is var value && !double.IsNaN(value) ? value : null;

    static NamedFigure? Find(IReadOnlyList<NamedFigure> figures, string name) =>
        figures.FirstOrDefault(figure => figure.Level == FigureLevel.Image && figure.Name == name);
}
