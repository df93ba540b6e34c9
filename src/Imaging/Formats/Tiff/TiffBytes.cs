using System.Buffers.Binary;

namespace Studio.Imaging.Formats.Tiff;

/// <summary>Reads numbers of a TIFF file in its byte order, with every position checked.</summary>
internal sealed class TiffBytes(ReadOnlyMemory<byte> file, bool isBigEndian)
{
    public bool IsBigEndian => isBigEndian;

    public int Length => file.Length;

    public ushort UInt16(long offset)
    {
        ReadOnlySpan<byte> bytes = Slice(offset, 2).Span;
        return isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint UInt32(long offset)
    {
        ReadOnlySpan<byte> bytes = Slice(offset, 4).Span;
        return isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public ulong UInt64(long offset)
    {
        ReadOnlySpan<byte> bytes = Slice(offset, 8).Span;
        return isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>A position of 4 or 8 bytes; one beyond every file that can be read becomes the largest number.</summary>
    public uint Offset(long offset, bool isBig) => isBig ? (uint)Math.Min(UInt64(offset), uint.MaxValue) : UInt32(offset);

    public ReadOnlyMemory<byte> Slice(long offset, long length) =>
        offset >= 0 && length >= 0 && offset <= file.Length - length
            ? file.Slice((int)offset, (int)length)
            : throw new UnreadableImageException($"The file ends early: byte {offset + length} is needed, {file.Length} are there.");

    /// <summary>As much of a range as the file holds.</summary>
    public ReadOnlyMemory<byte> SliceAvailable(long offset, long length)
    {
        long start = Math.Min(offset, file.Length);
        return file.Slice((int)start, (int)Math.Min(length, file.Length - start));
    }
}
