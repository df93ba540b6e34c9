using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Statistics;

namespace Studio.Features.Runs;

/// <summary>
/// Metrics named <c>metric.subject</c> (and <c>baseline.metric.subject</c>: what is reached without looking at the image)
/// as a table: a row for each subject, what the run is judged by first. Subjects are classes, other things (the box) and
/// the mean; a metric without a subject is of the whole.
/// </summary>
/// <param name="Primary">Key of the metric with interval and baseline.</param>
/// <param name="Others">Keys of the further columns.</param>
/// <param name="Whole">Figures without a subject.</param>
/// <param name="Hidden">Further metrics that were measured and are not shown.</param>
public sealed record EvaluationTable(
    string Primary,
    IReadOnlyList<string> Others,
    IReadOnlyList<EvaluationRow> Rows,
    IReadOnlyList<(string Name, MetricValue Value)> Whole,
    int Hidden)
{
    const string Mean = "mean";
    const string Baseline = "baseline.";

    /// <summary>What is usually reported beside what the run is judged by; the rest is shown when it is asked for.</summary>
    static readonly HashSet<string> Usual =
    [
        "iou", "dice", "precision", "recall", "hd95mm", "hd95px", "auc", "sensitivity", "specificity", "f1", "accuracy",
        "ap50", "ap5095", "froc", "recall50", "precision50", "falsepositives", "hit50",
    ];

    /// <param name="level">Over what figures are taken; where there are none of it, over images.</param>
    /// <param name="all">Every metric, not only the usual ones.</param>
    public static EvaluationTable From(
        EvaluationResult result, IReadOnlyList<ClassDefinition> classes, ScoreFacts score, FigureLevel level = FigureLevel.Image, bool all = false)
    {
        var measured = MetricsOf(result, level);
        var parts = measured.Where(metric => !metric.Key.StartsWith(Baseline, StringComparison.Ordinal))
            .Select(metric => (Parts: metric.Key.Split('.', 2), metric.Value)).ToList();
        var metrics = parts.Where(metric => metric.Parts.Length > 1).Select(metric => metric.Parts[0]).Distinct().ToList();
        var primary = metrics.Contains(ScoreWording.Key(score)) ? ScoreWording.Key(score) : metrics.FirstOrDefault() ?? ScoreWording.Key(score);
        List<string> others = [.. metrics.Where(metric => metric != primary && (all || Usual.Contains(metric)))];
        var known = parts.Where(metric => metric.Parts.Length > 1).Select(metric => metric.Parts[1]).ToHashSet();
        return new EvaluationTable(
            primary,
            others,
            [.. Subjects(known, classes).Select(subject => Read(measured, result.Patients, primary, others, subject.Key, subject.Name, subject.Class))],
            [.. parts.Where(metric => metric.Parts.Length == 1).Select(metric => (ScoreWording.Metric(metric.Parts[0]), metric.Value))],
            metrics.Count - 1 - others.Count);
    }

    /// <summary>Empty where nothing was measured at that level.</summary>
    public static IReadOnlyDictionary<string, MetricValue> MetricsOf(EvaluationResult result, FigureLevel level) => level switch
    {
        FigureLevel.Patient => result.PerPatient,
        FigureLevel.Pooled => result.Pooled,
        _ => result.Metrics,
    };

    /// <summary>The classes in order if anything is said of one, then what is no class, then the mean where it is of several.</summary>
    static IEnumerable<(string Key, string Name, ClassDefinition? Class)> Subjects(HashSet<string> known, IReadOnlyList<ClassDefinition> classes)
    {
        var areClasses = classes.Any(item => known.Contains(item.Name));
        foreach (var item in areClasses ? classes : [])
            yield return (item.Name, item.Name, item);
        var others = known.Where(subject => subject != Mean && classes.All(item => item.Name != subject)).ToList();
        foreach (var subject in others)
            yield return (subject, char.ToUpperInvariant(subject[0]) + subject[1..], null);
        if (known.Contains(Mean) && (classes.Count > 1 || !areClasses))
            yield return (Mean, "Mean", null);
    }

    static EvaluationRow Read(
        IReadOnlyDictionary<string, MetricValue> measured, int patients, string primary, IReadOnlyList<string> others, string subject, string name,
        ClassDefinition? definition)
    {
        MetricValue? Find(string metric) => measured.GetValueOrDefault($"{metric}.{subject}");
        return new EvaluationRow(
            name,
            definition,
            Find(primary),
            Find(Baseline + primary)?.Mean,
            [.. others.Select(other => new EvaluationFigure(Find(other)?.Mean, Find(Baseline + other)?.Mean))],
            patients >= EvaluationRow.FewestPatients);
    }
}

/// <param name="Value">Null where it is not defined.</param>
/// <param name="Baseline">What is reached without looking at the image; null where that was not measured.</param>
public sealed record EvaluationFigure(double? Value, double? Baseline);

/// <summary>The figures of one class, or of all together.</summary>
/// <param name="Class">Null for what is no class.</param>
/// <param name="Score">What the run is judged by; null where it is not defined, e.g. no image holds the class.</param>
/// <param name="Baseline">What is reached without looking at the image.</param>
/// <param name="Others">In the order of the table's further columns.</param>
public sealed record EvaluationRow(
    string Name,
    ClassDefinition? Class,
    MetricValue? Score,
    double? Baseline,
    IReadOnlyList<EvaluationFigure> Others,
    bool HasInterval)
{
    /// <summary>An interval over fewer patients says more than is known.</summary>
    public const int FewestPatients = 4;

    public string Interval => HasInterval && Score is { } score ? $"{Wording.Score(score.Low)}–{Wording.Score(score.High)}" : "–";
}
