namespace Studio.Imaging.Masks;

/// <summary>Size of the frames of a picture or mask and where they lie.</summary>
/// <param name="Planes">One entry per frame; null where it is not known.</param>
/// <param name="IsTurned">Whether frames are turned or ordered otherwise than in the file; see <see cref="ImageFacts.IsTurned"/>.</param>
public sealed record MaskGrid(
    int Rows,
    int Columns,
    IReadOnlyList<FramePlane?> Planes,
    PixelSpacing? Spacing = null,
    bool IsTurned = false)
{
    /// <summary>Frames in which every value is 0.</summary>
    public IReadOnlySet<int> BlankFrames { get; init; } = new HashSet<int>();

    public int FrameCount => Planes.Count;

    /// <summary>Whether it is known of every frame where it lies.</summary>
    public bool IsPlaced => Planes.All(plane => plane is not null);
}

/// <summary>Which frame of a picture a frame of its mask labels.</summary>
public readonly record struct MaskedFrame(int PictureFrame, int MaskFrame);

/// <summary>Whether and how a mask fits its picture.</summary>
/// <param name="Frames">Ascending by picture frame; empty when the mask does not fit.</param>
/// <param name="Misfit">What is wrong and what to do, or null when the mask fits.</param>
public sealed record MaskFit(IReadOnlyList<MaskedFrame> Frames, string? Misfit);
