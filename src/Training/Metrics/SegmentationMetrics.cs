using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Training.Metrics;

/// <summary>
/// Metrics of one image at its own size, by name. For each class: <c>iou dice precision recall specificity</c> (0–1),
/// <c>hd95mm assdmm</c> (millimetres) or, where the pixels' size is not known, <c>hd95px assdpx</c> (pixels),
/// <c>volumedifference</c> ((answer − label) / label), <c>imagesensitivity</c> and <c>imagespecificity</c> (1 or 0: the answer
/// holds the class where the label does, lacks it where the label lacks it), the first four also as <c>baseline.</c>, each also with
/// <c>.mean</c> over the classes that have a value; the counts <c>tp fp fn</c> and <c>baseline.tp baseline.fp baseline.fn</c>;
/// <c>accuracy</c> and <c>pixels</c> of the whole image.
/// </summary>
/// <remarks>
/// Empty-mask rule: where a class is neither in label nor in answer it has no IoU and no Dice, where it is in one of them both
/// are 0. Precision is undefined where nothing is answered, recall and volume difference where nothing is labelled, specificity
/// where the class is everywhere, distances where one of the two is empty. The baseline is compared at the network's input size.
/// </remarks>
static class SegmentationMetrics
{
    static readonly (string Name, Func<PixelCounts, long, double?> Value)[] PerClass =
    [
        ("iou", (counts, _) => counts.Iou),
        ("dice", (counts, _) => counts.Dice),
        ("precision", (counts, _) => counts.Precision),
        ("recall", (counts, _) => counts.Recall),
        ("specificity", (counts, pixels) => counts.Specificity(pixels)),
        ("volumedifference", (counts, _) => counts.VolumeDifference),
        ("imagesensitivity", (counts, _) => counts.Labelled == 0 ? null : AsNumber(counts.Answered > 0)),
        ("imagespecificity", (counts, _) => counts.Labelled > 0 ? null : AsNumber(counts.Answered == 0)),
    ];

    /// <summary>Of the baseline the first ones are told: the others ask for the whole image.</summary>
    const int OfBaseline = 4;

    /// <param name="truth">[rows, columns] class indices.</param>
    /// <param name="answer">Same size.</param>
    /// <param name="baseline">The trivial baseline's pixels of each class; empty when it was not measured.</param>
    public static IReadOnlyDictionary<string, double?> OfImage(
        SampleSpec sample, ReadOnlySpan<byte> truth, ReadOnlySpan<byte> answer, IReadOnlyList<PixelCounts> baseline, IReadOnlyList<ClassDefinition> classes)
    {
        var comparison = LabelmapComparison.Of(truth, answer, classes.Count + 1);
        var values = new Dictionary<string, double?>();
        foreach (var (name, value) in PerClass)
        {
            Add(values, name, classes, position => value(comparison.Classes[classes[position].Index], comparison.Pixels));
        }

        AddDistances(values, sample, truth, answer, classes);
        foreach (var (name, value) in PerClass[..OfBaseline])
        {
            Add(values, $"baseline.{name}", classes, position => value(baseline.ElementAtOrDefault(position), 0));
        }

        foreach (var (position, definition) in classes.Index())
        {
            AddCounts(values, "", definition, comparison.Classes[definition.Index]);
            if (position < baseline.Count)
            {
                AddCounts(values, "baseline.", definition, baseline[position]);
            }
        }

        values["accuracy"] = comparison.Accuracy;
        values["pixels"] = comparison.Pixels;
        return values;
    }

    static void AddDistances(
        Dictionary<string, double?> values, SampleSpec sample, ReadOnlySpan<byte> truth, ReadOnlySpan<byte> answer, IReadOnlyList<ClassDefinition> classes)
    {
        var isKnown = sample is { SpacingRowMm: > 0, SpacingColumnMm: > 0 };
        var spacing = isKnown ? new GridSpacing(1, sample.SpacingRowMm!.Value, sample.SpacingColumnMm!.Value) : GridSpacing.Pixels;
        var unit = isKnown ? "mm" : "px";
        var (inTruth, inAnswer) = (
            ClassExtent.Of(truth, sample.Columns, classes.Count + 1), ClassExtent.Of(answer, sample.Columns, classes.Count + 1));
        var distances = new EdgeDistances?[classes.Count];
        foreach (var (position, definition) in classes.Index())
        {
            var (labelled, answered) = (inTruth[definition.Index], inAnswer[definition.Index]);
            distances[position] = labelled.IsEmpty || answered.IsEmpty
                ? null
                : SurfaceDistances.Of(truth, answer, sample.Columns, (byte)definition.Index, labelled.Join(answered), spacing);
        }

        Add(values, $"hd95{unit}", classes, position => distances[position]?.Hd95);
        Add(values, $"assd{unit}", classes, position => distances[position]?.Assd);
    }

    static void Add(Dictionary<string, double?> values, string name, IReadOnlyList<ClassDefinition> classes, Func<int, double?> value)
    {
        var ofClasses = classes.Select((_, position) => value(position)).ToArray();
        foreach (var (position, definition) in classes.Index())
        {
            values[$"{name}.{definition.Name}"] = ofClasses[position];
        }

        values[$"{name}.mean"] = ofClasses.Average();
    }

    static void AddCounts(Dictionary<string, double?> values, string prefix, ClassDefinition definition, PixelCounts counts)
    {
        values[$"{prefix}tp.{definition.Name}"] = counts.TruePositives;
        values[$"{prefix}fp.{definition.Name}"] = counts.FalsePositives;
        values[$"{prefix}fn.{definition.Name}"] = counts.FalseNegatives;
    }

    static double AsNumber(bool value) => value ? 1 : 0;
}
