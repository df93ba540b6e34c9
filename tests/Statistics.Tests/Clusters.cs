namespace Studio.Statistics.Tests;

/// <summary>Made-up patients with unequal numbers of images whose scores resemble each other.</summary>
sealed class Clusters(int seed)
{
    const double Alike = 0.7;
    readonly Random random = new(seed);

    /// <summary>[images]; patient of each: from 2 to 30 images, 5 on average, most have few.</summary>
    public int[] Draw(int patients) =>
        [.. Enumerable.Range(0, patients).SelectMany(patient => Enumerable.Repeat(patient, Math.Min(30, 2 + Geometric(0.25))))];

    /// <summary>[images]; normal, with half of the variance shared by the images of a patient.</summary>
    public double[] Scores(int[] clusters)
    {
        double[] own = [.. Enumerable.Range(0, clusters[^1] + 1).Select(_ => Standard())];
        return [.. clusters.Select(patient => (Alike * own[patient]) + (Math.Sqrt(1 - (Alike * Alike)) * Standard()))];
    }

    /// <summary>0–1, skewed to the left as Dice is: a power of a share that is uniform.</summary>
    public static double Dice(double score) => 1 - Math.Pow(1 - Share(score), 3);

    public double Standard() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public bool Chance(double share) => random.NextDouble() < share;

    public double Uniform() => random.NextDouble();

    int Geometric(double share) => (int)(Math.Log(1 - random.NextDouble()) / Math.Log(1 - share));

    static double Share(double score) => 0.5 * (1 + Erf(score / Math.Sqrt(2)));

    /// <summary>Abramowitz and Stegun 7.1.26, good to 1.5e-7.</summary>
    static double Erf(double x)
    {
        var t = 1 / (1 + (0.3275911 * Math.Abs(x)));
        var tail = ((((((((1.061405429 * t) - 1.453152027) * t) + 1.421413741) * t) - 0.284496736) * t) + 0.254829592) * t * Math.Exp(-x * x);
        return Math.Sign(x) * (1 - tail);
    }
}
