using System.Buffers.Binary;

namespace Studio.Imaging.Dicom.Pixels;

/// <summary>Joins the fragments of encapsulated pixel data to frames (PS3.5 annex A.4).</summary>
internal static class FragmentJoiner
{
    private const int ItemHeaderBytes = 8;

    /// <summary>One fragment per frame, all fragments for a single frame, or as the basic offset table says.</summary>
    /// <param name="fragments">All items; the first is the offset table.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Join(IReadOnlyList<ReadOnlyMemory<byte>> fragments, int frameCount)
    {
        if (fragments.Count < 2)
        {
            throw new UnreadableImageException("The compressed pixels are missing.");
        }

        List<ReadOnlyMemory<byte>> parts = [.. fragments.Skip(1)];
        if (parts.Count == frameCount)
        {
            return parts;
        }

        if (frameCount == 1)
        {
            return [Concatenate(parts)];
        }

        return JoinByTable(fragments[0].Span, parts, frameCount)
            ?? throw new UnreadableImageException($"The file ends early or is damaged: {frameCount} frames are announced, {parts.Count} compressed parts are there.");
    }

    private static List<ReadOnlyMemory<byte>>? JoinByTable(ReadOnlySpan<byte> table, List<ReadOnlyMemory<byte>> parts, int frameCount)
    {
        if (table.Length != 4L * frameCount || parts.Count < frameCount)
        {
            return null;
        }

        var starts = new HashSet<long>();
        for (int i = 0; i < frameCount; i++)
        {
            starts.Add(BinaryPrimitives.ReadUInt32LittleEndian(table[(4 * i)..]));
        }

        var frames = new List<ReadOnlyMemory<byte>>();
        var current = new List<ReadOnlyMemory<byte>>();
        long offset = 0;
        foreach (ReadOnlyMemory<byte> part in parts)
        {
            if (starts.Contains(offset) && current.Count > 0)
            {
                frames.Add(Concatenate(current));
                current.Clear();
            }

            current.Add(part);
            offset += part.Length + ItemHeaderBytes;
        }

        frames.Add(Concatenate(current));
        return frames.Count == frameCount ? frames : null;
    }

    private static ReadOnlyMemory<byte> Concatenate(List<ReadOnlyMemory<byte>> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        var joined = new byte[parts.Sum(part => (long)part.Length)];
        int offset = 0;
        foreach (ReadOnlyMemory<byte> part in parts)
        {
            part.Span.CopyTo(joined.AsSpan(offset));
            offset += part.Length;
        }

        return joined;
    }
}
