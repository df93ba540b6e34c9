namespace Studio.Features.LabelReview;

/// <summary>
/// Brings the probabilities that a model gives to a class in line with how often the class is there: p' = σ(slope · logit p +
/// shift), fitted by the largest likelihood (Platt, "Probabilistic Outputs for Support Vector Machines", 1999). Of the labels
/// it is fitted on only few are wrong, so that it hardly moves with them.
/// </summary>
/// <param name="Slope">At least 0: 0 where the model's ranking says nothing.</param>
public readonly record struct Recalibration(double Slope, double Shift)
{
    /// <summary>Holds a fit on few labels near the model's own probabilities: variances of 1/4 around a slope of 1 and of 4 around no shift.</summary>
    const double SlopePrecision = 4;
    const double ShiftPrecision = 0.25;

    const int MostSteps = 60;
    const double LargestStep = 1;
    const double Settled = 1e-7;

    /// <summary>Probabilities nearer to 0 and 1 say no more than this.</summary>
    const double Edge = 1e-6;

    /// <summary>Leaves probabilities as they are.</summary>
    public static Recalibration None { get; } = new(1, 0);

    /// <param name="answers">The model's probability (0–1) and whether the label says that the class is there. None: no change.</param>
    public static Recalibration Fit(IReadOnlyCollection<(double Probability, bool IsThere)> answers)
    {
        var (slope, shift) = None;
        for (var step = 0; step < MostSteps; step++)
        {
            var (bySlope, byShift) = (SlopePrecision * (slope - 1), ShiftPrecision * shift);
            var (slopeTwice, both, shiftTwice) = (SlopePrecision, 0.0, ShiftPrecision);
            foreach (var (probability, isThere) in answers)
            {
                var logit = Logit(probability);
                var expected = Sigmoid((slope * logit) + shift);
                var (error, weight) = (expected - (isThere ? 1 : 0), expected * (1 - expected));
                bySlope += error * logit;
                byShift += error;
                slopeTwice += weight * logit * logit;
                both += weight * logit;
                shiftTwice += weight;
            }

            // Newton's step; the priors keep the determinant above 0.
            var determinant = (slopeTwice * shiftTwice) - (both * both);
            var slopeStep = Math.Clamp(((shiftTwice * bySlope) - (both * byShift)) / determinant, -LargestStep, LargestStep);
            var shiftStep = Math.Clamp(((slopeTwice * byShift) - (both * bySlope)) / determinant, -LargestStep, LargestStep);
            (slope, shift) = (Math.Max(0, slope - slopeStep), shift - shiftStep);
            if (Math.Abs(slopeStep) + Math.Abs(shiftStep) < Settled)
                break;
        }

        return new Recalibration(slope, shift);
    }

    /// <summary>0–1, in the same order as the model's own.</summary>
    public double Apply(double probability) => Sigmoid((Slope * Logit(probability)) + Shift);

    static double Logit(double probability)
    {
        var inside = Math.Clamp(probability, Edge, 1 - Edge);
        return Math.Log(inside / (1 - inside));
    }

    static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));
}
