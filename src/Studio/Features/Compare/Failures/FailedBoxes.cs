using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Features.Compare.Failures;

/// <summary>Which boxes of an image were missed, and which are false.</summary>
static class FailedBoxes
{
    /// <summary>
    /// As many as the result's figures say, so that picture and figure agree at whatever threshold answers were given: of the
    /// labelled boxes those that the model was least sure of, of the false ones those that it was surest of.
    /// </summary>
    public static IReadOnlyList<BoxJudgement> Of(ImageResult result, IReadOnlyList<ClassDefinition> classes) =>
        [.. classes.SelectMany(item => Missed(result, item).Concat(False(result, item)))];

    static IEnumerable<BoxJudgement> Missed(ImageResult result, ClassDefinition item)
    {
        var labelled = result.Boxes.Where(box => box.IsLabelled && box.Box.ClassIndex == item.Index).ToList();
        var found = result.Values.GetValueOrDefault($"recall50.{item.Name}");
        return found is null ? [] : labelled.OrderBy(box => box.Confidence).Take((int)Math.Round(labelled.Count * (1 - found.Value)));
    }

    static IEnumerable<BoxJudgement> False(ImageResult result, ClassDefinition item) => result.Boxes
        .Where(box => !box.IsLabelled && box.Box.ClassIndex == item.Index).OrderByDescending(box => box.Confidence)
        .Take((int)Math.Round(result.Values.GetValueOrDefault($"falsepositives.{item.Name}") ?? 0));
}
