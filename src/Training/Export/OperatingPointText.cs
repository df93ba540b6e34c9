using Studio.Contracts.Packages;
using Studio.Contracts.Projects;

namespace Studio.Training.Export;

/// <summary>What was chosen on the validation images, in words for whoever gets the package.</summary>
static class OperatingPointText
{
    public static bool IsChosen(OperatingPoint? point) => point is { Scaling: not null } or { Thresholds.Count: > 0 };

    /// <summary>A sentence about the probabilities, then one for each class with a threshold.</summary>
    public static IReadOnlyList<string> Of(OperatingPoint point, IReadOnlyList<ClassDefinition> classes) =>
    [
        .. point.Scaling is { } scaling ? [ScalingText(scaling)] : Array.Empty<string>(),
        .. point.Thresholds.Select(threshold =>
            $"{classes.FirstOrDefault(definition => definition.Index == threshold.ClassIndex)?.Name ?? $"Class {threshold.ClassIndex}"}: {ThresholdText(threshold)}"),
    ];

    static string ScalingText(ProbabilityScaling scaling) => scaling is { Method: ProbabilityScalings.Temperature, Factors.Count: 1 }
        ? FormattableString.Invariant($"Probabilities: logits divided by a temperature of {1 / scaling.Factors[0].Slope:0.00}, fitted on the validation images.")
        : "Probabilities: logits scaled with a slope and an offset of each class (Platt), fitted on the validation images.";

    static string ThresholdText(ClassThreshold chosen)
    {
        var reached = string.Join(", ", Reached(chosen));
        return FormattableString.Invariant($"answered from {chosen.Threshold:0.00##} on: {GoalText(chosen)}")
            + (reached.Length > 0 ? $" (validation: {reached})." : ".");
    }

    static string GoalText(ClassThreshold chosen) => chosen.Goal switch
    {
        ThresholdGoal.Sensitivity => FormattableString.Invariant($"finds at least {chosen.Target:0.00##} of what is there"),
        ThresholdGoal.Specificity => FormattableString.Invariant($"leaves alone at least {chosen.Target:0.00##} of what is not there"),
        ThresholdGoal.Precision => FormattableString.Invariant($"at least {chosen.Target:0.00##} of the answers are right"),
        ThresholdGoal.FalsePositives => FormattableString.Invariant($"at most {chosen.Target:0.###} false boxes an image"),
        ThresholdGoal.Youden => "sensitivity and specificity together as high as possible",
        _ => "a threshold that a person stated",
    };

    static IEnumerable<string> Reached(ClassThreshold chosen)
    {
        var reached = new (string Name, double? Value)[]
        {
            ("sensitivity", chosen.Sensitivity), ("specificity", chosen.Specificity), ("precision", chosen.Precision), ("false boxes an image", chosen.FalsePositives),
        };
        return reached.Where(figure => figure.Value is not null).Select(figure => FormattableString.Invariant($"{figure.Name} {figure.Value:0.00}"));
    }
}
