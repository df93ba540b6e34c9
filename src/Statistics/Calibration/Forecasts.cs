namespace Studio.Statistics;

/// <summary>Probabilities and what became of them.</summary>
static class Forecasts
{
    /// <summary>Copies without the cases whose probability is NaN.</summary>
    /// <exception cref="ArgumentException">Lengths differ, or a probability is outside 0–1.</exception>
    public static (double[] Probabilities, bool[] IsTrue) Known(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> isTrue)
    {
        if (probabilities.Length != isTrue.Length)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities and {isTrue.Length} labels do not belong together.", nameof(isTrue));
        }

        var (values, labels) = (new List<double>(probabilities.Length), new List<bool>(probabilities.Length));
        for (var place = 0; place < probabilities.Length; place++)
        {
            if (probabilities[place] is < 0 or > 1)
            {
                throw new ArgumentException($"{probabilities[place]} is no probability.", nameof(probabilities));
            }

            if (!double.IsNaN(probabilities[place]))
            {
                values.Add(probabilities[place]);
                labels.Add(isTrue[place]);
            }
        }

        return ([.. values], [.. labels]);
    }
}
