using System.Globalization;
using System.Text;
using Studio.Imaging.Labelmaps;

namespace Studio.Imaging.Contours;

/// <summary>Outlines as SVG paths in image coordinates, for drawing with fill-rule evenodd.</summary>
public static class ContourPath
{
    /// <summary>One path per class that occurs, in ascending order of class; background has none.</summary>
    /// <param name="tolerancePixels">See <see cref="ContourSimplifier.Simplify"/>; 0 follows every pixel.</param>
    public static IReadOnlyDictionary<byte, string> PerClass(Labelmap labelmap, double tolerancePixels = 0)
    {
        var paths = new SortedDictionary<byte, StringBuilder>();
        foreach (Contour contour in ContourTracer.Trace(labelmap))
        {
            if (!paths.TryGetValue(contour.Class, out StringBuilder? path))
            {
                paths[contour.Class] = path = new StringBuilder();
            }

            Append(path, ContourSimplifier.Simplify(contour, tolerancePixels).Points);
        }

        return paths.ToDictionary(entry => entry.Key, entry => entry.Value.ToString());
    }

    /// <summary>One outline: absolute start, then relative moves, closed.</summary>
    public static string Of(Contour contour)
    {
        ArgumentNullException.ThrowIfNull(contour);
        var path = new StringBuilder();
        Append(path, contour.Points);
        return path.ToString();
    }

    private static void Append(StringBuilder path, IReadOnlyList<GridPoint> points)
    {
        GridPoint previous = points[0];
        path.Append(CultureInfo.InvariantCulture, $"M{previous.X} {previous.Y}");
        for (int i = 1; i < points.Count; i++)
        {
            int dx = points[i].X - previous.X;
            int dy = points[i].Y - previous.Y;
            if (dy == 0)
            {
                path.Append(CultureInfo.InvariantCulture, $"h{dx}");
            }
            else if (dx == 0)
            {
                path.Append(CultureInfo.InvariantCulture, $"v{dy}");
            }
            else
            {
                path.Append(CultureInfo.InvariantCulture, $"l{dx} {dy}");
            }

            previous = points[i];
        }

        path.Append('z');
    }
}
