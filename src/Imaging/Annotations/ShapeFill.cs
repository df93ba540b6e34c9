namespace Studio.Imaging.Annotations;

/// <summary>Which pixels a shape covers.</summary>
public static class ShapeFill
{
    /// <summary>Marks the pixels of a shape.</summary>
    /// <param name="rows">Height of the picture in pixels.</param>
    /// <param name="columns">Width of the picture in pixels.</param>
    /// <returns>[rows, columns], row-major, 1 inside; null where the runs are for a picture of another size.</returns>
    public static byte[]? Fill(LabelShape shape, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(shape);
        byte[] inside = new byte[(long)rows * columns];
        if (shape.Runs is { } runs)
        {
            return shape.Rows == rows && shape.Columns == columns && FillRuns(runs, inside, rows, columns) ? inside : null;
        }

        foreach (double[] polygon in shape.Polygons)
        {
            FillPolygon(polygon, inside, rows, columns);
        }

        return inside;
    }

    private static bool FillRuns(IReadOnlyList<int> runs, byte[] inside, int rows, int columns)
    {
        long position = 0;
        long end = (long)rows * columns;
        for (int index = 0; index < runs.Count; index++)
        {
            long stop = position + runs[index];
            if (runs[index] < 0 || stop > end)
            {
                return false;
            }

            for (; index % 2 == 1 && position < stop; position++)
            {
                inside[(position % rows * columns) + (position / rows)] = 1;
            }

            position = stop;
        }

        return position == end;
    }

    /// <summary>Marks pixels whose centre lies inside by the even-odd rule; a polygon that crosses itself has holes.</summary>
    /// <remarks>
    /// Each edge flips the parity of a row from the first pixel whose centre is not left of the crossing. An edge counts
    /// on the rows whose centre is at or below its upper end and above its lower end, so shared corners count once.
    /// </remarks>
    private static void FillPolygon(double[] polygon, byte[] inside, int rows, int columns)
    {
        var (top, bottom) = RowsOf(polygon, rows);
        if (top >= bottom)
        {
            return;
        }

        int stride = columns + 1;
        byte[] flips = new byte[(long)(bottom - top) * stride];
        double x0 = polygon[^2];
        double y0 = polygon[^1];
        for (int index = 0; index + 1 < polygon.Length; index += 2)
        {
            var (x1, y1) = (polygon[index], polygon[index + 1]);
            int first = FirstCentre(Math.Min(y0, y1), top, bottom);
            int end = FirstCentre(Math.Max(y0, y1), top, bottom);
            for (int row = first; row < end; row++)
            {
                double crossing = x0 + ((row + 0.5 - y0) / (y1 - y0) * (x1 - x0));
                flips[((row - top) * stride) + FirstCentre(crossing, 0, columns)] ^= 1;
            }

            (x0, y0) = (x1, y1);
        }

        for (int row = top; row < bottom; row++)
        {
            byte isInside = 0;
            for (int column = 0; column < columns; column++)
            {
                isInside ^= flips[((row - top) * stride) + column];
                inside[(row * columns) + column] |= isInside;
            }
        }
    }

    private static (int Top, int Bottom) RowsOf(double[] polygon, int rows)
    {
        double top = double.PositiveInfinity;
        double bottom = double.NegativeInfinity;
        for (int index = 1; index < polygon.Length; index += 2)
        {
            top = Math.Min(top, polygon[index]);
            bottom = Math.Max(bottom, polygon[index]);
        }

        return (FirstCentre(top, 0, rows), FirstCentre(bottom, 0, rows));
    }

    /// <summary>The first index in [low, high] whose centre (index + ½) is at or after a position.</summary>
    private static int FirstCentre(double position, int low, int high) => (int)Math.Clamp(Math.Ceiling(position - 0.5), low, high);
}
