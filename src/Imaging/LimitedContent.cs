namespace Studio.Imaging;

/// <summary>Content read into memory, if it is not too large.</summary>
internal static class LimitedContent
{
    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <returns>Null where the stream holds more bytes than the limit.</returns>
    public static byte[]? Read(Stream stream, long limit)
    {
        using var content = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            if (content.Length + read > limit)
            {
                return null;
            }

            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }

    /// <summary>Without the byte order mark that some programs put before UTF-8.</summary>
    public static ReadOnlySpan<byte> WithoutMark(byte[] content) =>
        content.AsSpan().StartsWith(Utf8Mark) ? content.AsSpan(Utf8Mark.Length) : content;
}
