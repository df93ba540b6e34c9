namespace Studio.Imaging.Formats;

/// <summary>A file format: one folder beside this file and one line in <see cref="ImageFormatCatalog"/>.</summary>
public interface IImageFormat
{
    /// <summary>The name users see, for example "PNG".</summary>
    string Name { get; }

    /// <summary>Whether the content (not the name) is of this format. Must be cheap and must not throw.</summary>
    bool Recognises(ReadOnlySpan<byte> file);

    /// <summary>Decodes all frames.</summary>
    /// <remarks>Bad input ends in an internal exception that <see cref="ImageDecoder"/> turns into a rejection.</remarks>
    DecodedFile Decode(ReadOnlyMemory<byte> file, DecodeLimits limits, CancellationToken cancellationToken);
}
