namespace Studio.Statistics;

/// <summary>Probabilities as log-odds and back.</summary>
public static class Logits
{
    /// <summary>Nearer to 0 and 1 than this a probability has no more to say.</summary>
    public const double Least = 1e-12;

    /// <param name="probability">0–1; clipped at <see cref="Least"/> from either end. NaN stays NaN.</param>
    public static double Of(double probability)
    {
        var clipped = double.IsNaN(probability) ? probability : double.Clamp(probability, Least, 1 - Least);
        return Math.Log(clipped) - Math.Log(1 - clipped);
    }

    /// <summary>The probabilities of one choice among classes as logits whose softmax they are.</summary>
    /// <param name="probabilities">[classes], each clipped at <see cref="Least"/> from below.</param>
    public static double[] OfChoice(IReadOnlyList<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        return [.. probabilities.Select(probability => double.IsNaN(probability) ? probability : Math.Log(Math.Max(probability, Least)))];
    }

    /// <summary>The logistic function, without overflow.</summary>
    public static double Probability(double logit) => logit >= 0 ? 1 / (1 + Math.Exp(-logit)) : Math.Exp(logit) / (1 + Math.Exp(logit));

    /// <summary>What a probability becomes when its logit is scaled: slope · logit + offset.</summary>
    public static double Scaled(double probability, double slope, double offset) => Probability((slope * Of(probability)) + offset);

    /// <summary>−log of the probability of a logit, without overflow: log(1 + exp(−logit)).</summary>
    internal static double Surprise(double logit) => Math.Max(0, -logit) + double.LogP1(Math.Exp(-Math.Abs(logit)));

    /// <summary>Log of the sum of exp(scale · logit).</summary>
    internal static double LogSum(ReadOnlySpan<double> logits, double scale)
    {
        var largest = double.NegativeInfinity;
        foreach (var logit in logits)
        {
            largest = Math.Max(largest, scale * logit);
        }

        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += Math.Exp((scale * logit) - largest);
        }

        return largest + Math.Log(sum);
    }
}
