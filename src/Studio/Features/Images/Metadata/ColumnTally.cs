namespace Studio.Features.Images.Metadata;

/// <summary>What the rows say in one column, image by image: as a hash, so that a million values take little room.</summary>
/// <param name="images">Images of the project.</param>
sealed class ColumnTally(int images)
{
    readonly ulong[] seen = new ulong[images];
    readonly int[] lines = new int[images];

    /// <summary>What is stored already, by image; 0 for nothing.</summary>
    public ulong[] Stored { get; } = new ulong[images];

    public LineList Contradictions { get; } = new();

    public LineList Wrong { get; } = new();

    public int Images { get; private set; }

    public int Added { get; private set; }

    public int Changed { get; private set; }

    public void Add(int place, MappedCell cell, int line)
    {
        var hash = HashOf(cell.Number, cell.Text);
        if (seen[place] == hash)
            return;
        if (seen[place] != 0)
        {
            Contradictions.Add(line, $"another value than in line {lines[place]}");
            return;
        }

        seen[place] = hash;
        lines[place] = line;
        Images++;
        Added += Stored[place] == 0 ? 1 : 0;
        Changed += Stored[place] != 0 && Stored[place] != hash ? 1 : 0;
    }

    /// <summary>Never 0. FNV-1a (Fowler, Noll, Vo) over the characters, or the bits of the number.</summary>
    public static ulong HashOf(double? number, string? text)
    {
        var hash = 14695981039346656037ul;
        if (number is { } value)
            hash = (hash ^ BitConverter.DoubleToUInt64Bits(value == 0 ? 0 : value)) * 1099511628211ul;
        foreach (var symbol in text ?? "")
            hash = (hash ^ symbol) * 1099511628211ul;
        return hash == 0 ? 1 : hash;
    }
}
