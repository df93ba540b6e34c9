namespace Studio.Imaging.Masks;

/// <summary>What the numbers of a mask mean.</summary>
public enum MaskValueKind
{
    /// <summary>Index into the palette of an indexed PNG.</summary>
    PaletteIndex,

    /// <summary>Grey value.</summary>
    Grey,

    /// <summary>0xRRGGBB.</summary>
    Colour,
}

/// <summary>A value that occurs in a mask and its number of pixels.</summary>
public readonly record struct MaskValueCount(int Value, long Pixels);

/// <summary>One frame of a mask as stored in its file, before its values are given classes.</summary>
/// <param name="Values">[Rows, Columns], meaning by <paramref name="Kind"/>.</param>
/// <param name="Distinct">Every value that occurs, ascending.</param>
public sealed record MaskImage(int Rows, int Columns, MaskValueKind Kind, int[] Values, IReadOnlyList<MaskValueCount> Distinct);

/// <summary>What became of a mask file.</summary>
public abstract record MaskOutcome
{
    private MaskOutcome()
    {
    }

    public sealed record Read(MaskFile File) : MaskOutcome;

    /// <param name="Reason">One or two plain sentences that name what is wrong.</param>
    public sealed record Rejected(string Reason) : MaskOutcome;
}
