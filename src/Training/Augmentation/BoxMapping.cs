using Studio.Training.Data;

namespace Studio.Training.Augmentation;

/// <summary>Moves boxes as <see cref="BatchAugmenter"/> moves the image that they lie in.</summary>
static class BoxMapping
{
    /// <summary>A box of which less than this share stays inside the image is dropped: what is left rarely shows the object.</summary>
    public const double LeastLeft = 0.25;

    /// <summary>The elastic shift is small and smooth, so that this many steps end below a hundredth of a pixel.</summary>
    const int ElasticSteps = 12;

    /// <summary>
    /// Each box becomes the upright hull of its moved corners (with elastic distortion of the middles of its edges too),
    /// clipped to the image.
    /// </summary>
    /// <param name="leastLeft">Share of the hull that must stay inside; 0 keeps whatever is left.</param>
    public static IReadOnlyList<InputBox> Apply(
        AugmentationDraw draw, IReadOnlyList<InputBox> boxes, int height, int width, double leastLeft = LeastLeft)
    {
        var field = draw.ElasticAmount > 0 ? new ElasticField(draw) : null;
        var moved = new List<InputBox>();
        foreach (var box in boxes)
        {
            var hull = Hull(draw, field, box, height, width);
            var clipped = hull.ClipTo(height, width);
            if (clipped.Area > 0 && clipped.Area >= leastLeft * hull.Area)
            {
                moved.Add(clipped);
            }
        }

        return moved;
    }

    static InputBox Hull(AugmentationDraw draw, ElasticField? field, InputBox box, int height, int width)
    {
        var hull = box with { X1 = double.MaxValue, Y1 = double.MaxValue, X2 = double.MinValue, Y2 = double.MinValue };
        foreach (var (shareX, shareY) in field is null ? Corners : Outline)
        {
            var x = box.X1 + (shareX * (box.X2 - box.X1));
            var y = box.Y1 + (shareY * (box.Y2 - box.Y1));
            var (newX, newY) = MovePoint(draw, field, x, y, height, width);
            hull = hull with
            {
                X1 = Math.Min(hull.X1, newX),
                Y1 = Math.Min(hull.Y1, newY),
                X2 = Math.Max(hull.X2, newX),
                Y2 = Math.Max(hull.Y2, newY),
            };
        }

        return hull;
    }

    static readonly (double X, double Y)[] Corners = [(0, 0), (1, 0), (0, 1), (1, 1)];
    static readonly (double X, double Y)[] Outline = [.. Corners, (0.5, 0), (0.5, 1), (0, 0.5), (1, 0.5)];

    /// <summary>Old place to new one: the inverse of the draw, which leads from new to old.</summary>
    static (double X, double Y) MovePoint(AugmentationDraw draw, ElasticField? field, double x, double y, int height, int width)
    {
        var determinant = (draw.A * draw.D) - (draw.B * draw.C);
        var (newX, newY) = Invert(0, 0);

        // The elastic shift is known at the new place only: new = inverse(old - shift(new)), by repetition.
        for (var step = 0; field is not null && step < ElasticSteps; step++)
        {
            var (shiftX, shiftY) = field.At(newX / width, newY / height);
            (newX, newY) = Invert(shiftX, shiftY);
        }

        return (newX, newY);

        (double X, double Y) Invert(double elasticX, double elasticY)
        {
            var fromX = x - (width * (0.5 + draw.ShiftX + elasticX));
            var fromY = y - (height * (0.5 + draw.ShiftY + elasticY));
            return (
                (width / 2.0) + (((draw.D * fromX) - (draw.B * fromY)) / determinant),
                (height / 2.0) + (((draw.A * fromY) - (draw.C * fromX)) / determinant));
        }
    }
}
