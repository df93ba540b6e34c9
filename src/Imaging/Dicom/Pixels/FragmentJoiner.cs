using System.Buffers.Binary;

namespace Studio.Imaging.Dicom.Pixels;

/// <summary>Joins the fragments of encapsulated pixel data to frames (PS3.5 annex A.4).</summary>
internal static class FragmentJoiner
{
    private const int ItemHeaderBytes = 8;

    /// <summary>
    /// One fragment per frame, all fragments for a single frame, or as the basic or extended offset table says; without a
    /// usable table a fragment that begins like a codestream begins a frame.
    /// </summary>
    /// <param name="fragments">All items; the first is the basic offset table.</param>
    /// <param name="extendedOffsets">Value of the extended offset table (PS3.3 C.7.6.3.1.8), 8 bytes per frame; empty for none.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Join(
        IReadOnlyList<ReadOnlyMemory<byte>> fragments, ReadOnlySpan<byte> extendedOffsets, int frameCount)
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

        return JoinAt(OffsetsOf(fragments[0].Span, sizeof(uint)), parts, frameCount)
            ?? JoinAt(OffsetsOf(extendedOffsets, sizeof(ulong)), parts, frameCount)
            ?? JoinAt(Beginnings(parts), parts, frameCount)
            ?? throw new UnreadableImageException($"The file ends early or is damaged: {frameCount} frames are announced, {parts.Count} compressed parts are there.");
    }

    private static HashSet<long> OffsetsOf(ReadOnlySpan<byte> table, int width)
    {
        var offsets = new HashSet<long>();
        for (int at = 0; at + width <= table.Length; at += width)
        {
            offsets.Add(width == sizeof(uint)
                ? BinaryPrimitives.ReadUInt32LittleEndian(table[at..])
                : (long)BinaryPrimitives.ReadUInt64LittleEndian(table[at..]));
        }

        return offsets;
    }

    /// <summary>Offsets of the fragments that begin with the first marker of JPEG, JPEG-LS or JPEG 2000.</summary>
    private static HashSet<long> Beginnings(List<ReadOnlyMemory<byte>> parts)
    {
        var offsets = new HashSet<long>();
        long offset = 0;
        foreach (ReadOnlyMemory<byte> part in parts)
        {
            ReadOnlySpan<byte> bytes = part.Span;
            if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
                || bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51])
                || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 12, (byte)'j', (byte)'P']))
            {
                offsets.Add(offset);
            }

            offset += part.Length + ItemHeaderBytes;
        }

        return offsets;
    }

    /// <summary>Null where the offsets do not cut the fragments into as many frames as are announced.</summary>
    private static List<ReadOnlyMemory<byte>>? JoinAt(HashSet<long> starts, List<ReadOnlyMemory<byte>> parts, int frameCount)
    {
        if (starts.Count != frameCount || parts.Count < frameCount)
        {
            return null;
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
