namespace Studio.Statistics;

/// <param name="Temperature">Logits are divided by it; above 1: the model was too sure.</param>
/// <param name="LossBefore">Mean negative log-likelihood with temperature 1.</param>
/// <param name="LossAfter">The same with the temperature; never more.</param>
/// <param name="Cases">It was fitted on.</param>
public sealed record TemperatureFit(double Temperature, double LossBefore, double LossAfter, int Cases);

/// <summary>
/// One temperature T for all logits (Guo et al., "On calibration of modern neural networks", ICML 2017, 4.2). The loss is convex
/// in 1/T, so where its slope is 0 is the only minimum. Where there is none (every case right, or worse than chance), T is
/// <see cref="Least"/> or <see cref="Most"/>.
/// </summary>
public static class TemperatureScaling
{
    public const double Least = 0.01;
    public const double Most = 100;

    /// <summary>Of one choice among classes (softmax).</summary>
    /// <param name="logits">[cases][classes]; a case with one that is not finite is left out. Of probabilities: <see cref="Logits.OfChoice"/>.</param>
    /// <param name="classes">[cases]; the right one, from 0.</param>
    /// <returns>Null without a case.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a case has no such class.</exception>
    public static TemperatureFit? Fit(IReadOnlyList<double[]> logits, IReadOnlyList<int> classes)
    {
        var known = Choices.Known(logits, classes);
        return Fit(
            known.Count,
            scale => known.Sum(item => Logits.LogSum(item.Values, scale) - (scale * item.Values[item.Class])),
            scale =>
            {
                var (slope, curvature) = (0.0, 0.0);
                foreach (var (values, right) in known)
                {
                    var (mean, variance) = Spread(values, scale);
                    slope += mean - values[right];
                    curvature += variance;
                }

                return (slope, curvature);
            });
    }

    /// <summary>Of answers of yes or no that stand by themselves (sigmoid), of one class or of several together.</summary>
    /// <param name="logits">[answers]; NaN is left out. Of probabilities: <see cref="Logits.Of"/>.</param>
    /// <param name="isPositive">[answers].</param>
    /// <returns>Null without a positive or without a negative one.</returns>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static TemperatureFit? FitIndependent(IReadOnlyList<double> logits, IReadOnlyList<bool> isPositive)
    {
        var known = PlattScaling.Known(logits, isPositive);
        if (!known.Exists(item => item.IsPositive) || !known.Exists(item => !item.IsPositive))
        {
            return null;
        }

        double[] margins = [.. known.Select(item => item.IsPositive ? item.Logit : -item.Logit)];
        return Fit(
            margins.Length,
            scale => margins.Sum(margin => Logits.Surprise(scale * margin)),
            scale =>
            {
                var (slope, curvature) = (0.0, 0.0);
                foreach (var margin in margins)
                {
                    var wrong = Logits.Probability(-scale * margin);
                    slope -= margin * wrong;
                    curvature += margin * margin * wrong * (1 - wrong);
                }

                return (slope, curvature);
            });
    }

    static TemperatureFit? Fit(int cases, Func<double, double> loss, Func<double, (double Slope, double Curvature)> derivatives)
    {
        if (cases == 0)
        {
            return null;
        }

        var temperature = 1 / ConvexMinimum.Of(derivatives, 1 / Most, 1 / Least, start: 1);
        var (before, after) = (loss(1) / cases, loss(1 / temperature) / cases);

        // What is within rounding of no change is no change.
        return after < before ? new TemperatureFit(temperature, before, after, cases) : new TemperatureFit(1, before, before, cases);
    }

    /// <summary>Mean and variance of the logits under the softmax of the scaled ones.</summary>
    static (double Mean, double Variance) Spread(double[] logits, double scale)
    {
        var whole = Logits.LogSum(logits, scale);
        var (mean, square) = (0.0, 0.0);
        foreach (var logit in logits)
        {
            mean += logit * Math.Exp((scale * logit) - whole);
        }

        foreach (var logit in logits)
        {
            square += (logit - mean) * (logit - mean) * Math.Exp((scale * logit) - whole);
        }

        return (mean, square);
    }
}
