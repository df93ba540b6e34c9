using Studio.Contracts.Recipes;
using Studio.Features.Runs;
using Studio.Statistics;

namespace Studio.Features.Compare;

/// <summary>Figures that runs are compared by, for each kind of answer; the first one is what is usual.</summary>
static class ComparedMetrics
{
    static readonly FigureLevel[] Means = [FigureLevel.Patient, FigureLevel.Image];
    static readonly FigureLevel[] MeansAndPooled = [FigureLevel.Patient, FigureLevel.Image, FigureLevel.Pooled];
    static readonly FigureLevel[] Cases = [FigureLevel.Image, FigureLevel.Patient, FigureLevel.Pooled];
    static readonly FigureLevel[] OverAll = [FigureLevel.Image, FigureLevel.Patient, FigureLevel.Pooled];

    sealed record Known(string Key, FigureLevel[] Levels, bool HigherIsBetter = true, bool IsShare = true, string Unit = "");

    static readonly Dictionary<OutputKind, Known[]> ByKind = new()
    {
        [OutputKind.ClassMap] =
        [
            new("iou", MeansAndPooled), new("dice", MeansAndPooled), new("precision", MeansAndPooled), new("recall", MeansAndPooled),
            new("specificity", MeansAndPooled), new("accuracy", MeansAndPooled),
            new("hd95mm", Means, HigherIsBetter: false, IsShare: false, "mm"), new("hd95px", Means, HigherIsBetter: false, IsShare: false, "pixels"),
            new("assdmm", Means, HigherIsBetter: false, IsShare: false, "mm"), new("assdpx", Means, HigherIsBetter: false, IsShare: false, "pixels"),
            new("imagesensitivity", Means), new("imagespecificity", Means),
        ],
        [OutputKind.Tags] =
        [
            new("auc", Cases), new("averageprecision", Cases), new("accuracy", Cases), new("balancedaccuracy", Cases), new("f1", Cases),
            new("sensitivity", Cases), new("specificity", Cases), new("kappa", Cases), new("brier", Cases, HigherIsBetter: false),
        ],
        [OutputKind.OneBox] = [new("iou", Means), new("hit50", Means)],
        [OutputKind.Boxes] =
        [
            new("ap50", OverAll), new("ap75", OverAll), new("ap5095", OverAll), new("froc", OverAll), new("recall50", MeansAndPooled),
            new("precision50", MeansAndPooled), new("bestiou", Means),
            new("falsepositives", Means, HigherIsBetter: false, IsShare: false, "boxes an image"),
        ],
    };

    /// <summary>Those that evaluations with these columns can tell, each at the levels it exists at; the usual level first.</summary>
    /// <param name="names">Of the columns.</param>
    public static IReadOnlyList<ComparedMetric> List(OutputKind kind, IReadOnlyCollection<string> names) =>
    [
        .. ByKind[kind].SelectMany(known => known.Levels
            .Where(level => Prefixes(kind, known.Key, level).Take(1).All(prefix => names.Any(name => name.StartsWith(prefix, StringComparison.Ordinal))))
            .Select(level => Make(kind, known, level))),
    ];

    /// <summary>Beginnings of the names of the columns that a figure is made of; without the first one it cannot be made.</summary>
    public static IReadOnlyList<string> Prefixes(OutputKind kind, string key, FigureLevel level) => kind switch
    {
        OutputKind.Tags => ["probability.", "truth.", "yes.", "usual."],
        OutputKind.OneBox => [$"{key}.box", $"baseline.{key}.box"],
        OutputKind.Boxes when key is "recall50" or "precision50" or "bestiou" or "falsepositives" =>
            [$"{key}.", "truths.", "recall50.", "falsepositives.", $"baseline.{key}.", "baseline.recall50.", "baseline.falsepositives."],
        OutputKind.Boxes => ["found.", "hits.", "truths.", "baseline.hits."],
        _ when key == "accuracy" => ["accuracy", "pixels"],
        _ when level == FigureLevel.Pooled => ["tp.", "fp.", "fn.", "pixels", "baseline.tp.", "baseline.fp.", "baseline.fn."],
        _ => [$"{key}.", $"baseline.{key}."],
    };

    /// <summary>All figures of a table of cases, of the catalog that its kind of answer has.</summary>
    public static IReadOnlyList<NamedFigure> Figures(OutputKind kind, CaseTable table, IReadOnlyList<string> classes) => kind switch
    {
        OutputKind.ClassMap => SegmentationFigures.Of(table, classes),
        OutputKind.Tags => TagFigures.Of(table, classes),
        OutputKind.OneBox => OneBoxFigures.Of(table),
        _ => BoxFigures.Of(table, classes),
    };

    /// <summary>The figure that stands for all classes: their mean, or the only one.</summary>
    /// <param name="prefix"><c>baseline.</c>, or nothing.</param>
    public static NamedFigure? OfAll(IReadOnlyList<NamedFigure> figures, ComparedMetric metric, string prefix = "") =>
        new[] { $"{prefix}{metric.Key}.mean", $"{prefix}{metric.Key}", $"{prefix}{metric.Key}.box" }
            .Select(name => figures.FirstOrDefault(figure => figure.Level == metric.Level && figure.Name == name))
            .FirstOrDefault(figure => figure is not null);

    public static NamedFigure? OfClass(IReadOnlyList<NamedFigure> figures, ComparedMetric metric, string name) =>
        figures.FirstOrDefault(figure => figure.Level == metric.Level && figure.Name == $"{metric.Key}.{name}");

    static ComparedMetric Make(OutputKind kind, Known known, FigureLevel level)
    {
        // The unit stands by itself.
        var name = ScoreWording.Metric(known.Key).Split(", ")[0];
        var isOverMany = kind == OutputKind.Tags || known.Levels == OverAll;
        return new ComparedMetric(known.Key, name, level, known.HigherIsBetter, known.IsShare, known.Unit)
        {
            Heading = level switch
            {
                FigureLevel.Patient => $"{name} per patient",
                FigureLevel.Pooled => $"{name} over all {(kind == OutputKind.ClassMap ? "pixels" : kind == OutputKind.Tags ? "answers" : "boxes")}",
                _ => isOverMany ? $"{name} over images" : $"{name} per image",
            },
            IsOverMany = isOverMany,
        };
    }
}
