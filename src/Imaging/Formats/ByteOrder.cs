using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Studio.Imaging.Formats;

/// <summary>Changes the byte order of samples.</summary>
internal static class ByteOrder
{
    /// <summary>Swaps every pair of bytes in place; an odd last byte stays.</summary>
    public static void SwapPairs(Span<byte> bytes)
    {
        Span<short> pairs = MemoryMarshal.Cast<byte, short>(bytes);
        BinaryPrimitives.ReverseEndianness(pairs, pairs);
    }

    /// <summary>Swaps the bytes of every sample in place; bytes behind the last whole sample stay.</summary>
    /// <param name="sampleBytes">1, 2, 4 or 8.</param>
    public static void Swap(Span<byte> bytes, int sampleBytes)
    {
        switch (sampleBytes)
        {
            case 2:
                SwapPairs(bytes);
                break;
            case 4:
                Span<int> fours = MemoryMarshal.Cast<byte, int>(bytes);
                BinaryPrimitives.ReverseEndianness(fours, fours);
                break;
            case 8:
                Span<long> eights = MemoryMarshal.Cast<byte, long>(bytes);
                BinaryPrimitives.ReverseEndianness(eights, eights);
                break;
        }
    }
}
