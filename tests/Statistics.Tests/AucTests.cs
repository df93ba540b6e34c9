using Xunit;

namespace Studio.Statistics.Tests;

public sealed class AucTests
{
    [Fact]
    public void Of_FourCases_IsTheShareOfPairsInOrder()
    {
        Assert.Equal(0.75, Auc.Of([0.1, 0.4, 0.35, 0.8], [false, false, true, true]));
        Assert.Equal(0.25, Auc.Of([-0.1, -0.4, -0.35, -0.8], [false, false, true, true]));
    }

    [Fact]
    public void Of_EqualScores_CountHalf()
    {
        Assert.Equal(0.75, Auc.Of([1, 1, 2], [false, true, true]));
        Assert.Equal(0.5, Auc.Of([3, 3, 3, 3], [false, true, true, false]));
    }

    [Fact]
    public void Of_OneKindOfCases_IsNotANumber()
    {
        Assert.Equal(double.NaN, Auc.Of([1, 2], [true, true]));
        Assert.Equal(double.NaN, Auc.Of([], []));
    }

    [Fact]
    public void Of_ScoreThatIsNoNumber_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Auc.Of([1, double.NaN], [true, false]));
        Assert.Throws<ArgumentException>(() => Auc.Of([1], [true, false]));
    }

    /// <summary>Newcombe's method 5, computed by another program.</summary>
    [Fact]
    public void ClusteredOf_CasesApart_AreAsWithoutClusters()
    {
        double[] scores = [.. Enumerable.Range(0, 20)];
        bool[] isPositive = [.. scores.Select(score => score >= 10)];

        var interval = ClusteredAuc.Of(scores, isPositive, [.. Enumerable.Range(0, 20)]);

        Assert.Equal(1, interval.Value, 1e-12);
        Assert.Equal(1, interval.High, 1e-9);
        Assert.Equal(0.800213612881106, interval.Low, 1e-9);
    }

    [Fact]
    public void ClusteredOf_EveryCaseTwiceInItsCluster_IsNoSurer()
    {
        var random = new Random(4);
        double[] scores = [.. Enumerable.Range(0, 40).Select(place => (place % 2) + (2 * random.NextDouble()))];
        bool[] isPositive = [.. scores.Select((_, place) => place % 2 == 1)];
        int[] clusters = [.. Enumerable.Range(0, 40)];

        var once = ClusteredAuc.Of(scores, isPositive, clusters);
        var twice = ClusteredAuc.Of([.. scores, .. scores], [.. isPositive, .. isPositive], [.. clusters, .. clusters]);
        var apart = ClusteredAuc.Of([.. scores, .. scores], [.. isPositive, .. isPositive], [.. Enumerable.Range(0, 80)]);

        Assert.Equal(once.Value, twice.Value, 1e-12);
        Assert.Equal(once.Low, twice.Low, 0.002);
        Assert.Equal(once.High, twice.High, 0.002);
        Assert.True(apart.High - apart.Low < 0.8 * (twice.High - twice.Low));
    }

    [Fact]
    public void ClusteredOf_HigherLevelOrInflation_IsWider()
    {
        double[] scores = [1, 2, 3, 4, 5, 6, 7, 8];
        bool[] isPositive = [false, false, true, false, true, false, true, true];
        int[] clusters = [0, 1, 2, 3, 4, 5, 6, 7];

        var usual = ClusteredAuc.Of(scores, isPositive, clusters);
        var strict = ClusteredAuc.Of(scores, isPositive, clusters, 0.99);
        var inflated = ClusteredAuc.Of(scores, isPositive, clusters, 0.95, OutOfFold.Inflation(5));

        Assert.Equal(13 / 16.0, usual.Value);
        Assert.True(strict.Low < usual.Low && strict.High > usual.High);
        Assert.True(inflated.Low < strict.Low);
    }

    /// <summary>Twelve patients of either kind with one to five pictures each; patients differ more than their pictures.</summary>
    [Fact]
    public void ClusteredOf_FewPatients_HoldsTheTruthInNineteenOfTwenty()
    {
        const int seeds = 1000;
        const double truth = 0.76025;
        var held = Enumerable.Range(0, seeds).Count(seed =>
        {
            var random = new Random(seed);
            var (scores, isPositive, clusters) = (new List<double>(), new List<bool>(), new List<int>());
            for (var patient = 0; patient < 24; patient++)
            {
                var own = (patient % 2) + (0.8 * Gaussian(random));
                for (var picture = random.Next(1, 6); picture > 0; picture--)
                {
                    scores.Add(own + (0.6 * Gaussian(random)));
                    isPositive.Add(patient % 2 == 1);
                    clusters.Add(patient);
                }
            }

            var interval = ClusteredAuc.Of([.. scores], [.. isPositive], [.. clusters]);
            return interval.Low <= truth && interval.High >= truth;
        });

        Assert.InRange(held, 0.93 * seeds, 0.98 * seeds);
    }

    internal static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
