namespace Studio.Imaging.Contours;

/// <summary>Drops corners of an outline that lie close to the line between their neighbours (Douglas and Peucker 1973).</summary>
public static class ContourSimplifier
{
    /// <summary>Simplifies a closed outline; one that would collapse to a line stays as it is.</summary>
    /// <param name="tolerancePixels">Largest distance of a dropped corner from the new outline; 0 keeps everything.</param>
    public static Contour Simplify(Contour contour, double tolerancePixels)
    {
        ArgumentNullException.ThrowIfNull(contour);
        IReadOnlyList<GridPoint> points = contour.Points;
        if (tolerancePixels <= 0 || points.Count <= 4)
        {
            return contour;
        }

        int far = FarthestFromFirst(points);
        var isKept = new bool[points.Count + 1];
        isKept[0] = isKept[far] = true;
        KeepBetween(points, 0, far, tolerancePixels, isKept);
        KeepBetween(points, far, points.Count, tolerancePixels, isKept);
        List<GridPoint> kept = [.. points.Where((_, index) => isKept[index])];
        return kept.Count < 3 ? contour : contour with { Points = kept };
    }

    private static int FarthestFromFirst(IReadOnlyList<GridPoint> points)
    {
        int far = 0;
        double farthest = -1;
        for (int i = 1; i < points.Count; i++)
        {
            double distance = Distance(points[i], points[0], points[0]);
            if (distance > farthest)
            {
                (far, farthest) = (i, distance);
            }
        }

        return far;
    }

    /// <summary>Marks corners between two kept ones; index points.Count stands for the first corner again.</summary>
    private static void KeepBetween(IReadOnlyList<GridPoint> points, int first, int last, double tolerance, bool[] isKept)
    {
        // An explicit stack: outlines of noisy masks are long enough to exhaust the call stack.
        var open = new Stack<(int First, int Last)>();
        open.Push((first, last));
        while (open.TryPop(out var span))
        {
            GridPoint end = points[span.Last % points.Count];
            int split = -1;
            double largest = tolerance;
            for (int i = span.First + 1; i < span.Last; i++)
            {
                double distance = Distance(points[i], points[span.First], end);
                if (distance > largest)
                {
                    (split, largest) = (i, distance);
                }
            }

            if (split >= 0)
            {
                isKept[split] = true;
                open.Push((span.First, split));
                open.Push((split, span.Last));
            }
        }
    }

    /// <summary>Distance from a point to the segment a–b, in pixels.</summary>
    private static double Distance(GridPoint point, GridPoint a, GridPoint b)
    {
        double lengthX = b.X - a.X;
        double lengthY = b.Y - a.Y;
        double squared = (lengthX * lengthX) + (lengthY * lengthY);
        double along = squared == 0 ? 0 : (((point.X - a.X) * lengthX) + ((point.Y - a.Y) * lengthY)) / squared;
        along = Math.Clamp(along, 0, 1);
        return double.Hypot(point.X - a.X - (along * lengthX), point.Y - a.Y - (along * lengthY));
    }
}
