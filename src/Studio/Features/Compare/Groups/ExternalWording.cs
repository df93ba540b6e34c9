using Studio.Features.Shell;

namespace Studio.Features.Compare.Groups;

/// <summary>What is left of a figure on images from elsewhere, in words.</summary>
public static class ExternalWording
{
    /// <summary>"On the images from MIAS it does worse: IoU 0.81 instead of 0.90 (−0.13 to −0.05)."</summary>
    public static string Sentence(ComparedMetric metric, ExternalFigure external, ComparedFigure inside)
    {
        if (!external.Figure.IsDefined || !inside.IsDefined)
            return $"On the images from {external.From} the figure is not defined.";
        var figures = $"{metric.Name} {Number(metric, external.Figure.Value)} instead of {Number(metric, inside.Value)}";
        if (external.Change is not { } change)
            return $"On the images from {external.From}: {figures}. The patients are too few to say whether that is chance.";
        var range = $"({CompareWording.Difference(metric, change.Low)} to {CompareWording.Difference(metric, change.High)})";
        if (!external.IsReal)
            return $"On the images from {external.From} there is no evidence of a change: {figures}, a difference of {CompareWording.Difference(metric, change.Value)} {range}.";
        return $"On the images from {external.From} it does {(change.Value > 0 == metric.HigherIsBetter ? "better" : "worse")}: {figures}, a difference of {CompareWording.Difference(metric, change.Value)} {range}.";
    }

    /// <summary>Images that took no part, and why; empty where all did.</summary>
    public static string LeftOut(ExternalFigure external) => string.Join(" ", ((string?[])
    [
        external.LeftOut == 0 ? null : $"{Wording.Count(external.LeftOut, "image was", "images were")} left out: the run has learned from their patients.",
        external.Shared == 0 ? null : $"{Wording.Count(external.Shared, "image was", "images were")} left out: their patients are among the internal ones.",
    ]).OfType<string>());

    static string Number(ComparedMetric metric, double value) =>
        metric.Unit.Length == 0 ? CompareWording.Figure(metric, value) : $"{CompareWording.Figure(metric, value)} {metric.Unit}";
}
