using Studio.Imaging.Labelmaps;

namespace Studio.Imaging.Contours;

/// <summary>Finds the closed outlines of all classes by following the cracks between pixels.</summary>
/// <remarks>
/// The class is kept on the right hand. Pixels that touch only at a corner are separate (4-connected), so outlines
/// never cross themselves. Every outline runs to the right along the top of some pixel, so the tops not yet passed
/// are the places where outlines start; one pass over the image finds all of them.
/// </remarks>
public sealed class ContourTracer
{
    private readonly Labelmap _labelmap;
    private readonly bool[] _passedTops;

    private ContourTracer(Labelmap labelmap)
    {
        _labelmap = labelmap;
        _passedTops = new bool[labelmap.Classes.Length];
    }

    /// <summary>All outlines, ordered by their topmost, leftmost start; an empty labelmap has none.</summary>
    public static IReadOnlyList<Contour> Trace(Labelmap labelmap)
    {
        ArgumentNullException.ThrowIfNull(labelmap);
        return new ContourTracer(labelmap).TraceAll();
    }

    private List<Contour> TraceAll()
    {
        var contours = new List<Contour>();
        int columns = _labelmap.Columns;
        byte[] classes = _labelmap.Classes;
        for (int index = 0; index < classes.Length; index++)
        {
            byte value = classes[index];
            bool isTop = value != 0 && (index < columns || classes[index - columns] != value);
            if (isTop && !_passedTops[index])
            {
                contours.Add(TraceOne(value, index % columns, index / columns));
            }
        }

        return contours;
    }

    private Contour TraceOne(byte value, int startX, int startY)
    {
        // The first top of an outline in reading order always begins at one of its corners.
        List<GridPoint> points = [new GridPoint(startX, startY)];
        (int x, int y) = (startX, startY);
        (int dx, int dy) = (1, 0);
        long doubledArea = 0;
        while (true)
        {
            if (dx == 1)
            {
                _passedTops[(y * _labelmap.Columns) + x] = true;
            }

            doubledArea += ((long)x * dy) - ((long)y * dx);
            (x, y) = (x + dx, y + dy);
            (int nextX, int nextY) = NextDirection(value, x, y, dx, dy);
            if (x == startX && y == startY && nextX == 1)
            {
                return new Contour(value, doubledArea < 0, points);
            }

            if (nextX != dx)
            {
                points.Add(new GridPoint(x, y));
            }

            (dx, dy) = (nextX, nextY);
        }
    }

    /// <summary>Right where the class ends, left where it bulges, else straight on.</summary>
    private (int X, int Y) NextDirection(byte value, int x, int y, int dx, int dy)
    {
        (int rightX, int rightY) = (-dy, dx);
        if (!IsClass(value, x, y, dx + rightX, dy + rightY))
        {
            return (rightX, rightY);
        }

        return IsClass(value, x, y, dx - rightX, dy - rightY) ? (-rightX, -rightY) : (dx, dy);
    }

    /// <summary>Whether the pixel that lies diagonally from a grid corner has the class.</summary>
    private bool IsClass(byte value, int x, int y, int diagonalX, int diagonalY)
    {
        int column = diagonalX > 0 ? x : x - 1;
        int row = diagonalY > 0 ? y : y - 1;
        return (uint)column < (uint)_labelmap.Columns
            && (uint)row < (uint)_labelmap.Rows
            && _labelmap.Classes[(row * _labelmap.Columns) + column] == value;
    }
}
