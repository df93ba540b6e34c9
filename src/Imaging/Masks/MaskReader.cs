using System.Runtime.InteropServices;
using Studio.Imaging.Formats.Png;

namespace Studio.Imaging.Masks;

/// <summary>Reads mask files: indexed, grey or coloured pictures whose values stand for classes.</summary>
public sealed class MaskReader(ImageDecoder decoder, DecodeLimits? limits = null)
{
    /// <summary>More values than this, and the file is a picture and no mask.</summary>
    public const int MaxDistinctValues = 256;

    private readonly DecodeLimits _limits = limits ?? DecodeLimits.Default;

    /// <summary>Reads a mask of one frame.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">File name, only for messages.</param>
    public MaskOutcome Read(ReadOnlyMemory<byte> file, string name, CancellationToken cancellationToken = default)
    {
        try
        {
            if (PngReader.Recognises(file.Span) && ReadIndexed(file) is { } indexed)
            {
                return indexed;
            }
        }
        catch (UnreadableImageException unreadable)
        {
            return new MaskOutcome.Rejected(unreadable.Message);
        }

        return decoder.Decode(file, name, cancellationToken) switch
        {
            DecodeOutcome.Decoded { File.Frames: [_] } decoded => ToMask(WorkingForm.Of(decoded.File).Frames[0]),
            DecodeOutcome.Decoded decoded => new MaskOutcome.Rejected($"The mask has {decoded.File.Frames.Count} pages; one is expected."),
            DecodeOutcome.Rejected rejected => new MaskOutcome.Rejected(rejected.Reason),
            _ => throw new InvalidOperationException("The decoder gave an outcome that is not known here."),
        };
    }

    /// <summary>An indexed PNG with its indices, or null for any other PNG.</summary>
    private MaskOutcome? ReadIndexed(ReadOnlyMemory<byte> file)
    {
        if (PngChunks.Parse(file, _limits).Header.Colour != PngColour.Indexed)
        {
            return null;
        }

        PngContent content = PngReader.Read(file, _limits);
        var values = new int[content.Samples.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = content.Samples[i];
        }

        return Count(content.Header.Rows, content.Header.Columns, MaskValueKind.PaletteIndex, values);
    }

    private static MaskOutcome ToMask(RasterImage frame)
    {
        var values = new int[frame.Layout.PixelCount];
        if (frame.SamplesPerPixel == 1)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = frame.SampleAt(i);
            }

            return Count(frame.Rows, frame.Columns, MaskValueKind.Grey, values);
        }

        int shift = Math.Max(0, frame.BitsStored - 8);
        bool isGrey = true;
        for (int i = 0; i < values.Length; i++)
        {
            int red = frame.SampleAt(3 * i) >> shift;
            int green = frame.SampleAt((3 * i) + 1) >> shift;
            int blue = frame.SampleAt((3 * i) + 2) >> shift;
            isGrey &= red == green && green == blue;
            values[i] = (red << 16) | (green << 8) | blue;
        }

        if (!isGrey)
        {
            return Count(frame.Rows, frame.Columns, MaskValueKind.Colour, values);
        }

        // A grey mask saved as RGB, as many programs do.
        foreach (ref int value in values.AsSpan())
        {
            value &= 0xFF;
        }

        return Count(frame.Rows, frame.Columns, MaskValueKind.Grey, values);
    }

    private static MaskOutcome Count(int rows, int columns, MaskValueKind kind, int[] values)
    {
        var counts = new Dictionary<int, long>();
        int start = 0;
        while (start < values.Length)
        {
            // Masks are made of long runs of one value.
            int length = values.AsSpan(start).IndexOfAnyExcept(values[start]);
            length = length < 0 ? values.Length - start : length;
            CollectionsMarshal.GetValueRefOrAddDefault(counts, values[start], out _) += length;
            if (counts.Count > MaxDistinctValues)
            {
                return new MaskOutcome.Rejected(
                    $"The mask has more than {MaxDistinctValues} different values, so it is a picture and no mask. Masks saved as JPEG look like this; export them as PNG.");
            }

            start += length;
        }

        List<MaskValueCount> distinct = [.. counts.OrderBy(entry => entry.Key).Select(entry => new MaskValueCount(entry.Key, entry.Value))];
        return new MaskOutcome.Read(new MaskImage(rows, columns, kind, values, distinct));
    }
}
