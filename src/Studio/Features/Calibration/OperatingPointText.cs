using Studio.Contracts.Packages;
using Studio.Contracts.Projects;

namespace Studio.Features.Calibration;

/// <summary>A stored choice in one line.</summary>
static class OperatingPointText
{
    /// <summary>"Temperature 1.34. Pneumonia from 0.31 on: find at least 0.95 of what is there."</summary>
    public static string Short(OperatingPoint point, IReadOnlyList<ClassDefinition> classes)
    {
        string[] parts =
        [
            .. point.Scaling is { } scaling ? [Scaling(scaling)] : Array.Empty<string>(),
            .. point.Thresholds.Select(chosen =>
                $"{NameOf(chosen.ClassIndex, classes)} from {CalibrationWording.Number(chosen.Threshold)} on: {LowerFirst(CalibrationWording.Goal(chosen.Goal, chosen.Target))}."),
        ];
        return parts.Length == 0 ? "As the training left it." : string.Join(" ", parts);
    }

    public static string Scaling(ProbabilityScaling scaling) => scaling.Method == ProbabilityScalings.Temperature
        ? $"Temperature {CalibrationWording.Number(1 / scaling.Factors[0].Slope)}."
        : "Slope and offset of each class (Platt).";

    public static string NameOf(int classIndex, IReadOnlyList<ClassDefinition> classes) =>
        classes.FirstOrDefault(definition => definition.Index == classIndex)?.Name ?? $"Class {classIndex}";

    static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];
}
