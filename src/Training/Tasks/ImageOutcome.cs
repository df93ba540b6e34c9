using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Training.Tasks;

/// <summary>How the model did on one image.</summary>
/// <param name="Sample">Index into the cache.</param>
/// <param name="Values">Metrics by name; null where undefined on this image.</param>
/// <param name="Shown">What stands under the picture: a figure for each class, or one.</param>
/// <param name="Rank">The lower, the worse; null where the image shows nothing.</param>
/// <param name="Answer">Kept where metrics over all images need it; class maps are too large to keep.</param>
sealed record ImageOutcome(
    int Sample,
    IReadOnlyDictionary<string, double?> Values,
    IReadOnlyList<double?> Shown,
    double? Rank,
    Answer? Answer = null);

/// <summary>Truth and answer as a page draws them.</summary>
sealed record OutcomePicture(IReadOnlyList<ClassOutline> Truth, IReadOnlyList<ClassOutline> Prediction, IReadOnlyList<TagOutcome> Tags);
