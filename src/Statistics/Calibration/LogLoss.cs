namespace Studio.Statistics;

/// <summary>Mean negative log-likelihood of the truth; ln 2 is what a coin has, 0 is perfect.</summary>
public static class LogLoss
{
    /// <summary>Of one class, yes or no.</summary>
    /// <param name="probabilities">[cases], 0–1, clipped at <see cref="Logits.Least"/>; NaN is left out.</param>
    /// <param name="isPositive">[cases].</param>
    /// <returns>Null without a case.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a probability is outside 0–1.</exception>
    public static double? Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> isPositive)
    {
        var (values, labels) = Forecasts.Known(probabilities, isPositive);
        return values.Length == 0
            ? null
            : values.Zip(labels, (value, label) => -Math.Log(double.Clamp(label ? value : 1 - value, Logits.Least, 1 - Logits.Least))).Average();
    }

    /// <summary>Of one choice among classes.</summary>
    /// <param name="probabilities">[cases][classes], each clipped at <see cref="Logits.Least"/> from below; a case with NaN is left out.</param>
    /// <param name="classes">[cases]; the right one, from 0.</param>
    /// <returns>Null without a case.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a case has no such class.</exception>
    public static double? OfChoice(IReadOnlyList<double[]> probabilities, IReadOnlyList<int> classes)
    {
        var known = Choices.Known(probabilities, classes);
        return known.Count == 0 ? null : known.Average(item => -Math.Log(Math.Max(item.Values[item.Class], Logits.Least)));
    }
}
