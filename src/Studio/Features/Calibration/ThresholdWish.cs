using Studio.Contracts.Packages;

namespace Studio.Features.Calibration;

/// <summary>What a class's threshold is to reach.</summary>
/// <param name="Target">Of the goal: a share, false boxes an image, or the threshold itself; 0 of <see cref="ThresholdGoal.Youden"/>.</param>
public sealed record ThresholdWish(int ClassIndex, ThresholdGoal Goal, double Target)
{
    public const double MostFalseBoxes = 1000;

    /// <summary>What is usual for a goal, before a person says another.</summary>
    public static double UsualTarget(ThresholdGoal goal) => goal switch
    {
        ThresholdGoal.Sensitivity or ThresholdGoal.Specificity => 0.95,
        ThresholdGoal.Precision => 0.9,
        ThresholdGoal.FalsePositives => 1,
        ThresholdGoal.Stated => 0.5,
        _ => 0,
    };

    /// <summary>Why the target is none; null when it is one.</summary>
    public string? Fault => Goal switch
    {
        ThresholdGoal.Youden => null,
        ThresholdGoal.FalsePositives => Target is > 0 and <= MostFalseBoxes ? null : $"False boxes an image: give a number above 0, at most {MostFalseBoxes:0}.",
        ThresholdGoal.Stated => Target is > 0 and <= 1 ? null : "A threshold lies above 0 and is at most 1.",
        _ => Target is > 0 and <= 1 ? null : "Give a share above 0, at most 1, such as 0.95.",
    };
}
