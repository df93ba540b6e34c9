using Xunit;

namespace Studio.Statistics.Tests;

public sealed class ClusterDrawsTests
{
    /// <summary>Computed by another program from the generators' published definitions.</summary>
    [Fact]
    public void Create_Seed_DrawsTheSameOnEveryMachine()
    {
        var draws = ClusterDraws.Create(6, 3, 7);
        Assert.Equal([0, 1, 0, 0, 1, 4], draws.Weights(0).ToArray());
        Assert.Equal([3, 0, 1, 1, 1, 0], draws.Weights(1).ToArray());
        Assert.Equal([0, 1, 2, 1, 0, 2], draws.Weights(2).ToArray());
        Assert.Equal([1, 2, 0, 1, 2, 0], ClusterDraws.Create(6, 3, -3).Weights(0).ToArray());
    }

    [Fact]
    public void Weights_OfManyDraws_AreAsManyAsClustersAndScatterAsChanceDoes()
    {
        const int Clusters = 30;
        var draws = ClusterDraws.Create(Clusters, 4000, 1);
        var counts = new double[Clusters];
        var squares = 0.0;
        for (var resample = 0; resample < draws.Count; resample++)
        {
            var weights = draws.Weights(resample).ToArray();
            Assert.Equal(Clusters, weights.Sum(weight => weight));
            foreach (var (cluster, weight) in weights.Index())
            {
                counts[cluster] += weight;
                squares += (weight - 1.0) * (weight - 1.0);
            }
        }

        // Of each cluster the mean is 1 ± 4 standard errors, and the variance of all is 1 − 1/n.
        Assert.All(counts, count => Assert.InRange(count / draws.Count, 0.94, 1.06));
        Assert.Equal(1 - (1.0 / Clusters), squares / draws.Count / Clusters, 0.02);
    }

    [Fact]
    public void Create_OneOrNoCluster_DrawsTheWhole()
    {
        Assert.Equal([1], ClusterDraws.Create(1, 2, 5).Weights(1).ToArray());
        Assert.True(ClusterDraws.Create(0, 2, 5).Weights(1).IsEmpty);
    }

    [Fact]
    public void Weights_OutsideOfWhatWasDrawn_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterDraws.Create(2, 3, 1).Weights(3).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterDraws.Create(2, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterDraws.Create(int.MaxValue, 3, 1));
    }
}
