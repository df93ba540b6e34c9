using Studio.Imaging.Formats;

namespace Studio.Imaging;

/// <summary>Reads image files of any format in its catalog, recognised by content and never by name.</summary>
public sealed class ImageDecoder(ImageFormatCatalog catalog, DecodeLimits? limits = null)
{
    private readonly DecodeLimits _limits = limits ?? DecodeLimits.Default;

    /// <summary>Reads a whole stream and decodes it.</summary>
    public async Task<DecodeOutcome> DecodeAsync(Stream stream, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (stream.CanSeek && stream.Length - stream.Position > _limits.MaxFileBytes)
        {
            return TooLarge();
        }

        using var buffer = new MemoryStream();
        var chunk = new byte[1 << 17];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > _limits.MaxFileBytes)
            {
                return TooLarge();
            }

            buffer.Write(chunk, 0, read);
        }

        return Decode(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), name, cancellationToken);
    }

    /// <summary>Decodes a file that is in memory.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">File name, only for messages.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled, between two frames at the latest.</exception>
    public DecodeOutcome Decode(ReadOnlyMemory<byte> file, string name, CancellationToken cancellationToken = default)
    {
        if (file.IsEmpty)
        {
            return new DecodeOutcome.Rejected("The file is empty.");
        }

        if (file.Length > _limits.MaxFileBytes)
        {
            return TooLarge();
        }

        IImageFormat? format = catalog.Recognise(file.Span);
        if (format is null)
        {
            return new DecodeOutcome.Rejected($"{name} is not a picture that can be read. Known formats: {catalog.Names}.");
        }

        try
        {
            return new DecodeOutcome.Decoded(format.Decode(file, _limits, cancellationToken));
        }
        catch (UnreadableImageException unreadable)
        {
            return new DecodeOutcome.Rejected(unreadable.Message);
        }
    }

    private DecodeOutcome.Rejected TooLarge() =>
        new($"The file is larger than {_limits.MaxFileBytes >> 20} MB, the most that can be read.");
}
