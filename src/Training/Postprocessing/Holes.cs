namespace Studio.Training.Postprocessing;

/// <summary>Background that a class encloses.</summary>
static class Holes
{
    /// <summary>
    /// Background that cannot be reached from the border through pixels of other classes or background (4 neighbours, the
    /// counterpart of parts with 8) gets the class. Other classes inside stay.
    /// </summary>
    public static void Fill(byte[] labelmap, int rows, int columns, byte index)
    {
        var outside = new bool[labelmap.Length];
        var waiting = new Stack<int>();
        void Visit(int pixel)
        {
            if (!outside[pixel] && labelmap[pixel] != index)
            {
                outside[pixel] = true;
                waiting.Push(pixel);
            }
        }

        for (var column = 0; column < columns; column++)
        {
            Visit(column);
            Visit(((rows - 1) * columns) + column);
        }

        for (var row = 0; row < rows; row++)
        {
            Visit(row * columns);
            Visit((row * columns) + columns - 1);
        }

        while (waiting.TryPop(out var pixel))
        {
            var (row, column) = (pixel / columns, pixel % columns);
            if (row > 0)
            {
                Visit(pixel - columns);
            }

            if (row < rows - 1)
            {
                Visit(pixel + columns);
            }

            if (column > 0)
            {
                Visit(pixel - 1);
            }

            if (column < columns - 1)
            {
                Visit(pixel + 1);
            }
        }

        for (var pixel = 0; pixel < labelmap.Length; pixel++)
        {
            if (labelmap[pixel] == 0 && !outside[pixel])
            {
                labelmap[pixel] = index;
            }
        }
    }
}
