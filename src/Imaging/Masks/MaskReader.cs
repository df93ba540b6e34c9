using Studio.Imaging.Formats.Png;

namespace Studio.Imaging.Masks;

/// <summary>Reads mask files: indexed, grey or coloured pictures and volumes whose values stand for classes.</summary>
public sealed class MaskReader(ImageDecoder decoder, DecodeLimits? limits = null)
{
    /// <summary>More values than this, and the file is a picture and no mask.</summary>
    public const int MaxDistinctValues = 256;

    private readonly DecodeLimits _limits = limits ?? DecodeLimits.Default;

    /// <summary>Reads a mask with all its frames.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">File name, only for messages.</param>
    public MaskOutcome Read(ReadOnlyMemory<byte> file, string name, CancellationToken cancellationToken = default)
    {
        try
        {
            if (PngReader.Recognises(file.Span) && ReadIndexed(file) is { } indexed)
            {
                return new MaskOutcome.Read(indexed);
            }

            return decoder.Decode(file, name, cancellationToken) switch
            {
                DecodeOutcome.Decoded decoded => new MaskOutcome.Read(ToMask(decoded.File, cancellationToken)),
                DecodeOutcome.Rejected rejected => new MaskOutcome.Rejected(rejected.Reason),
                _ => throw new InvalidOperationException("The decoder gave an outcome that is not known here."),
            };
        }
        catch (UnreadableImageException unreadable)
        {
            return new MaskOutcome.Rejected(unreadable.Message);
        }
    }

    /// <summary>An indexed PNG with its indices, or null for any other PNG.</summary>
    private MaskFile? ReadIndexed(ReadOnlyMemory<byte> file)
    {
        if (PngChunks.Parse(file, _limits).Header.Colour != PngColour.Indexed)
        {
            return null;
        }

        PngContent content = PngReader.Read(file, _limits);
        int[] values = Array.ConvertAll(content.Samples, sample => (int)sample);
        var counter = new MaskValueCounter();
        counter.Add(values);
        var grid = new MaskGrid(content.Header.Rows, content.Header.Columns, [null]);
        return new MaskFile(grid, MaskValueKind.PaletteIndex, counter.Distinct, _ => values);
    }

    private static MaskFile ToMask(DecodedFile file, CancellationToken cancellationToken)
    {
        ImageFacts facts = file.Facts;
        int layers = 1 + facts.PerFrame.Select(frame => frame.Channel ?? 0).DefaultIfEmpty().Max();
        if (layers > 1)
        {
            throw new UnreadableImageException(
                $"The mask holds {layers} volumes, one over the other. Export it as one label map, with one number per class.");
        }

        bool isGrey = MaskValues.AreGrey(file.Frames);
        int[] Values(int frame) => isGrey ? MaskValues.Greys(file.Frames[frame], facts) : MaskValues.Colours(file.Frames[frame]);
        var counter = new MaskValueCounter();
        var blank = new HashSet<int>();
        for (int frame = 0; frame < file.Frames.Count; frame++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] values = Values(frame);
            counter.Add(values);
            if (!values.AsSpan().ContainsAnyExcept(0))
            {
                blank.Add(frame);
            }
        }

        FramePlane?[] planes = [.. file.Frames.Select((_, index) => index < facts.PerFrame.Count ? facts.PerFrame[index].Plane : null)];
        var grid = new MaskGrid(facts.Layout.Rows, facts.Layout.Columns, planes, facts.PixelSpacing, facts.IsTurned) { BlankFrames = blank };
        return new MaskFile(grid, isGrey ? MaskValueKind.Grey : MaskValueKind.Colour, counter.Distinct, Values);
    }
}
