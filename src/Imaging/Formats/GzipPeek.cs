using System.IO.Compression;

namespace Studio.Imaging.Formats;

/// <summary>Looks into gzip files (RFC 1952) without unpacking them.</summary>
internal static class GzipPeek
{
    private const int LookedAtBytes = 16 << 10;

    public static bool IsGzip(ReadOnlySpan<byte> file) => file.Length > 18 && file[0] == 0x1F && file[1] == 0x8B && file[2] == 8;

    /// <summary>The first bytes of the content, fewer where the file is damaged or ends.</summary>
    public static byte[] First(ReadOnlySpan<byte> file, int count)
    {
        using var source = new MemoryStream(file[..Math.Min(file.Length, LookedAtBytes)].ToArray(), writable: false);
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        var first = new byte[count];
        int read = 0;
        try
        {
            int got;
            while (read < count && (got = gzip.Read(first, read, count - read)) > 0)
            {
                read += got;
            }
        }
        catch (InvalidDataException)
        {
            // What was unpacked before the damage is enough to tell what the content is.
        }

        return first[..read];
    }
}
