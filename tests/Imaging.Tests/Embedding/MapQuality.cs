using Studio.Imaging.Embedding;

namespace Studio.Imaging.Tests.Embedding;

/// <summary>How well a map keeps what it was made from.</summary>
static class MapQuality
{
    /// <summary>
    /// Trustworthiness (Venna and Kaski 2001): 1 when nobody among a point's closest k on the map is far from it in truth; about
    /// 0.5 for places by chance.
    /// </summary>
    public static double Trustworthiness(IReadOnlyList<float[]> truth, IReadOnlyList<MapPlace> map, int k)
    {
        int count = truth.Count;
        double penalty = 0;
        for (int point = 0; point < count; point++)
        {
            int[] inTruth = Order(count, point, other => Distance(truth[point], truth[other]));
            var rank = new int[count];
            foreach ((int place, int other) in inTruth.Index())
            {
                rank[other] = place + 1;
            }

            penalty += Closest(map, point, k).Sum(other => Math.Max(0, rank[other] - k));
        }

        return 1 - (2 * penalty / (count * (double)k * ((2 * count) - (3 * k) - 1)));
    }

    /// <summary>Share of the closest k on the map that are of the point's own kind.</summary>
    public static double Purity(IReadOnlyList<MapPlace> map, Func<int, int> kindOf, int k) =>
        Enumerable.Range(0, map.Count).Average(point => Closest(map, point, k).Average(other => kindOf(other) == kindOf(point) ? 1.0 : 0));

    public static float[] ToPoint(PictureDescriptor picture)
    {
        var point = new float[PictureDescriptor.Length];
        picture.CopyTo(point);
        return point;
    }

    private static int[] Closest(IReadOnlyList<MapPlace> map, int point, int k) =>
        Order(map.Count, point, other => Math.Pow(map[point].X - map[other].X, 2) + Math.Pow(map[point].Y - map[other].Y, 2))[..k];

    private static int[] Order(int count, int point, Func<int, double> distance) =>
        [.. Enumerable.Range(0, count).Where(other => other != point).OrderBy(distance)];

    private static double Distance(float[] left, float[] right) => left.Zip(right, (a, b) => (double)(a - b) * (a - b)).Sum();
}
