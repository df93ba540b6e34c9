namespace Studio.Imaging.Similarity;

/// <summary>How a square picture is laid onto another of the same size: turned and enlarged about its middle, then shifted.</summary>
/// <param name="Degrees">Against the clock.</param>
/// <param name="Scale">1: as it is.</param>
/// <param name="ShiftX">To the right, as a share of the side.</param>
/// <param name="ShiftY">Downwards, likewise.</param>
public readonly record struct Placement(double Degrees, double Scale, double ShiftX, double ShiftY)
{
    public static Placement Turned(double degrees) => new(degrees, 1, 0, 0);

    /// <summary>The picture in its new place, between pixels interpolated; what comes from outside is the nearest pixel of the edge.</summary>
    public GreyPicture Apply(GreyPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var moved = new float[picture.Values.Length];
        Apply(picture, moved, isInside: null);
        return picture with { Values = moved };
    }

    /// <param name="isInside">Gets where the new picture shows the old one and not what lies outside; null: nobody asks.</param>
    internal void Apply(GreyPicture picture, Span<float> moved, bool[]? isInside)
    {
        int side = picture.Rows;
        double middle = (side - 1) / 2.0;
        (double sin, double cos) = Math.SinCos(Degrees * Math.PI / 180);
        for (int row = 0; row < side; row++)
        {
            double toY = row - middle - (ShiftY * side);
            for (int column = 0; column < side; column++)
            {
                double toX = column - middle - (ShiftX * side);
                double x = middle + (((cos * toX) - (sin * toY)) / Scale);
                double y = middle + (((sin * toX) + (cos * toY)) / Scale);
                int place = (row * side) + column;
                if (isInside is not null)
                {
                    isInside[place] = x >= 0 && y >= 0 && x <= side - 1 && y <= side - 1;
                }

                moved[place] = Between(picture.Values, side, Math.Clamp(x, 0, side - 1), Math.Clamp(y, 0, side - 1));
            }
        }
    }

    private static float Between(float[] values, int side, double x, double y)
    {
        (int left, int top) = (Math.Min((int)x, side - 2), Math.Min((int)y, side - 2));
        (float right, float down) = ((float)(x - left), (float)(y - top));
        int place = (top * side) + left;
        float above = values[place] + (right * (values[place + 1] - values[place]));
        float below = values[place + side] + (right * (values[place + side + 1] - values[place + side]));
        return above + (down * (below - above));
    }
}
