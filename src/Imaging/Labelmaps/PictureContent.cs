using Studio.Imaging.Similarity;

namespace Studio.Imaging.Labelmaps;

/// <summary>What of a picture shows something: without a frame of one value, and without the dark surroundings of a body.</summary>
/// <param name="Area">Without rows and columns at the edges that hold one value alone.</param>
/// <param name="Outside">[rows, columns], true where it is dark and connected to the picture's edge; empty where there is no such background.</param>
public sealed record PictureContent(ContentArea Area, bool[] Outside)
{
    /// <summary>Of the range from darkest to brightest. Air and padding lie below; noise of a scanner's background mostly does.</summary>
    private const float DarkShare = 0.02f;

    /// <summary>Of the edge's pixels. Where less of it is dark, the body reaches the edge and there is no background to speak of.</summary>
    private const double LeastDarkEdge = 0.25;

    /// <param name="isDarkBright">Whether low values are shown bright (MONOCHROME1).</param>
    public static PictureContent Of(GreyPicture picture, bool isDarkBright)
    {
        ArgumentNullException.ThrowIfNull(picture);
        float[] values = isDarkBright ? Array.ConvertAll(picture.Values, value => -value) : picture.Values;
        return new PictureContent(FindArea(values, picture.Rows, picture.Columns), FindOutside(values, picture.Rows, picture.Columns));
    }

    private static ContentArea FindArea(float[] values, int rows, int columns)
    {
        (int top, int bottom, int left, int right) = (0, rows, 0, columns);
        while (top < bottom && IsPlain(top * columns, columns, 1))
        {
            top++;
        }

        while (bottom > top && IsPlain((bottom - 1) * columns, columns, 1))
        {
            bottom--;
        }

        while (left < right && IsPlain(left, rows, columns))
        {
            left++;
        }

        while (right > left && IsPlain(right - 1, rows, columns))
        {
            right--;
        }

        return top == bottom || left == right ? ContentArea.Whole(rows, columns) : new ContentArea(left, top, right, bottom);

        bool IsPlain(int first, int count, int step)
        {
            for (int place = 1; place < count; place++)
            {
                if (values[first + (place * step)] != values[first])
                {
                    return false;
                }
            }

            return true;
        }
    }

    private static bool[] FindOutside(float[] values, int rows, int columns)
    {
        (float darkest, float brightest) = (values.Min(), values.Max());
        float limit = darkest + (DarkShare * (brightest - darkest));
        int[] edge = [.. EdgeOf(rows, columns).Where(pixel => values[pixel] <= limit)];
        if (edge.Length < LeastDarkEdge * 2 * (rows + columns - 2) || darkest == brightest)
        {
            return [];
        }

        var outside = new bool[values.Length];
        var open = new Stack<int>(edge);
        while (open.TryPop(out int pixel))
        {
            if (outside[pixel] || values[pixel] > limit)
            {
                continue;
            }

            outside[pixel] = true;
            int column = pixel % columns;
            if (column > 0)
            {
                open.Push(pixel - 1);
            }

            if (column < columns - 1)
            {
                open.Push(pixel + 1);
            }

            if (pixel >= columns)
            {
                open.Push(pixel - columns);
            }

            if (pixel < values.Length - columns)
            {
                open.Push(pixel + columns);
            }
        }

        return outside;
    }

    private static IEnumerable<int> EdgeOf(int rows, int columns)
    {
        for (int column = 0; column < columns; column++)
        {
            yield return column;
            yield return ((rows - 1) * columns) + column;
        }

        for (int row = 1; row < rows - 1; row++)
        {
            yield return row * columns;
            yield return (row * columns) + columns - 1;
        }
    }
}
