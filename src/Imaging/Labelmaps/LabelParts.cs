namespace Studio.Imaging.Labelmaps;

/// <summary>One connected part of a class; pixels that touch at a corner belong together.</summary>
/// <param name="Class">Never 0.</param>
/// <param name="Left">Of the box around it, in pixels.</param>
/// <param name="HasSquare">Whether it is two pixels wide anywhere: holds a square of 2×2 pixels.</param>
/// <param name="EdgePixels">Pixels on the edge of the picture's content.</param>
/// <param name="OutsidePixels">Pixels on what is outside the body.</param>
/// <param name="TouchesOther">Whether another class lies along one of its sides; a corner does not count.</param>
public sealed record LabelPart(
    byte Class, int Pixels, int Left, int Top, int Width, int Height, bool HasSquare, int EdgePixels, int OutsidePixels, bool TouchesOther);

/// <summary>Background that one class alone encloses; pixels that touch at a corner do not belong together.</summary>
public sealed record LabelHole(byte Class, int Pixels, int Left, int Top, int Width, int Height);

/// <summary>Where a picture has content, in pixels; right and bottom are outer edges.</summary>
public readonly record struct ContentArea(int Left, int Top, int Right, int Bottom)
{
    public static ContentArea Whole(int rows, int columns) => new(0, 0, columns, rows);
}

/// <summary>The parts and holes of all classes of a labelmap, found in one pass over its runs.</summary>
public sealed record LabelParts(IReadOnlyList<LabelPart> Parts, IReadOnlyList<LabelHole> Holes)
{
    /// <param name="content">Whose edge counts as the picture's.</param>
    /// <param name="outside">[rows, columns], true outside the body; empty where that is not known.</param>
    public static LabelParts Find(Labelmap labelmap, ContentArea content, ReadOnlySpan<bool> outside = default)
    {
        ArgumentNullException.ThrowIfNull(labelmap);
        var runs = new LabelRuns(labelmap, content);
        runs.Collect(outside);
        return runs.Finish();
    }
}
