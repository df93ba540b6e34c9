using System.Globalization;

namespace Studio.Imaging.Formats;

/// <summary>Checks announced sizes against <see cref="DecodeLimits"/> before any memory is taken for them.</summary>
internal static class LimitGuard
{
    /// <summary>Checks the size of a frame and of all frames together.</summary>
    /// <param name="storedBytes">Bytes in the file from which the frames are decoded.</param>
    /// <exception cref="UnreadableImageException">A limit is exceeded.</exception>
    public static void Check(RasterLayout layout, int frameCount, long storedBytes, DecodeLimits limits)
    {
        CheckSides(layout.Rows, layout.Columns, limits);
        if (frameCount < 1 || frameCount > limits.MaxFrames)
        {
            throw new UnreadableImageException($"The file announces {Number(frameCount)} frames; between 1 and {Number(limits.MaxFrames)} can be read.");
        }

        long total = layout.ByteCount * frameCount;
        if (layout.ByteCount > limits.MaxFrameBytes || total > limits.MaxTotalBytes)
        {
            throw new UnreadableImageException(
                $"The picture is too large: {layout.Columns}×{layout.Rows} with {Number(frameCount)} frames needs {Megabytes(total)} of memory.");
        }

        if (total > limits.FreeExpansionBytes && total / Math.Max(1, storedBytes) > limits.MaxExpansion)
        {
            throw new UnreadableImageException(
                $"The file announces {Megabytes(total)} of pixels but holds only {Megabytes(storedBytes)}; that is no real picture.");
        }
    }

    public static void CheckSides(long rows, long columns, DecodeLimits limits)
    {
        if (rows < 1 || columns < 1)
        {
            throw new UnreadableImageException($"The picture is empty: {columns}×{rows} pixels are announced.");
        }

        if (rows > limits.MaxSide || columns > limits.MaxSide)
        {
            throw new UnreadableImageException(
                $"The picture is too large: {columns}×{rows} pixels are announced, at most {limits.MaxSide} per side can be read.");
        }
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => Number((bytes + (1 << 20) - 1) >> 20) + " MB";
}
