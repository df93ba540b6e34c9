namespace Studio.Storage;

/// <summary>A box around one object, in pixels: (0, 0) is the outer corner of the first pixel, right and bottom are outer edges.</summary>
public sealed record Box
{
    public long Id { get; init; }
    public long ImageId { get; init; }
    public int ClassIndex { get; init; }
    public double Left { get; init; }
    public double Top { get; init; }
    public double Right { get; init; }
    public double Bottom { get; init; }
}

/// <summary>A box that came with an image; the same pixels as <see cref="Box"/>.</summary>
public sealed record NewBox(int ClassIndex, double Left, double Top, double Right, double Bottom);
