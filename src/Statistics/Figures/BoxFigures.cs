namespace Studio.Statistics;

/// <summary>
/// Figures of boxes. Over all images: <c>ap50</c>, <c>ap75</c>, <c>ap5095</c> (<see cref="BoxPrecisionFigure"/>), sensitivity at
/// 1/8 to 8 false positives an image <c>froc0125</c>, <c>froc025</c>, <c>froc05</c>, <c>froc1</c>, <c>froc2</c>, <c>froc4</c>,
/// <c>froc8</c> and their mean <c>froc</c> (<see cref="FrocFigure"/>). At the threshold of the answer, over images and
/// patients: <c>recall50</c>, <c>precision50</c>, <c>bestiou</c>, <c>falsepositives</c> (number an image).
/// </summary>
/// <remarks>
/// Of each class, and <c>.mean</c> of them. Pooled are <c>recall50</c> and <c>precision50</c> over all boxes of a class, and the
/// figures over all images for the answers of all classes together, without the name of a class. What the evaluation did not
/// measure is not among them.
/// </remarks>
public static class BoxFigures
{
    static readonly string[] OfImages = ["recall50", "precision50", "bestiou", "falsepositives"];

    static readonly (string Metric, Func<BoxAnswers, IClusteredFigure> Make)[] OfAll =
    [
        ("ap50", answers => new BoxPrecisionFigure(answers, 0, 0)),
        ("ap75", answers => new BoxPrecisionFigure(answers, 5, 5)),
        ("ap5095", answers => new BoxPrecisionFigure(answers, 0, 9)),
        .. FrocFigure.Rates.Select(rate => (
            $"froc{rate.ToString(System.Globalization.CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal)}",
            (Func<BoxAnswers, IClusteredFigure>)(answers => new FrocFigure(answers, [rate])))),
        ("froc", answers => new FrocFigure(answers, FrocFigure.Rates)),
    ];

    /// <summary>At every level they exist at.</summary>
    /// <param name="classes">Names.</param>
    public static IReadOnlyList<NamedFigure> Of(CaseTable table, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(classes);
        return
        [
            .. OfAll.SelectMany(metric => OverAll(table, classes, metric.Metric, metric.Make)),
            .. OfImages.SelectMany(metric => ColumnFigures.ClassMeans(table, metric, classes, metric == "falsepositives" ? FigureScale.Positive : FigureScale.Share)),
            .. Pooled(table, classes, "recall50", (hits, truths, _) => (hits, truths)),
            .. Pooled(table, classes, "precision50", (hits, _, wrong) => (hits, hits + wrong)),
            .. Together(table, classes),
        ];
    }

    static IEnumerable<NamedFigure> OverAll(CaseTable table, IReadOnlyList<string> classes, string metric, Func<BoxAnswers, IClusteredFigure> make)
    {
        List<NamedFigure> figures =
        [
            .. classes.Select(name => (Name: name, Answers: Answers(table, [name]))).Where(entry => entry.Answers is not null)
                .Select(entry => new NamedFigure($"{metric}.{entry.Name}", FigureLevel.Image, make(entry.Answers!), table.Count)),
        ];
        return figures.Count == 0 ? [] : [.. figures, ColumnFigures.Mean(metric, FigureLevel.Image, figures, table.Count)];
    }

    static IEnumerable<NamedFigure> Together(CaseTable table, IReadOnlyList<string> classes) => Answers(table, classes) is { } answers
        ? OfAll.Select(metric => new NamedFigure(metric.Metric, FigureLevel.Pooled, metric.Make(answers), table.Count))
        : [];

    static BoxAnswers? Answers(CaseTable table, IReadOnlyList<string> classes)
    {
        var truths = new double[table.Count];
        Array.Fill(truths, double.NaN);
        List<CaseList> found = [];
        List<CaseList> hits = [];
        foreach (var name in classes)
        {
            if (table.Find($"truths.{name}") is not { } own || table.FindList($"found.{name}") is not { } answers
                || table.FindList($"hits.{name}") is not { } right)
            {
                continue;
            }

            for (var place = 0; place < own.Length; place++)
            {
                truths[place] = double.IsNaN(truths[place]) ? own[place] : truths[place] + (double.IsNaN(own[place]) ? 0 : own[place]);
            }

            found.Add(answers);
            hits.Add(right);
        }

        return found.Count == 0 ? null : new BoxAnswers(
            truths,
            table.Clusters,
            table.Patients.Count,
            new CaseList([.. found.SelectMany(list => list.Cases)], [.. found.SelectMany(list => list.Values)]),
            [.. hits.SelectMany(list => list.Values)]);
    }

    /// <summary>Over all boxes: what was hit is the share of the labelled ones that was.</summary>
    static IEnumerable<NamedFigure> Pooled(
        CaseTable table, IReadOnlyList<string> classes, string metric, Func<double, double, double, (double Part, double Whole)> ratio)
    {
        List<NamedFigure> figures = [];
        foreach (var name in classes)
        {
            if (table.Find($"truths.{name}") is not { } truths || table.Find($"recall50.{name}") is not { } recalls
                || table.Find($"falsepositives.{name}") is not { } wrong)
            {
                continue;
            }

            var (parts, wholes) = (new double[table.Patients.Count], new double[table.Patients.Count]);
            for (var place = 0; place < table.Count; place++)
            {
                if (!double.IsNaN(truths[place] + wrong[place]))
                {
                    var (part, whole) = ratio(truths[place] > 0 ? Math.Round(recalls[place] * truths[place]) : 0, truths[place], wrong[place]);
                    parts[table.Clusters[place]] += part;
                    wholes[table.Clusters[place]] += whole;
                }
            }

            figures.Add(new NamedFigure($"{metric}.{name}", FigureLevel.Pooled, new RatioFigure(parts, wholes, FigureScale.Share), table.Count));
        }

        return figures.Count == 0 ? [] : [.. figures, ColumnFigures.Mean(metric, FigureLevel.Pooled, figures, table.Count)];
    }
}
