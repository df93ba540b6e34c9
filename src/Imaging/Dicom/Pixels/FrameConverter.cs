using System.Runtime.InteropServices;

namespace Studio.Imaging.Dicom.Pixels;

/// <summary>Turns unpacked frames into the studio's raster: interleaved, clean upper bits, RGB. Palettes stay indices.</summary>
internal sealed class FrameConverter(PixelDescription description)
{
    private const int Channels = 3;

    public RasterImage Convert(NativeFrame frame)
    {
        byte[] samples = ToSamples(frame);
        SampleBits.Clean(samples, description, frame.Precision);
        if (description.SamplesPerPixel == Channels)
        {
            ToRgb(samples, frame.Photometric);
        }

        return new RasterImage(description.UnpackedLayout, samples);
    }

    private void ToRgb(byte[] samples, string photometric)
    {
        switch (photometric)
        {
            case "RGB":
                return;
            case "YBR_FULL" or "YBR_FULL_422":
                YbrConverter.FullToRgb(samples, description.UnpackedLayout);
                return;
            case "YBR_PARTIAL_422" or "YBR_PARTIAL" or "YBR_PARTIAL_420":
                YbrConverter.PartialToRgb(samples, description.UnpackedLayout);
                return;
            default:
                throw new UnreadableImageException($"Colours stored as {photometric} cannot be read without compression.");
        }
    }

    private byte[] ToSamples(NativeFrame frame)
    {
        ReadOnlySpan<byte> bytes = frame.Bytes.Span;
        if (description.BitsAllocated == 1 && !frame.HasWholeBytes)
        {
            return SingleBits.Unpack(bytes, description.PixelCount);
        }

        long expected = description.UnpackedLayout.ByteCount;
        if (bytes.Length < expected && frame.Photometric is "YBR_FULL_422" or "YBR_PARTIAL_422")
        {
            return YbrConverter.Upsample(bytes, description.UnpackedLayout);
        }

        if (bytes.Length < expected)
        {
            throw new UnreadableImageException("The unpacked pixels are fewer than the file announces.");
        }

        bytes = bytes[..(int)expected];
        if (frame.IsPlanar)
        {
            return Interleave(bytes, description.BytesPerSample);
        }

        return frame.IsOwned && MemoryMarshal.TryGetArray(frame.Bytes, out ArraySegment<byte> own) && own.Offset == 0 && own.Array!.Length == expected
            ? own.Array
            : bytes.ToArray();
    }

    private static byte[] Interleave(ReadOnlySpan<byte> planes, int sampleBytes)
    {
        var samples = new byte[planes.Length];
        int planeBytes = planes.Length / Channels;
        for (int channel = 0; channel < Channels; channel++)
        {
            ReadOnlySpan<byte> plane = planes.Slice(channel * planeBytes, planeBytes);
            for (int i = 0; i < planeBytes; i += sampleBytes)
            {
                plane.Slice(i, sampleBytes).CopyTo(samples.AsSpan((i * Channels) + (channel * sampleBytes)));
            }
        }

        return samples;
    }
}
