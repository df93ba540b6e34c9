namespace Studio.Imaging.Dicom.Pixels;

/// <summary>Cuts the pixel data element into frames.</summary>
internal static class FrameSource
{
    /// <summary>Frames of uncompressed pixel data, in little endian.</summary>
    public static IEnumerable<NativeFrame> Native(DicomElement pixelData, PixelDescription description)
    {
        ReadOnlyMemory<byte> bytes = ToLittleEndian(pixelData, description);
        bool isSubsampled = IsSubsampled(bytes.Length, description);
        string photometric = isSubsampled ? description.Photometric : description.Photometric.Replace("_422", "", StringComparison.Ordinal);
        long frameBits = description.PixelCount * description.BitsAllocated * (isSubsampled ? 2 : description.SamplesPerPixel);
        RequireComplete(bytes.Length, frameBits, description);
        for (int frame = 0; frame < description.FrameCount; frame++)
        {
            if (description.BitsAllocated == 1)
            {
                // 1-bit frames follow each other without padding (PS3.5 section 8.1.1).
                yield return new NativeFrame(SingleBits.Slice(bytes.Span, frame * frameBits, description.PixelCount), false, photometric);
                continue;
            }

            int frameBytes = (int)(frameBits / 8);
            yield return new NativeFrame(bytes.Slice(checked((int)((long)frame * frameBytes)), frameBytes), description.IsPlanar, photometric);
        }
    }

    /// <summary>Frames of encapsulated pixel data, unpacked by a codec.</summary>
    public static IEnumerable<NativeFrame> Encapsulated(
        IReadOnlyList<ReadOnlyMemory<byte>> fragments, ReadOnlySpan<byte> extendedOffsets, PixelDescription description, IFrameCodec codec)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> frames = FragmentJoiner.Join(fragments, extendedOffsets, description.FrameCount);
        return frames.Select(frame => codec.Decode(frame, description, out string? error)
            ?? throw new UnreadableImageException(error ?? "The compressed pixels are damaged."));
    }

    /// <summary>Files that call their colours subsampled although every pixel has its own are common.</summary>
    private static bool IsSubsampled(long bytes, PixelDescription description) =>
        description.IsSubsampled && bytes < description.UnpackedLayout.ByteCount * description.FrameCount;

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
        bool areWords = description.BitsAllocated > 8 || pixelData.Vr == DicomVr.OW;
        if (!pixelData.IsBigEndian || !areWords)
        {
            return pixelData.Value;
        }

        byte[] swapped = pixelData.Value.ToArray();
        Formats.ByteOrder.Swap(swapped, Math.Max(2, description.BitsAllocated / 8));
        return swapped;
    }
}
