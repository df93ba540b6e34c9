using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Statistics;

namespace Studio.Features.Calibration;

/// <summary>What came of a wish on the validation images.</summary>
/// <param name="Wish">Null: nothing is wished, and there is the curve alone.</param>
/// <param name="Chosen">Null where the wish cannot be met.</param>
/// <param name="Problem">Why not, and the best that can.</param>
/// <param name="Step">What is right and wrong from the threshold on; null without a threshold.</param>
public sealed record ThresholdOutcome(
    ClassDefinition Definition, ThresholdWish? Wish, ClassThreshold? Chosen, string? Problem, AnswerCounts? Counts, AnswerStep? Step)
{
    /// <summary>95 %, with patients as the ones that are drawn; null where answers are pixels or patients are too few.</summary>
    public Interval? Sensitivity { get; init; }

    /// <inheritdoc cref="Sensitivity"/>
    public Interval? Specificity { get; init; }
}
