namespace Studio.Training.Postprocessing;

/// <summary>Morphological opening: what a square of 2 r + 1 pixels cannot reach inside the class is given to the background.</summary>
static class Opening
{
    public static void Apply(byte[] labelmap, int rows, int columns, byte index, int radius)
    {
        var inside = Array.ConvertAll(labelmap, value => value == index);
        var opened = Grow(Shrink(inside, rows, columns, radius), rows, columns, radius);
        for (var pixel = 0; pixel < labelmap.Length; pixel++)
        {
            if (labelmap[pixel] == index && !opened[pixel])
            {
                labelmap[pixel] = 0;
            }
        }
    }

    /// <summary>The border of the image does not shrink a class that touches it.</summary>
    static bool[] Shrink(bool[] mask, int rows, int columns, int radius) =>
        Array.ConvertAll(Grow(Array.ConvertAll(mask, value => !value), rows, columns, radius), value => !value);

    /// <summary>A square is grown along rows, then along columns.</summary>
    static bool[] Grow(bool[] mask, int rows, int columns, int radius)
    {
        var across = new bool[mask.Length];
        for (var row = 0; row < rows; row++)
        {
            Spread(mask, across, row * columns, 1, columns, radius);
        }

        var result = new bool[mask.Length];
        for (var column = 0; column < columns; column++)
        {
            Spread(across, result, column, columns, rows, radius);
        }

        return result;
    }

    static void Spread(bool[] source, bool[] target, int start, int step, int count, int radius)
    {
        var last = -radius - 1;
        for (var position = 0; position < count + radius; position++)
        {
            if (position < count && source[start + (position * step)])
            {
                last = position;
            }

            var centre = position - radius;
            if (centre >= 0 && centre < count)
            {
                // Set somewhere in centre - radius … centre + radius: the last one seen is at most two radii behind.
                target[start + (centre * step)] = last >= centre - radius;
            }
        }
    }
}
