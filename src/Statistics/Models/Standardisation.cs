namespace Studio.Statistics;

/// <summary>Features brought to mean 0 and standard deviation 1; one that never changes becomes 0.</summary>
sealed record Standardisation(double[] Means, double[] Deviations)
{
    public int Count => Means.Length;

    public static Standardisation Of(IReadOnlyList<double[]> rows)
    {
        var size = rows.Count > 0 ? rows[0].Length : 0;
        var means = new double[size];
        var deviations = new double[size];
        for (var feature = 0; feature < size; feature++)
        {
            var mean = rows.Average(row => row[feature]);
            means[feature] = mean;
            deviations[feature] = Math.Sqrt(rows.Average(row => (row[feature] - mean) * (row[feature] - mean)));
        }

        return new Standardisation(means, deviations);
    }

    public double[] Apply(double[] row)
    {
        var standard = new double[row.Length];
        for (var feature = 0; feature < row.Length; feature++)
        {
            // Rounding leaves a little of a feature that is the same everywhere.
            standard[feature] = Deviations[feature] > 1e-12 * Math.Abs(Means[feature]) ? (row[feature] - Means[feature]) / Deviations[feature] : 0;
        }

        return standard;
    }
}

static class ClassWeights
{
    /// <summary>[cases]; both kinds have the same sum, and the mean is 1.</summary>
    public static double[] Of(IReadOnlyList<bool> isPositive)
    {
        var positives = Math.Max(1, isPositive.Count(positive => positive));
        var negatives = Math.Max(1, isPositive.Count - positives);
        return [.. isPositive.Select(positive => isPositive.Count / (2.0 * (positive ? positives : negatives)))];
    }
}
