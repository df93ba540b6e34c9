namespace Studio.Statistics;

/// <summary>
/// Figures of class maps: <c>iou</c>, <c>dice</c>, <c>precision</c>, <c>recall</c>, <c>specificity</c> (0–1), distances of
/// outlines in millimetres (<c>hd95mm</c>, <c>assdmm</c>) or pixels (<c>hd95px</c>, <c>assdpx</c>), <c>volumedifference</c>
/// (signed share), <c>imagesensitivity</c>, <c>imagespecificity</c> of each class and their means over classes;
/// <c>accuracy</c>; the first four also as <c>baseline.</c>. What the evaluation did not measure is not among them.
/// </summary>
/// <remarks>Empty masks: an image with the class in neither label nor answer takes no part in IoU and Dice; with it in one, it counts 0.</remarks>
public static class SegmentationFigures
{
    static readonly string[] Means = ["iou", "dice", "precision", "recall", "specificity", "baseline.iou", "baseline.dice", "baseline.precision", "baseline.recall"];

    static readonly string[] Shares = ["imagesensitivity", "imagespecificity"];

    static readonly string[] Distances = ["hd95mm", "hd95px", "assdmm", "assdpx"];

    static readonly (string Metric, ConfusionMeasure Measure)[] OfPixels =
    [
        ("iou", ConfusionMeasure.Iou),
        ("dice", ConfusionMeasure.F1),
        ("precision", ConfusionMeasure.Precision),
        ("recall", ConfusionMeasure.Sensitivity),
        ("specificity", ConfusionMeasure.Specificity),
        ("volumedifference", ConfusionMeasure.VolumeDifference),
    ];

    /// <summary>At every level they exist at; of pixels all of a class together.</summary>
    /// <param name="classes">Names, without the background.</param>
    public static IReadOnlyList<NamedFigure> Of(CaseTable table, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(classes);
        return
        [
            .. Means.SelectMany(metric => ColumnFigures.ClassMeans(table, metric, classes, FigureScale.Mean)),
            .. Shares.SelectMany(metric => ColumnFigures.ClassMeans(table, metric, classes, FigureScale.Share)),
            .. Distances.SelectMany(metric => ColumnFigures.ClassMeans(table, metric, classes, FigureScale.Positive)),
            .. ColumnFigures.ClassMeans(table, "volumedifference", classes, FigureScale.Free),
            .. ColumnFigures.Means(table, "accuracy", FigureScale.Mean),
            .. Pooled(table, classes, "", OfPixels),
            .. Pooled(table, classes, "baseline.", OfPixels[..4]),
            .. PooledAccuracy(table),
        ];
    }

    static IEnumerable<NamedFigure> Pooled(
        CaseTable table, IReadOnlyList<string> classes, string prefix, IReadOnlyList<(string Metric, ConfusionMeasure Measure)> metrics)
    {
        var counts = classes.Select(name => (Name: name, Counts: Counts(table, prefix, name))).Where(entry => entry.Counts is not null).ToList();
        if (counts.Count == 0)
        {
            yield break;
        }

        foreach (var (metric, measure) in metrics.Where(metric => metric.Metric != "specificity" || table.Find("pixels") is not null))
        {
            List<NamedFigure> figures =
            [
                .. counts.Select(entry => new NamedFigure(
                    $"{prefix}{metric}.{entry.Name}", FigureLevel.Pooled, new ConfusionFigure(entry.Counts!, measure), Known(table, $"{prefix}tp.{entry.Name}"))),
            ];
            foreach (var figure in figures)
            {
                yield return figure;
            }

            yield return ColumnFigures.Mean(prefix + metric, FigureLevel.Pooled, figures, figures.Max(figure => figure.Cases));
        }
    }

    /// <summary>[patients]; null where pixels were not counted.</summary>
    static Confusion[]? Counts(CaseTable table, string prefix, string name)
    {
        if (table.Find($"{prefix}tp.{name}") is not { } hits
            || table.Find($"{prefix}fp.{name}") is not { } extra
            || table.Find($"{prefix}fn.{name}") is not { } missed)
        {
            return null;
        }

        var pixels = table.Find("pixels");
        var counts = new Confusion[table.Patients.Count];
        for (var place = 0; place < table.Count; place++)
        {
            var part = hits[place] + extra[place] + missed[place];
            var whole = pixels is null ? part : pixels[place];
            if (double.IsNaN(part + whole))
            {
                continue;
            }

            ref var count = ref counts[table.Clusters[place]];
            count = new Confusion(
                count.TruePositives + hits[place], count.FalsePositives + extra[place], count.FalseNegatives + missed[place],
                count.TrueNegatives + whole - part);
        }

        return counts;
    }

    static IEnumerable<NamedFigure> PooledAccuracy(CaseTable table)
    {
        if (table.Find("accuracy") is not { } shares || table.Find("pixels") is not { } pixels)
        {
            yield break;
        }

        var (right, all) = (new double[table.Patients.Count], new double[table.Patients.Count]);
        for (var place = 0; place < table.Count; place++)
        {
            if (!double.IsNaN(shares[place] * pixels[place]))
            {
                right[table.Clusters[place]] += shares[place] * pixels[place];
                all[table.Clusters[place]] += pixels[place];
            }
        }

        yield return new NamedFigure("accuracy", FigureLevel.Pooled, new RatioFigure(right, all, FigureScale.Share), Known(table, "accuracy"));
    }

    static int Known(CaseTable table, string name) => table.Find(name)!.Count(value => !double.IsNaN(value));
}
