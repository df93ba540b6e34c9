using Studio.Imaging.Embedding;

namespace Studio.Imaging.Tests.Embedding;

/// <summary>Each step of the map against the plain way of computing it.</summary>
public sealed class EmbeddingStepsTests
{
    [Fact]
    public void Components_OfAStretchedCloud_AreItsAxes()
    {
        var random = new Random(1);
        // Along (3, 4, 0)/5 ten times as wide as along (-4, 3, 0)/5; nothing along the third.
        float[] values = [.. Enumerable.Range(0, 500).SelectMany(_ =>
        {
            (double along, double across) = (10 * (random.NextDouble() - 0.5), random.NextDouble() - 0.5);
            return new[] { (float)((0.6 * along) - (0.8 * across)) + 7, (float)((0.8 * along) + (0.6 * across)), 2f };
        })];

        var components = PrincipalComponents.Fit(new PointTable(500, 3, values), 3, seed: 5);

        Assert.Equal(0.6, components.Axes[0][0], 2);
        Assert.Equal(0.8, components.Axes[0][1], 2);
        Assert.Equal(-0.8, -Math.Abs(components.Axes[1][0]), 2);
        Assert.All(components.Axes[2], value => Assert.Equal(0, Math.Abs(value) < 1e-3 || Math.Abs(Math.Abs(value) - 1) < 1e-3 ? 0 : value));
        PointTable projected = components.Project(new PointTable(1, 3, [components.Mean[0] + 3, components.Mean[1] + 4, 2]));
        Assert.Equal(5, projected.Values[0], 1);
        Assert.Equal(0, projected.Values[1], 1);
    }

    [Fact]
    public void Neighbours_OfRandomPoints_AreTheClosestOnes()
    {
        PointTable points = Random(300, 8, seed: 2);

        var found = NearestNeighbours.Find(points, points, areSame: true, 7, null, TestContext.Current.CancellationToken);

        for (int point = 0; point < points.Count; point++)
        {
            int self = point;
            int[] expected = [.. Enumerable.Range(0, points.Count).Where(other => other != self)
                .OrderBy(other => SquaredDistance(points, self, other)).Take(7)];
            Assert.Equal(expected, found.Indexes[(7 * point)..(7 * (point + 1))]);
            Assert.Equal(SquaredDistance(points, self, expected[0]), found.SquaredDistances[7 * point], 4);
        }
    }

    [Fact]
    public void Affinities_OfRandomPoints_AddUpAndAreMutual()
    {
        PointTable points = Random(200, 5, seed: 3);
        var closest = NearestNeighbours.Find(points, points, areSame: true, 30, null, TestContext.Current.CancellationToken);

        var affinities = Affinities.Of(closest, 10);

        Assert.Equal(1, affinities.Weights.Sum(weight => (double)weight), 4);
        var pairs = new Dictionary<(int, int), double>();
        for (int point = 0; point < points.Count; point++)
        {
            for (int place = affinities.Starts[point]; place < affinities.Starts[point + 1]; place++)
            {
                pairs[(point, affinities.Others[place])] = pairs.GetValueOrDefault((point, affinities.Others[place])) + affinities.Weights[place];
            }
        }

        Assert.All(pairs, pair => Assert.Equal(pair.Value, pairs[(pair.Key.Item2, pair.Key.Item1)], 9));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(5000)]
    public void Repel_FromTheTree_IsNearlyTheSumOverAllPoints(int count)
    {
        var random = new Random(4);
        float[] places = [.. Enumerable.Range(0, 2 * count).Select(_ => (float)(40 * Math.Pow(random.NextDouble(), 2)))];
        var tree = new ForceTree(count);
        tree.Build(places);

        (double error, double size, double kernelError) = (0, 0, 0);
        for (int point = 0; point < count; point += 7)
        {
            (double x, double y, double kernels) = Exact(places, point);
            (float treeX, float treeY, float treeKernels) = tree.Repel(places[2 * point], places[(2 * point) + 1]);
            error += Math.Pow(treeX - x, 2) + Math.Pow(treeY - y, 2);
            size += (x * x) + (y * y);
            kernelError = Math.Max(kernelError, Math.Abs(treeKernels - kernels) / Math.Max(kernels, 1));
        }

        Assert.True(Math.Sqrt(error) <= 0.03 * Math.Sqrt(size), $"forces are off by {Math.Sqrt(error / Math.Max(size, 1e-9)):P1}");
        Assert.True(kernelError < 0.03, $"kernels are off by {kernelError:P1}");
    }

    [Fact]
    public void Build_AllPointsInOnePlace_PushesNobody()
    {
        float[] places = [.. Enumerable.Repeat(3f, 40)];
        var tree = new ForceTree(20);
        tree.Build(places);

        Assert.Equal((0, 0, 19), tree.Repel(3, 3));
    }

    private static (double X, double Y, double Kernels) Exact(float[] places, int point)
    {
        (double sumX, double sumY, double kernels) = (0, 0, 0);
        for (int other = 0; other < places.Length / 2; other++)
        {
            if (other == point)
            {
                continue;
            }

            (double dx, double dy) = (places[2 * point] - places[2 * other], places[(2 * point) + 1] - places[(2 * other) + 1]);
            double kernel = 1 / (1 + (dx * dx) + (dy * dy));
            (sumX, sumY, kernels) = (sumX + (kernel * kernel * dx), sumY + (kernel * kernel * dy), kernels + kernel);
        }

        return (sumX, sumY, kernels);
    }

    private static PointTable Random(int count, int dimensions, int seed)
    {
        var random = new Random(seed);
        return new PointTable(count, dimensions, [.. Enumerable.Range(0, count * dimensions).Select(_ => random.NextSingle())]);
    }

    private static float SquaredDistance(PointTable points, int left, int right) =>
        points[left].ToArray().Zip(points[right].ToArray(), (a, b) => (a - b) * (a - b)).Sum();
}
