using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Studio.Imaging.Formats;

/// <summary>Changes the byte order of two-byte samples.</summary>
internal static class ByteOrder
{
    /// <summary>Swaps every pair of bytes in place; an odd last byte stays.</summary>
    public static void SwapPairs(Span<byte> bytes)
    {
        Span<short> pairs = MemoryMarshal.Cast<byte, short>(bytes);
        BinaryPrimitives.ReverseEndianness(pairs, pairs);
    }
}
