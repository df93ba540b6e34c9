namespace Studio.Imaging.Dicom.Pixels;

/// <summary>Cuts the pixel data element into frames.</summary>
internal static class FrameSource
{
    /// <summary>Frames of uncompressed pixel data, in little endian.</summary>
    public static IEnumerable<NativeFrame> Native(DicomElement pixelData, PixelDescription description)
    {
        ReadOnlyMemory<byte> bytes = ToLittleEndian(pixelData, description);
        bool isSubsampled = description.Photometric == "YBR_FULL_422";
        long frameBits = description.PixelCount * description.BitsAllocated * (isSubsampled ? 2 : description.SamplesPerPixel);
        RequireComplete(bytes.Length, frameBits, description);
        for (int frame = 0; frame < description.FrameCount; frame++)
        {
            if (description.BitsAllocated == 1)
            {
                // 1-bit frames follow each other without padding (PS3.5 section 8.1.1).
                yield return new NativeFrame(SingleBits.Slice(bytes.Span, frame * frameBits, description.PixelCount), false, description.Photometric);
                continue;
            }

            int frameBytes = (int)(frameBits / 8);
            yield return new NativeFrame(bytes.Slice(checked((int)((long)frame * frameBytes)), frameBytes), description.IsPlanar, description.Photometric);
        }
    }

    /// <summary>Frames of encapsulated pixel data, unpacked by a codec.</summary>
    public static IEnumerable<NativeFrame> Encapsulated(IReadOnlyList<ReadOnlyMemory<byte>> fragments, PixelDescription description, IFrameCodec codec)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> frames = FragmentJoiner.Join(fragments, description.FrameCount);
        foreach (ReadOnlyMemory<byte> frame in frames)
        {
            yield return codec.Decode(frame, description, out string? error)
                ?? throw new UnreadableImageException(error ?? "The compressed pixels are damaged.");
        }
    }

    private static void RequireComplete(long bytes, long frameBits, PixelDescription description)
    {
        long needed = ((frameBits * description.FrameCount) + 7) / 8;
        if (bytes >= needed)
        {
            return;
        }

        throw new UnreadableImageException(description.FrameCount == 1
            ? $"The file ends early: {description.Rows} rows are announced, {bytes * 8 * description.Rows / frameBits} are there."
            : $"The file ends early: {description.FrameCount} frames are announced, {bytes * 8 / frameBits} are there.");
    }

    private static ReadOnlyMemory<byte> ToLittleEndian(DicomElement pixelData, PixelDescription description)
    {
        // OW counts in words of 16 bits, whatever the samples are (PS3.5 annex A.3 and D).
        bool areWords = description.BitsAllocated == 16 || pixelData.Vr == DicomVr.OW;
        if (!pixelData.IsBigEndian || !areWords)
        {
            return pixelData.Value;
        }

        byte[] swapped = pixelData.Value.ToArray();
        Formats.ByteOrder.SwapPairs(swapped);
        return swapped;
    }
}
