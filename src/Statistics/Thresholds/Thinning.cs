namespace Studio.Statistics;

/// <summary>Leaves out the points of a curve that a line between others passes anyway.</summary>
static class Thinning
{
    /// <summary>What lies on the line but for rounding.</summary>
    const double Nothing = 1e-12;

    /// <summary>
    /// The ends stay, and then, again and again, the point that lies farthest from the line drawn so far (Douglas and Peucker,
    /// Cartographica 10:112, 1973, with a number of points in place of a distance).
    /// </summary>
    /// <param name="most">From 2.</param>
    public static IReadOnlyList<CurvePoint> Thin(IReadOnlyList<CurvePoint> points, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        if (points.Count <= 2)
        {
            return points;
        }

        var kept = new SortedSet<int> { 0, points.Count - 1 };
        var open = new PriorityQueue<(int First, int Farthest, int Last), double>();
        Open(0, points.Count - 1);
        while (kept.Count < most && open.TryDequeue(out var part, out _))
        {
            kept.Add(part.Farthest);
            Open(part.First, part.Farthest);
            Open(part.Farthest, part.Last);
        }

        return [.. kept.Select(place => points[place])];

        void Open(int first, int last)
        {
            var (farthest, distance) = (-1, Nothing);
            for (var place = first + 1; place < last; place++)
            {
                var here = Distance(points[place], points[first], points[last]);
                (farthest, distance) = here > distance ? (place, here) : (farthest, distance);
            }

            if (farthest >= 0)
            {
                open.Enqueue((first, farthest, last), -distance);
            }
        }
    }

    /// <summary>From a point to the line between two others, or to the first where the two are one.</summary>
    static double Distance(CurvePoint point, CurvePoint from, CurvePoint to)
    {
        var (x, y) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt((x * x) + (y * y));
        return length == 0
            ? Math.Sqrt(((point.X - from.X) * (point.X - from.X)) + ((point.Y - from.Y) * (point.Y - from.Y)))
            : Math.Abs((x * (point.Y - from.Y)) - (y * (point.X - from.X))) / length;
    }
}
