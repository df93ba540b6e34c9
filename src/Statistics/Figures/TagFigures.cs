namespace Studio.Statistics;

/// <summary>
/// Figures of tags: <c>auc</c>, <c>averageprecision</c>, <c>brier</c> of the probabilities; <c>accuracy</c>,
/// <c>balancedaccuracy</c>, <c>f1</c>, <c>sensitivity</c>, <c>specificity</c>, <c>kappa</c> of the answers; the same of the
/// baseline; <c>accuracy.all</c>, every tag of the image right.
/// </summary>
/// <remarks>
/// Of each tag over all images, and over all patients, each as one case (positive if any image is, probability the largest);
/// <c>.mean</c> is the mean of the tags. Pooled are all answers about all tags together, without the name of a tag. What the
/// evaluation did not measure is not among them.
/// </remarks>
public static class TagFigures
{
    static readonly (string Metric, ConfusionMeasure Measure)[] OfAnswers =
    [
        ("accuracy", ConfusionMeasure.Accuracy),
        ("balancedaccuracy", ConfusionMeasure.BalancedAccuracy),
        ("f1", ConfusionMeasure.F1),
        ("sensitivity", ConfusionMeasure.Sensitivity),
        ("specificity", ConfusionMeasure.Specificity),
        ("kappa", ConfusionMeasure.Kappa),
    ];

    /// <summary>Brier score of saying the share of positives each time, p (1 − p), of cases that are all answered rightly.</summary>
    static readonly ConfusionMeasure PrevalenceBrier =
        new(truths => truths.TruePositives * truths.TrueNegatives / (truths.All * truths.All), truths => truths.All, Scale: FigureScale.Free);

    /// <summary>At every level they exist at.</summary>
    /// <param name="classes">Names of the tags.</param>
    public static IReadOnlyList<NamedFigure> Of(CaseTable table, IReadOnlyList<string> classes)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(classes);
        var tags = classes.Select(name => (Name: name, Cases: TagCases.Of(table, name))).Where(tag => tag.Cases is not null)
            .Select(tag => (tag.Name, Cases: tag.Cases!)).ToList();
        if (tags.Count == 0)
        {
            return [];
        }

        var images = Enumerable.Range(0, table.Count).Count(place => tags.Any(tag => !double.IsNaN(tag.Cases.Truths[place])));
        return
        [
            .. AtLevel(FigureLevel.Image, tags, tag => tag, images),
            .. AtLevel(FigureLevel.Patient, tags, tag => tag.ByPatient(), images),
            .. Figures(TagCases.Together([.. tags.Select(tag => tag.Cases)])).Select(figure => new NamedFigure(figure.Metric, FigureLevel.Pooled, figure.Figure, images)),
        ];
    }

    static IEnumerable<NamedFigure> AtLevel(
        FigureLevel level, IReadOnlyList<(string Name, TagCases Cases)> tags, Func<TagCases, TagCases> taken, int images)
    {
        var cases = tags.Select(tag => (tag.Name, tag.Cases.Count, Taken: taken(tag.Cases))).ToList();
        var figures = cases.SelectMany(tag => Figures(tag.Taken).Select(figure =>
            (figure.Metric, Named: new NamedFigure($"{figure.Metric}.{tag.Name}", level, figure.Figure, tag.Count)))).ToList();
        foreach (var metric in figures.GroupBy(figure => figure.Metric, figure => figure.Named))
        {
            foreach (var figure in metric)
            {
                yield return figure;
            }

            yield return ColumnFigures.Mean(metric.Key, level, metric, images);
        }

        var all = cases.Select(tag => tag.Taken).ToList();
        foreach (var (prefix, right) in new[] { ("", TagCases.AllRight(all, tag => tag.Answers)), ("baseline.", TagCases.AllRight(all, tag => tag.Usual)) })
        {
            if (right is not null)
            {
                yield return new NamedFigure($"{prefix}accuracy.all", level, RatioFigure.OverCases(right, all[0].Clusters, all[0].Patients, FigureScale.Share), images);
            }
        }
    }

    static IEnumerable<(string Metric, IClusteredFigure Figure)> Figures(TagCases cases)
    {
        int[] known = [.. Enumerable.Range(0, cases.Truths.Length).Where(place => !double.IsNaN(cases.Truths[place]))];
        double[] scores = [.. known.Select(place => cases.Scores[place])];
        bool[] truths = [.. known.Select(place => cases.Truths[place] == 1)];
        int[] clusters = [.. known.Select(place => cases.Clusters[place])];
        var isEither = truths.Contains(true) && truths.Contains(false);
        var prevalence = RatioFigure.OverCases(cases.Truths, cases.Clusters, cases.Patients, FigureScale.Share);
        double[] errors = [.. cases.Scores.Zip(cases.Truths, (score, truth) => (score - truth) * (score - truth))];
        yield return ("auc", new AucFigure(scores, truths, clusters, cases.Patients));
        yield return ("baseline.auc", new ConstantFigure(isEither ? 0.5 : double.NaN, cases.Patients));
        yield return ("averageprecision", new AveragePrecisionFigure(scores, truths, clusters, cases.Patients));
        yield return ("baseline.averageprecision", prevalence);
        yield return ("brier", RatioFigure.OverCases(errors, cases.Clusters, cases.Patients, FigureScale.Mean));
        yield return ("baseline.brier", new ConfusionFigure(cases.Confusions(cases.Truths), PrevalenceBrier));
        foreach (var (prefix, answers) in new[] { ("", cases.Answers), ("baseline.", cases.Usual) })
        {
            var counts = answers is null ? [] : cases.Confusions(answers);
            foreach (var (metric, measure) in answers is null ? [] : OfAnswers)
            {
                yield return (prefix + metric, new ConfusionFigure(counts, measure));
            }
        }
    }
}
