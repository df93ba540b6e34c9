using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Training.Tasks;

/// <summary>How the model did on one image after an epoch.</summary>
/// <param name="Sample">Index into the cache.</param>
/// <param name="Shown">What stands under the picture: a figure for each class, or one.</param>
/// <param name="Rank">The lower, the worse; null where the image shows nothing.</param>
/// <param name="Answer">Kept where the score needs all images at once; class maps are too large to keep.</param>
sealed record ImageOutcome(
    int Sample,
    IReadOnlyList<double?> Shown,
    double? Rank,
    Answer? Answer = null);

/// <summary>Truth and answer as a page draws them.</summary>
sealed record OutcomePicture(IReadOnlyList<ClassOutline> Truth, IReadOnlyList<ClassOutline> Prediction, IReadOnlyList<TagOutcome> Tags);
