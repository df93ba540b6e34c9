namespace Studio.Harness;

/// <summary>Pixels in a row that get one class.</summary>
/// <param name="Start">Row-major index of the first one.</param>
public readonly record struct PixelRun(int Start, int Length, byte Class);

/// <summary>
/// One stroke of a made-up annotator. The patch is written here and not with the studio's own code, so that a fault of
/// that code cannot hide itself.
/// </summary>
/// <param name="Operation">The same for every sending.</param>
/// <param name="Runs">Ascending and apart from each other.</param>
public sealed record Stroke(Guid Operation, IReadOnlyList<PixelRun> Runs)
{
    const byte FormatVersion = 1;

    /// <summary>LabelmapPatch, format 1: gap, length and class of every run, the numbers as LEB128.</summary>
    public byte[] Patch { get; } = Encode(Runs);

    public void ApplyTo(Span<byte> labels)
    {
        foreach (var run in Runs)
            labels.Slice(run.Start, run.Length).Fill(run.Class);
    }

    static byte[] Encode(IReadOnlyList<PixelRun> runs)
    {
        List<byte> bytes = [FormatVersion];
        var end = 0;
        foreach (var run in runs)
        {
            Write(bytes, run.Start - end);
            Write(bytes, run.Length);
            bytes.Add(run.Class);
            end = run.Start + run.Length;
        }

        return [.. bytes];
    }

    static void Write(List<byte> bytes, int number)
    {
        for (; number >= 0x80; number >>= 7)
            bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
    }
}
