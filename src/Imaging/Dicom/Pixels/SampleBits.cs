using System.Numerics;
using System.Runtime.InteropServices;

namespace Studio.Imaging.Dicom.Pixels;

/// <summary>Removes what lies beside the stored bits of a sample (PS3.5 section 8.1.1): old overlays, shifts, missing signs.</summary>
internal static class SampleBits
{
    /// <summary>Shifts samples to bit 0, clears what lies above the high bit and extends the sign, in place.</summary>
    /// <param name="precision">Bits that a codestream holds; fewer than the header announces where the header is wrong.</param>
    public static void Clean(Span<byte> samples, PixelDescription description, int? precision)
    {
        int stored = Math.Min(description.BitsStored, precision ?? description.BitsStored);
        int high = Math.Max(stored, Math.Min(description.HighBit + 1, precision ?? description.BitsAllocated)) - 1;
        int unused = description.BitsAllocated - stored;
        if (description.BitsAllocated == 1 || description.IsFloat || unused == 0)
        {
            return;
        }

        int left = description.BitsAllocated - 1 - high;
        switch (description.BytesPerSample, description.IsSigned)
        {
            case (1, false):
                Shift(samples, left, unused);
                break;
            case (1, true):
                Shift(MemoryMarshal.Cast<byte, sbyte>(samples), left, unused);
                break;
            case (2, false):
                Shift(MemoryMarshal.Cast<byte, ushort>(samples), left, unused);
                break;
            case (2, true):
                Shift(MemoryMarshal.Cast<byte, short>(samples), left, unused);
                break;
            case (4, false):
                Shift(MemoryMarshal.Cast<byte, uint>(samples), left, unused);
                break;
            case (4, true):
                Shift(MemoryMarshal.Cast<byte, int>(samples), left, unused);
                break;
            default:
                throw new InvalidOperationException($"Samples of {description.BytesPerSample} bytes are not known here.");
        }
    }

    /// <summary>The right shift of a signed type extends the sign, that of an unsigned type fills with zeros.</summary>
    private static void Shift<T>(Span<T> samples, int left, int right)
        where T : struct, IBinaryInteger<T>
    {
        Span<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(samples);
        foreach (ref Vector<T> vector in vectors)
        {
            vector = (vector << left) >> right;
        }

        foreach (ref T sample in samples[(vectors.Length * Vector<T>.Count)..])
        {
            sample = (sample << left) >> right;
        }
    }
}
