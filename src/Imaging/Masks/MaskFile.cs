namespace Studio.Imaging.Masks;

/// <summary>A mask file that was read: one frame for a picture, one per slice for a volume, all of one size and kind.</summary>
public sealed class MaskFile
{
    private readonly Func<int, int[]> _readValues;

    /// <param name="readValues">Values of a frame, [Rows, Columns].</param>
    internal MaskFile(MaskGrid grid, MaskValueKind kind, IReadOnlyList<MaskValueCount> distinct, Func<int, int[]> readValues)
    {
        Grid = grid;
        Kind = kind;
        Distinct = distinct;
        _readValues = readValues;
    }

    /// <summary>Size of the frames and where they lie.</summary>
    public MaskGrid Grid { get; }

    public MaskValueKind Kind { get; }

    /// <summary>Every value that occurs in any frame, ascending.</summary>
    public IReadOnlyList<MaskValueCount> Distinct { get; }

    public int FrameCount => Grid.Planes.Count;

    /// <summary>Values of one frame alone, [Rows, Columns].</summary>
    public int[] ValuesOf(int index) => _readValues(index);

    /// <summary>Reads one frame; frames are not kept, because a volume of them takes much memory.</summary>
    public MaskImage ReadFrame(int index)
    {
        int[] values = ValuesOf(index);
        var counter = new MaskValueCounter();
        counter.Add(values);
        return new MaskImage(Grid.Rows, Grid.Columns, Kind, values, counter.Distinct);
    }
}
