using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Training.Metrics;

namespace Studio.Training.Evaluation;

/// <summary>
/// Metrics by name: <c>iou.NAME</c>, <c>dice.NAME</c>, <c>precision.NAME</c>, <c>recall.NAME</c>, <c>baseline.iou.NAME</c>
/// for each class, <c>iou.mean</c>, <c>dice.mean</c>, <c>baseline.iou.mean</c> (mean of the class means), <c>accuracy</c>.
/// </summary>
/// <remarks>
/// Every value is a mean over the images on which it is defined: IoU and Dice where the class occurs in label or
/// prediction, precision where it is predicted, recall where it is labelled. A metric that is defined on no image is
/// left out. Intervals: <see cref="ClusteredBootstrap"/>.
/// </remarks>
static class EvaluationMetrics
{
    static readonly (string Name, Func<PixelCounts, double?> Value)[] PerClass =
    [
        ("iou", counts => counts.Iou),
        ("dice", counts => counts.Dice),
        ("precision", counts => counts.Precision),
        ("recall", counts => counts.Recall),
    ];

    static readonly string[] Averaged = ["iou", "dice", "baseline.iou"];

    /// <summary>All values of one image.</summary>
    /// <param name="baselineIou">IoU of the trivial baseline for each class; empty when it was not measured.</param>
    public static IReadOnlyDictionary<string, double?> OfImage(
        LabelmapComparison comparison, IReadOnlyList<double?> baselineIou, IReadOnlyList<ClassDefinition> classes)
    {
        var values = new Dictionary<string, double?>();
        foreach (var (position, definition) in classes.Index())
        {
            foreach (var (name, value) in PerClass)
            {
                values[$"{name}.{definition.Name}"] = value(comparison.Classes[definition.Index]);
            }

            values[$"baseline.iou.{definition.Name}"] = baselineIou.ElementAtOrDefault(position);
        }

        foreach (var name in Averaged)
        {
            values[$"{name}.mean"] = classes.Average(definition => values[$"{name}.{definition.Name}"]);
        }

        values["accuracy"] = comparison.Accuracy;
        return values;
    }

    /// <summary>Means with intervals over all images.</summary>
    /// <param name="images">Values of each image as <see cref="OfImage"/> gives them, with its patient.</param>
    public static IReadOnlyDictionary<string, MetricValue> Summarise(
        IReadOnlyList<(string PatientKey, IReadOnlyDictionary<string, double?> Values)> images,
        IReadOnlyList<ClassDefinition> classes,
        long seed)
    {
        var metrics = new Dictionary<string, MetricValue>();
        foreach (var name in images[0].Values.Keys)
        {
            var prefix = Array.Find(Averaged, averaged => name == $"{averaged}.mean");
            var series = prefix is null ? [Series(images, name)] : classes.Select(definition => Series(images, $"{prefix}.{definition.Name}"));
            if (ClusteredBootstrap.Estimate([.. series], seed) is { } estimate)
            {
                metrics[name] = estimate;
            }
        }

        return metrics;
    }

    static IReadOnlyList<ClusteredValue> Series(
        IReadOnlyList<(string PatientKey, IReadOnlyDictionary<string, double?> Values)> images, string name) =>
        [.. images.Select(image => new ClusteredValue(image.PatientKey, image.Values[name]))];
}
