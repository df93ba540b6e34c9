namespace Studio.Training.Metrics;

/// <summary>Smallest rectangle that holds a class, in rows and columns, both ends included; empty where the class does not occur.</summary>
readonly record struct ClassExtent(int Top, int Left, int Bottom, int Right)
{
    public static ClassExtent Empty { get; } = new(int.MaxValue, int.MaxValue, -1, -1);

    public bool IsEmpty => Bottom < 0;

    public int Rows => Bottom - Top + 1;

    public int Columns => Right - Left + 1;

    public ClassExtent Join(ClassExtent other) => new(
        Math.Min(Top, other.Top), Math.Min(Left, other.Left), Math.Max(Bottom, other.Bottom), Math.Max(Right, other.Right));

    /// <param name="labelmap">[rows, columns] class indices.</param>
    /// <param name="classCount">Number of classes with background; higher values are no class.</param>
    /// <returns>Index = class; the background's stays empty.</returns>
    public static ClassExtent[] Of(ReadOnlySpan<byte> labelmap, int columns, int classCount)
    {
        var extents = new ClassExtent[classCount];
        Array.Fill(extents, Empty);
        for (var start = 0; start < labelmap.Length; start += columns)
        {
            var line = labelmap.Slice(start, columns);
            var row = start / columns;
            for (var column = line.IndexOfAnyExcept((byte)0); column >= 0 && column < columns;)
            {
                // A run of one class is one step.
                var value = line[column];
                var length = line[column..].IndexOfAnyExcept(value);
                var end = length < 0 ? columns : column + length;
                if (value != 0 && value < classCount)
                {
                    extents[value] = extents[value].Join(new ClassExtent(row, column, row, end - 1));
                }

                column = end;
            }
        }

        return extents;
    }
}
