using System.Runtime.InteropServices;

namespace Studio.Imaging.Dicom.Pixels;

/// <summary>Turns unpacked frames into the studio's raster: interleaved, clean upper bits, RGB.</summary>
internal sealed class FrameConverter(PixelDescription description, PaletteLut? palette)
{
    public RasterImage Convert(NativeFrame frame)
    {
        byte[] samples = ToSamples(frame);
        CleanBits(samples);
        if (palette is not null)
        {
            return palette.Apply(samples, description);
        }

        if (frame.Photometric is "YBR_FULL" or "YBR_FULL_422")
        {
            YbrConverter.ToRgb(samples, description.UnpackedLayout);
        }
        else if (description.SamplesPerPixel == 3 && frame.Photometric != "RGB")
        {
            throw new UnreadableImageException($"Colours stored as {frame.Photometric} cannot be read without compression.");
        }

        return new RasterImage(description.UnpackedLayout, samples);
    }

    private byte[] ToSamples(NativeFrame frame)
    {
        ReadOnlySpan<byte> bytes = frame.Bytes.Span;
        if (description.BitsAllocated == 1)
        {
            return SingleBits.Unpack(bytes, description.PixelCount);
        }

        long expected = description.UnpackedLayout.ByteCount;
        if (frame.Photometric == "YBR_FULL_422" && bytes.Length < expected)
        {
            return YbrConverter.Upsample(bytes, description.UnpackedLayout);
        }

        if (bytes.Length < expected)
        {
            throw new UnreadableImageException("The unpacked pixels are fewer than the file announces.");
        }

        bytes = bytes[..(int)expected];
        return frame.IsPlanar ? Interleave(bytes, description.BytesPerSample) : bytes.ToArray();
    }

    private static byte[] Interleave(ReadOnlySpan<byte> planes, int sampleBytes)
    {
        const int channels = 3;
        var samples = new byte[planes.Length];
        int planeBytes = planes.Length / channels;
        for (int channel = 0; channel < channels; channel++)
        {
            ReadOnlySpan<byte> plane = planes.Slice(channel * planeBytes, planeBytes);
            for (int i = 0; i < planeBytes; i += sampleBytes)
            {
                plane.Slice(i, sampleBytes).CopyTo(samples.AsSpan((i * channels) + (channel * sampleBytes)));
            }
        }

        return samples;
    }

    /// <summary>Shifts samples to bit 0, clears what lies above the high bit (old overlays) and extends the sign.</summary>
    private void CleanBits(Span<byte> samples)
    {
        int unused = description.BitsAllocated - description.BitsStored;
        if (description.BitsAllocated == 1 || unused == 0)
        {
            return;
        }

        int left = description.BitsAllocated - 1 - description.HighBit;
        if (description.BytesPerSample == 1)
        {
            foreach (ref byte sample in samples)
            {
                byte shifted = (byte)(sample << left);
                sample = description.IsSigned ? (byte)((sbyte)shifted >> unused) : (byte)(shifted >> unused);
            }

            return;
        }

        foreach (ref ushort sample in MemoryMarshal.Cast<byte, ushort>(samples))
        {
            ushort shifted = (ushort)(sample << left);
            sample = description.IsSigned ? (ushort)((short)shifted >> unused) : (ushort)(shifted >> unused);
        }
    }
}
