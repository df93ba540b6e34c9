using Studio.Imaging.Similarity;

namespace Studio.Imaging.Embedding;

/// <summary>Of every point the closest others, the closest first; among equally close ones the lower index.</summary>
/// <param name="PerPoint">Neighbours of each point.</param>
/// <param name="Indexes">[points, neighbours].</param>
/// <param name="SquaredDistances">[points, neighbours], ascending, not negative.</param>
internal sealed record NearestNeighbours(int PerPoint, int[] Indexes, float[] SquaredDistances)
{
    /// <summary>Points of one step, after which it is told how far the search is.</summary>
    private const int Step = 256;

    /// <summary>Compares every point with every other; exact.</summary>
    /// <param name="among">Where neighbours are looked for.</param>
    /// <param name="areSame">Whether both are the same points, of which none is its own neighbour.</param>
    /// <param name="perPoint">At most as many as there are others.</param>
    /// <param name="progress">Share that is done, 0–1; called from several threads.</param>
    public static NearestNeighbours Find(
        PointTable points, PointTable among, bool areSame, int perPoint, Action<double>? progress, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(perPoint, areSame ? among.Count - 1 : among.Count);
        var indexes = new int[points.Count * perPoint];
        var distances = new float[points.Count * perPoint];
        float[] lengths = points.SquaredLengths();
        float[] otherLengths = areSame ? lengths : among.SquaredLengths();
        int done = 0;
        Parallel.For(0, (points.Count + Step - 1) / Step, new ParallelOptions { CancellationToken = cancellation }, step =>
        {
            int end = Math.Min(points.Count, (step + 1) * Step);
            for (int point = step * Step; point < end; point++)
            {
                Span<int> closest = indexes.AsSpan(point * perPoint, perPoint);
                Span<float> distance = distances.AsSpan(point * perPoint, perPoint);
                Collect(points[point], lengths[point], among, otherLengths, areSame ? point : -1, closest, distance);
            }

            progress?.Invoke((double)Interlocked.Add(ref done, end - (step * Step)) / points.Count);
        });
        return new NearestNeighbours(perPoint, indexes, distances);
    }

    private static void Collect(
        ReadOnlySpan<float> point, float length, PointTable among, float[] lengths, int self, Span<int> closest, Span<float> distances)
    {
        distances.Fill(float.PositiveInfinity);
        int last = distances.Length - 1;
        for (int other = 0; other < among.Count; other++)
        {
            float distance = Math.Max(0, length + lengths[other] - (2 * Product.Of(point, among[other])));
            if (distance >= distances[last] || other == self)
            {
                continue;
            }

            int place = last;
            for (; place > 0 && distances[place - 1] > distance; place--)
            {
                (distances[place], closest[place]) = (distances[place - 1], closest[place - 1]);
            }

            (distances[place], closest[place]) = (distance, other);
        }
    }
}
