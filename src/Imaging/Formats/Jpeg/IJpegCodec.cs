namespace Studio.Imaging.Formats.Jpeg;

/// <summary>Decodes baseline and progressive JPEG; implemented natively and only in the import process.</summary>
public interface IJpegCodec
{
    /// <summary>Decodes a file whose header has been checked.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="rows">Rows that the header announces.</param>
    /// <param name="columns">Columns that the header announces.</param>
    /// <param name="channels">1 (grey) or 3 (RGB, converted from YCbCr).</param>
    /// <param name="samples">[rows, columns, channels], exactly as long.</param>
    /// <returns>What is wrong in the words of the decoder, or null.</returns>
    string? Decode(ReadOnlySpan<byte> file, int rows, int columns, int channels, Span<byte> samples);
}
