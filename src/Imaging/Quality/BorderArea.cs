namespace Studio.Imaging.Quality;

/// <summary>The even area round a picture: the black round an ultrasound sector, a frame that a scanner left.</summary>
internal static class BorderArea
{
    /// <summary>Share of the edge that must be even, so that a picture which goes on to its edge has no border.</summary>
    private const double LeastEvenEdge = 0.125;

    /// <summary>
    /// The pixels that are joined to the picture's edge (over sides, not corners) by pixels of the border's levels: the
    /// window of levels that holds most of the edge's pixels, the darker of two. No pixel where it holds less than an
    /// eighth of the edge.
    /// </summary>
    /// <param name="width">Difference of two levels that still look alike.</param>
    /// <returns>[rows, columns].</returns>
    public static bool[] Of(GreyLevels picture, int width)
    {
        (int rows, int columns, ushort[] levels) = (picture.Rows, picture.Columns, picture.Levels);
        var isBorder = new bool[levels.Length];
        int[] edge = Edge(rows, columns);
        (int low, int pixels) = MostEvenWindow(edge, levels, width);
        if (pixels < LeastEvenEdge * edge.Length)
        {
            return isBorder;
        }

        var open = new Stack<int>();
        foreach (int place in edge)
        {
            Take(place);
        }

        while (open.TryPop(out int place))
        {
            int column = place % columns;
            if (place >= columns)
            {
                Take(place - columns);
            }

            if (place < levels.Length - columns)
            {
                Take(place + columns);
            }

            if (column > 0)
            {
                Take(place - 1);
            }

            if (column < columns - 1)
            {
                Take(place + 1);
            }
        }

        return isBorder;

        void Take(int place)
        {
            if (!isBorder[place] && levels[place] >= low && levels[place] <= low + width)
            {
                isBorder[place] = true;
                open.Push(place);
            }
        }
    }

    /// <summary>Every pixel of the edge once.</summary>
    private static int[] Edge(int rows, int columns)
    {
        var places = new HashSet<int>();
        for (int column = 0; column < columns; column++)
        {
            places.Add(column);
            places.Add(((rows - 1) * columns) + column);
        }

        for (int row = 0; row < rows; row++)
        {
            places.Add(row * columns);
            places.Add((row * columns) + columns - 1);
        }

        return [.. places];
    }

    private static (int Low, int Pixels) MostEvenWindow(int[] edge, ushort[] levels, int width)
    {
        ushort[] sorted = Array.ConvertAll(edge, place => levels[place]);
        Array.Sort(sorted);
        (int low, int most) = (0, 0);
        int end = 0;
        for (int begin = 0; begin < sorted.Length; begin++)
        {
            while (end < sorted.Length && sorted[end] <= sorted[begin] + width)
            {
                end++;
            }

            if (end - begin > most)
            {
                (low, most) = (sorted[begin], end - begin);
            }
        }

        return (low, most);
    }
}
