using System.Buffers.Binary;

namespace Studio.Imaging.Dicom.Pixels;

/// <summary>RLE Lossless (PS3.5 annex G): one PackBits segment per byte of a sample, most significant first.</summary>
internal sealed class RleFrameCodec : IFrameCodec
{
    private const int HeaderBytes = 64;
    private const int MaxSegments = 15;

    public IReadOnlyList<string> TransferSyntaxUids { get; } = [TransferSyntax.RleLossless.Uid];

    public NativeFrame? Decode(ReadOnlyMemory<byte> packed, PixelDescription description, out string? error)
    {
        ReadOnlySpan<byte> frame = packed.Span;
        int bytesPerSample = description.BytesPerSample;
        int expected = description.SamplesPerPixel * bytesPerSample;
        int count = frame.Length < HeaderBytes ? 0 : (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(frame), MaxSegments + 1);
        if (count != expected)
        {
            error = $"The RLE pixels are damaged: {count} segments are there, {expected} are expected.";
            return null;
        }

        bool isPacked = description.BitsAllocated == 1;
        int planeBytes = isPacked ? (int)((description.PixelCount + 7) / 8) : (int)description.PixelCount;
        var samples = new byte[(long)planeBytes * expected];
        byte[] plane = expected == 1 ? samples : new byte[planeBytes];
        for (int segment = 0; segment < count; segment++)
        {
            if (!TryUnpackSegment(frame, segment, count, plane))
            {
                error = $"The RLE pixels are damaged or end early: segment {segment + 1} of {count} is incomplete.";
                return null;
            }

            // Segments run sample by sample, most significant byte first; samples are interleaved, little endian.
            int sample = segment / bytesPerSample;
            int significance = bytesPerSample - 1 - (segment % bytesPerSample);
            if (expected > 1)
            {
                Scatter(plane, samples, (sample * bytesPerSample) + significance, expected);
            }
        }

        error = null;
        return new NativeFrame(samples, IsPlanar: false, description.Photometric) { IsOwned = true };
    }

    private static bool TryUnpackSegment(ReadOnlySpan<byte> frame, int segment, int count, Span<byte> plane)
    {
        uint start = BinaryPrimitives.ReadUInt32LittleEndian(frame[(4 + (4 * segment))..]);
        uint end = segment + 1 < count ? BinaryPrimitives.ReadUInt32LittleEndian(frame[(8 + (4 * segment))..]) : (uint)frame.Length;
        return start >= HeaderBytes && end >= start && end <= frame.Length
            && Formats.PackBits.Unpack(frame[(int)start..(int)end], plane) == plane.Length;
    }

    private static void Scatter(ReadOnlySpan<byte> plane, Span<byte> target, int offset, int step)
    {
        for (int i = 0; i < plane.Length; i++)
        {
            target[(i * step) + offset] = plane[i];
        }
    }
}
