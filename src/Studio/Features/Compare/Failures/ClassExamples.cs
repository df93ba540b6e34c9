using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Compare.Failures;

/// <summary>Images of one class, from the one that the entry is least right about to the one it is most right about.</summary>
/// <param name="Class">Null: the control, images that hold none of the classes.</param>
/// <param name="Images">That hold it.</param>
/// <param name="Figure">Of the class over all images; null where the result does not tell.</param>
/// <param name="Baseline">What is reached without looking at the image.</param>
public sealed record ClassExamples(
    ClassDefinition? Class, int Images, ComparedFigure? Figure, double? Baseline, IReadOnlyList<ClassExample> Examples);

/// <param name="Own">How right the answer about the class is, 0–1; null in the control.</param>
/// <param name="All">The same over all classes; NaN where it is undefined.</param>
public sealed record ClassExample(ImageSummary Image, ImageResult Result, double? Own, double All);

/// <summary>Which of many images stand for all of them.</summary>
public static class EvenSteps
{
    /// <summary>From the least to the greatest value, as many images apart each time, so that good and bad ones are seen as often as they are.</summary>
    /// <param name="ordered">Ascending.</param>
    /// <param name="count">At least one; fewer where there are fewer.</param>
    public static IReadOnlyList<T> Pick<T>(IReadOnlyList<T> ordered, int count)
    {
        ArgumentNullException.ThrowIfNull(ordered);
        return ordered.Count <= count || count < 2
            ? [.. ordered.Take(count)]
            : [.. Enumerable.Range(0, count).Select(step => ordered[(int)Math.Round(step * (ordered.Count - 1.0) / (count - 1))])];
    }
}
