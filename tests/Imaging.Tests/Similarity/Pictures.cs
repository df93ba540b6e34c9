using Studio.Imaging.Similarity;

namespace Studio.Imaging.Tests.Similarity;

/// <summary>Made-up pictures with structures of every size, and changed copies of them.</summary>
static class Pictures
{
    public const int Rows = 180;
    public const int Columns = 220;

    /// <summary>Soft blobs of many sizes and grain, another picture for each seed.</summary>
    public static GreyPicture Draw(int seed)
    {
        var random = new Random(seed);
        var values = new float[Rows * Columns];
        for (int blob = 0; blob < 60; blob++)
        {
            double radius = 4 + (60 * Math.Pow(random.NextDouble(), 3));
            (double x, double y) = (random.NextDouble() * Columns, random.NextDouble() * Rows);
            double height = (random.NextDouble() - 0.5) * 100;
            Add(values, x, y, radius, height);
        }

        for (int place = 0; place < values.Length; place++)
        {
            values[place] += (float)(random.NextDouble() * 4);
        }

        return new GreyPicture(Rows, Columns, values);
    }

    /// <summary>A blob fades within three radii, beyond which it is left out.</summary>
    static void Add(float[] values, double x, double y, double radius, double height)
    {
        for (int row = Math.Max(0, (int)(y - (3 * radius))); row < Math.Min(Rows, y + (3 * radius) + 1); row++)
        {
            for (int column = Math.Max(0, (int)(x - (3 * radius))); column < Math.Min(Columns, x + (3 * radius) + 1); column++)
            {
                double distance = (((column - x) * (column - x)) + ((row - y) * (row - y))) / (radius * radius);
                values[(row * Columns) + column] += distance < 9 ? (float)(height * Math.Exp(-distance)) : 0;
            }
        }
    }

    public static GreyPicture Map(this GreyPicture picture, Func<float, float> change) => picture with { Values = Array.ConvertAll(picture.Values, value => change(value)) };

    /// <summary>Turned about the middle, in pixels and not as a square; outside is the darkest value.</summary>
    public static GreyPicture Rotate(this GreyPicture picture, double degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        float dark = picture.Values.Min();
        var values = new float[picture.Values.Length];
        for (int place = 0; place < values.Length; place++)
        {
            (double dx, double dy) = ((place % picture.Columns) - (picture.Columns / 2.0), (place / picture.Columns) - (picture.Rows / 2.0));
            int x = (int)Math.Round((picture.Columns / 2.0) + (cos * dx) - (sin * dy));
            int y = (int)Math.Round((picture.Rows / 2.0) + (sin * dx) + (cos * dy));
            values[place] = x >= 0 && y >= 0 && x < picture.Columns && y < picture.Rows ? picture.Values[(y * picture.Columns) + x] : dark;
        }

        return picture with { Values = values };
    }

    /// <summary>A copy of another size; every new pixel is the nearest old one.</summary>
    public static GreyPicture Scale(this GreyPicture picture, double factor)
    {
        (int rows, int columns) = ((int)(picture.Rows * factor), (int)(picture.Columns * factor));
        var values = new float[rows * columns];
        for (int place = 0; place < values.Length; place++)
        {
            values[place] = picture.Values[((int)(place / columns / factor) * picture.Columns) + (int)(place % columns / factor)];
        }

        return new GreyPicture(rows, columns, values);
    }
}
