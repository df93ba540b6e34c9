using System.IO.Compression;

namespace Studio.Imaging.Labelmaps;

/// <summary>Labelmaps as they are stored and sent: gzip over one byte per pixel.</summary>
public static class LabelmapPacking
{
    /// <summary>Packs the classes of a labelmap.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> classes, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
        {
            gzip.Write(classes);
        }

        return packed.ToArray();
    }

    /// <summary>Unpacks a labelmap of known size; never unpacks more than the size allows.</summary>
    /// <param name="error">What is wrong when the result is false, for the user.</param>
    public static bool TryUnpack(ReadOnlyMemory<byte> packed, int rows, int columns, out byte[] classes, out string? error)
    {
        classes = new byte[(long)rows * columns];
        try
        {
            using var source = new MemoryStream(packed.ToArray(), writable: false);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            int read = gzip.ReadAtLeast(classes, classes.Length, throwOnEndOfStream: false);
            error = read < classes.Length
                ? $"The mask ends early: {classes.Length} pixels are expected, {read} are there."
                : gzip.ReadByte() >= 0 ? $"The mask is larger than the picture of {columns}×{rows} pixels." : null;
        }
        catch (InvalidDataException)
        {
            error = "The mask is damaged: it cannot be unpacked.";
        }

        if (error is null)
        {
            return true;
        }

        classes = [];
        return false;
    }
}
