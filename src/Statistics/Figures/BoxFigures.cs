namespace Studio.Statistics;

/// <summary>
/// Figures of boxes. Over all images: <c>ap50</c>, <c>ap75</c>, <c>ap5095</c> (<see cref="BoxPrecisionFigure"/>), sensitivity at
/// 1/8 to 8 false positives an image <c>froc0125</c>, <c>froc025</c>, <c>froc05</c>, <c>froc1</c>, <c>froc2</c>, <c>froc4</c>,
/// <c>froc8</c> and their mean <c>froc</c> (<see cref="FrocFigure"/>); over patients the mean of each one's own. At the threshold
/// of the answer, over images and patients: <c>recall50</c>, <c>precision50</c>, <c>bestiou</c>, <c>falsepositives</c> (number an
/// image). All of them also as <c>baseline.</c>, of the same box in every image.
/// </summary>
/// <remarks>
/// Of each class, and <c>.mean</c> of them. A patient without a true box has no average precision and no FROC of its own. Pooled
/// are <c>recall50</c> and <c>precision50</c> over all boxes of a class, and the figures over all images for the answers of all
/// classes together, without the name of a class. What the evaluation did not measure is not among them.
/// </remarks>
public static class BoxFigures
{
    const string Baseline = "baseline.";

    /// <summary>Few boxes to an image: the share that is found is 0 or 1 more often than not.</summary>
    static readonly (string Metric, FigureScale Scale)[] OfImages =
    [
        ("recall50", FigureScale.Share), ("precision50", FigureScale.Share), ("bestiou", FigureScale.Mean), ("falsepositives", FigureScale.Positive),
    ];

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
        return [.. From(table, classes, ""), .. From(table, classes, Baseline)];
    }

    /// <summary>A figure over all images of each patient alone, and the mean of the classes.</summary>
    /// <param name="metric">One that is over all images, e.g. <c>ap50</c>.</param>
    /// <returns>[patients], NaN where the patient has no true box; null where it was not measured or is no such figure.</returns>
    public static double[]? ByPatient(CaseTable table, IReadOnlyList<string> classes, string metric)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(classes);
        var make = OfAll.FirstOrDefault(entry => entry.Metric == metric).Make;
        var values = make is null ? [] : classes.Select(name => Answers(table, [name], "")).OfType<BoxAnswers>().Select(answers => OwnBoxFigure.Values(answers, make)).ToList();
        return values.Count == 0 ? null : CaseTable.MeanOf(values, table.Patients.Count);
    }

    static IEnumerable<NamedFigure> From(CaseTable table, IReadOnlyList<string> classes, string prefix) =>
    [
        .. OverAll(table, classes, prefix),
        .. OfImages.SelectMany(metric => ColumnFigures.ClassMeans(table, prefix + metric.Metric, classes, metric.Scale)),
        .. Pooled(table, classes, prefix, "recall50", (hits, truths, _) => (hits, truths)),
        .. Pooled(table, classes, prefix, "precision50", (hits, _, wrong) => (hits, hits + wrong)),
        .. Together(table, classes, prefix),
    ];

    static IEnumerable<NamedFigure> OverAll(CaseTable table, IReadOnlyList<string> classes, string prefix)
    {
        var known = classes.Select(name => (Name: name, Answers: Answers(table, [name], prefix))).Where(entry => entry.Answers is not null).ToList();
        return known.Count == 0 ? [] : OfAll.SelectMany(metric => (IEnumerable<NamedFigure>)
        [
            .. Named(metric.Metric, FigureLevel.Image, metric.Make),
            .. Named(metric.Metric, FigureLevel.Patient, answers => new OwnBoxFigure(answers, metric.Make)),
        ]);

        IEnumerable<NamedFigure> Named(string metric, FigureLevel level, Func<BoxAnswers, IClusteredFigure> figure)
        {
            List<NamedFigure> figures = known.ConvertAll(entry => new NamedFigure($"{prefix}{metric}.{entry.Name}", level, figure(entry.Answers!), table.Count));
            return [.. figures, ColumnFigures.Mean(prefix + metric, level, figures, table.Count)];
        }
    }

    static IEnumerable<NamedFigure> Together(CaseTable table, IReadOnlyList<string> classes, string prefix) =>
        Answers(table, classes, prefix) is { } answers
            ? OfAll.Select(metric => new NamedFigure(prefix + metric.Metric, FigureLevel.Pooled, metric.Make(answers), table.Count))
            : [];

    static BoxAnswers? Answers(CaseTable table, IReadOnlyList<string> classes, string prefix)
    {
        var truths = new double[table.Count];
        Array.Fill(truths, double.NaN);
        List<CaseList> found = [];
        List<CaseList> hits = [];
        foreach (var name in classes)
        {
            if (table.Find($"truths.{name}") is not { } own || Found(table, prefix, name) is not ({ } answers, { } right))
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

    /// <summary>Answers of a class and their hits; the baseline has one in each image, all equally sure.</summary>
    static (CaseList? Found, CaseList? Hits) Found(CaseTable table, string prefix, string name)
    {
        if (prefix.Length == 0)
        {
            return (table.FindList($"found.{name}"), table.FindList($"hits.{name}"));
        }

        if (table.Find($"{prefix}hits.{name}") is not { } bits)
        {
            return (null, null);
        }

        int[] known = [.. Enumerable.Range(0, bits.Length).Where(place => !double.IsNaN(bits[place]))];
        return (new CaseList(known, [.. known.Select(_ => 1.0)]), new CaseList(known, [.. known.Select(place => bits[place])]));
    }

    /// <summary>Over all boxes: what was hit is the share of the labelled ones that was.</summary>
    static IEnumerable<NamedFigure> Pooled(
        CaseTable table, IReadOnlyList<string> classes, string prefix, string metric, Func<double, double, double, (double Part, double Whole)> ratio)
    {
        List<NamedFigure> figures = [];
        foreach (var name in classes)
        {
            if (table.Find($"truths.{name}") is not { } truths || table.Find($"{prefix}recall50.{name}") is not { } recalls
                || table.Find($"{prefix}falsepositives.{name}") is not { } wrong)
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

            figures.Add(new NamedFigure($"{prefix}{metric}.{name}", FigureLevel.Pooled, new RatioFigure(parts, wholes, FigureScale.Share), table.Count));
        }

        return figures.Count == 0 ? [] : [.. figures, ColumnFigures.Mean(prefix + metric, FigureLevel.Pooled, figures, table.Count)];
    }
}
