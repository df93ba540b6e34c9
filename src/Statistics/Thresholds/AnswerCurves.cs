namespace Studio.Statistics;

/// <param name="Threshold">Answered where the probability is at least this; +∞ where nothing is answered.</param>
public readonly record struct CurvePoint(double X, double Y, double Threshold);

/// <summary>Curves over all thresholds, for drawing: figures are taken from all cases, not from these points.</summary>
public static class AnswerCurves
{
    /// <summary>More points than this are not told apart on a screen.</summary>
    public const int MostPoints = 200;

    /// <summary>Sensitivity over 1 − specificity, from (0, 0) to (1, 1).</summary>
    /// <returns>Empty without counts, and where there is no number of negatives (boxes).</returns>
    public static IReadOnlyList<CurvePoint> Roc(AnswerCounts? counts, int most = MostPoints)
    {
        if (counts is null || counts.Steps.Any(step => step.TrueNegatives is null))
        {
            return [];
        }

        var points = new List<CurvePoint> { new(0, 0, double.PositiveInfinity) };
        points.AddRange(counts.Steps.Select(step => new CurvePoint(
            (double)step.FalsePositives / (step.FalsePositives + step.TrueNegatives!.Value),
            (double)step.TruePositives / (step.TruePositives + step.FalseNegatives),
            step.Threshold)));
        if (points[^1] is not { X: 1, Y: 1 })
        {
            points.Add(new CurvePoint(1, 1, 0));
        }

        return Thinning.Thin(points, most);
    }

    /// <summary>Precision over sensitivity, from the surest answers on; to be drawn in steps.</summary>
    /// <returns>Empty without counts.</returns>
    public static IReadOnlyList<CurvePoint> PrecisionRecall(AnswerCounts? counts, int most = MostPoints) =>
        Thinning.Thin(
            [
                .. (counts?.Steps ?? []).Where(step => step.TruePositives + step.FalsePositives > 0).Select(step => new CurvePoint(
                    (double)step.TruePositives / (step.TruePositives + step.FalseNegatives),
                    (double)step.TruePositives / (step.TruePositives + step.FalsePositives),
                    step.Threshold)),
            ],
            most);

    /// <summary>Sensitivity over false boxes an image (free-response ROC; Bunch et al., Proc SPIE 127:124, 1977).</summary>
    /// <returns>Empty without counts, and where the answers are not boxes.</returns>
    public static IReadOnlyList<CurvePoint> FreeResponse(AnswerCounts? counts, int most = MostPoints) =>
        counts?.Images is not { } images
            ? []
            : Thinning.Thin(
                [
                    new CurvePoint(0, 0, double.PositiveInfinity),
                    .. counts.Steps.Select(step => new CurvePoint(
                        (double)step.FalsePositives / images,
                        (double)step.TruePositives / (step.TruePositives + step.FalseNegatives),
                        step.Threshold)),
                ],
                most);
}
