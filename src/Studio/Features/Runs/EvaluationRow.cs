using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Shell;

namespace Studio.Features.Runs;

/// <summary>One class of an evaluation, or the mean of the classes.</summary>
/// <param name="Class">Null for the mean.</param>
/// <param name="Iou">Null where no image holds the class.</param>
/// <param name="Baseline">IoU that is reached without looking at the image.</param>
public sealed record EvaluationRow(
    string Name,
    ClassDefinition? Class,
    MetricValue? Iou,
    MetricValue? Dice,
    double? Baseline,
    bool HasInterval)
{
    /// <summary>An interval over fewer patients says more than is known.</summary>
    public const int FewestPatients = 4;

    public string Interval => HasInterval && Iou is { } iou ? $"{Wording.Score(iou.Low)}–{Wording.Score(iou.High)}" : "–";

    /// <summary>The classes in order, then the mean where there is more than one.</summary>
    public static IReadOnlyList<EvaluationRow> From(EvaluationResult result, IReadOnlyList<ClassDefinition> classes)
    {
        var rows = classes.Select(item => Read(result, item.Name, item.Name, item)).ToList();
        if (classes.Count > 1)
            rows.Add(Read(result, "Mean", "mean", null));
        return rows;
    }

    static EvaluationRow Read(EvaluationResult result, string name, string key, ClassDefinition? definition)
    {
        MetricValue? Find(string metric) => result.Metrics.GetValueOrDefault($"{metric}.{key}");
        return new EvaluationRow(
            name, definition, Find("iou"), Find("dice"), Find("baseline.iou")?.Mean, result.Patients >= FewestPatients);
    }
}
