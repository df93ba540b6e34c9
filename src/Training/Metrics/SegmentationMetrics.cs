using Studio.Contracts.Projects;

namespace Studio.Training.Metrics;

/// <summary>
/// Metrics by name: <c>iou.NAME</c>, <c>dice.NAME</c>, <c>precision.NAME</c>, <c>recall.NAME</c>, <c>baseline.iou.NAME</c>
/// for each class, <c>iou.mean</c>, <c>dice.mean</c>, <c>baseline.iou.mean</c> (mean of the class means), <c>accuracy</c>.
/// </summary>
/// <remarks>
/// Every value is a mean over the images on which it is defined: IoU and Dice where the class occurs in label or
/// prediction, precision where it is predicted, recall where it is labelled. A metric that is defined on no image is
/// left out. Intervals: <see cref="ClusteredBootstrap"/>.
/// </remarks>
static class SegmentationMetrics
{
    static readonly (string Name, Func<PixelCounts, double?> Value)[] PerClass =
    [
        ("iou", counts => counts.Iou),
        ("dice", counts => counts.Dice),
        ("precision", counts => counts.Precision),
        ("recall", counts => counts.Recall),
    ];

    public static IReadOnlyList<string> Averaged { get; } = ["iou", "dice", "baseline.iou"];

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
}
