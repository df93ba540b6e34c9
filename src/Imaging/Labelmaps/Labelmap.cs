namespace Studio.Imaging.Labelmaps;

/// <summary>The class of every pixel of a frame: 0 is background.</summary>
public sealed class Labelmap
{
    /// <param name="classes">[rows, columns], row-major; not copied.</param>
    /// <exception cref="ArgumentException">The length is not rows × columns.</exception>
    public Labelmap(int rows, int columns, byte[] classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (rows < 1 || columns < 1 || classes.LongLength != (long)rows * columns)
        {
            throw new ArgumentException($"A labelmap of {rows}×{columns} pixels does not have {classes.LongLength} bytes.", nameof(classes));
        }

        Rows = rows;
        Columns = columns;
        Classes = classes;
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>[Rows, Columns], one byte per pixel.</summary>
    public byte[] Classes { get; }

    /// <summary>A labelmap of background.</summary>
    public static Labelmap Empty(int rows, int columns) => new(rows, columns, new byte[(long)rows * columns]);

    /// <summary>Number of pixels of each class; index = class, length 256.</summary>
    public static long[] CountPixels(ReadOnlySpan<byte> classes)
    {
        var counts = new long[256];
        foreach (byte value in classes)
        {
            counts[value]++;
        }

        return counts;
    }

    /// <summary>Scales to another size by nearest neighbour, so that no class is invented.</summary>
    /// <remarks>Pixel centres are aligned: source = (target + ½) × scale, rounded down.</remarks>
    public Labelmap ResizeNearest(int rows, int columns)
    {
        if (rows == Rows && columns == Columns)
        {
            return this;
        }

        Labelmap resized = Empty(rows, columns);
        int[] sourceColumns = new int[columns];
        for (int x = 0; x < columns; x++)
        {
            sourceColumns[x] = SourceIndex(x, Columns, columns);
        }

        for (int y = 0; y < rows; y++)
        {
            int sourceRow = SourceIndex(y, Rows, rows);
            ReadOnlySpan<byte> source = Classes.AsSpan(sourceRow * Columns, Columns);
            Span<byte> target = resized.Classes.AsSpan(y * columns, columns);
            for (int x = 0; x < columns; x++)
            {
                target[x] = source[sourceColumns[x]];
            }
        }

        return resized;
    }

    private static int SourceIndex(int target, int sourceSize, int targetSize) =>
        (int)(((2L * target) + 1) * sourceSize / (2L * targetSize));
}
