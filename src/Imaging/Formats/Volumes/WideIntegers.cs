using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Studio.Imaging.Formats.Volumes;

/// <summary>Turns whole numbers of eight bytes, as numerical programs like to write, into four bytes.</summary>
internal static class WideIntegers
{
    /// <summary>The same values in four bytes: signed where one is negative, else unsigned.</summary>
    /// <exception cref="UnreadableImageException">A value does not fit four bytes.</exception>
    public static IReadOnlyList<RasterImage> Narrow(IReadOnlyList<RasterImage> frames)
    {
        bool isSigned = frames[0].IsSigned && frames.Any(HasNegative);
        return [.. frames.Select(frame => Narrow(frame, isSigned))];
    }

    private static bool HasNegative(RasterImage frame) => MemoryMarshal.Cast<byte, long>(frame.Samples).ContainsAnyInRange(long.MinValue, -1);

    private static RasterImage Narrow(RasterImage frame, bool isSigned)
    {
        var samples = new byte[frame.Samples.Length / 2];
        for (int at = 0; at < samples.Length; at += 4)
        {
            long value = BinaryPrimitives.ReadInt64LittleEndian(frame.Samples.AsSpan(2 * at));
            bool fits = isSigned ? value is >= int.MinValue and <= int.MaxValue : value is >= 0 and <= uint.MaxValue;
            if (!fits)
            {
                throw new UnreadableImageException("The volume holds whole numbers that need more than 32 bits, which cannot be shown. Save it with 16 or 32 bits.");
            }

            BinaryPrimitives.WriteUInt32LittleEndian(samples.AsSpan(at), unchecked((uint)value));
        }

        return new RasterImage(frame.Layout with { BytesPerSample = 4, BitsStored = 32, IsSigned = isSigned }, samples);
    }
}
