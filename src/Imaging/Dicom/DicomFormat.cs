using Studio.Imaging.Dicom.Pixels;
using Studio.Imaging.Formats;

namespace Studio.Imaging.Dicom;

/// <summary>DICOM Part 10 files with uncompressed, RLE or deflated pixels; other codecs are handed in by transfer syntax.</summary>
internal sealed class DicomFormat(IReadOnlyList<IFrameCodec> codecs) : IImageFormat
{
    private static readonly DicomTag[] PixelTags = [DicomTag.PixelData, DicomTag.FloatPixelData, DicomTag.DoubleFloatPixelData];

    public string Name => "DICOM";

    public bool Recognises(ReadOnlySpan<byte> file) => DicomFile.Recognises(file);

    public DecodedFile Decode(ReadOnlyMemory<byte> file, DecodeLimits limits, CancellationToken cancellationToken)
    {
        DicomFile dicom = DicomFile.Open(file, limits);
        var warnings = new List<string>(dicom.Warnings);
        DicomElement pixelData = RequirePixels(dicom.Dataset);
        PixelDescription description = PixelDescription.Read(dicom.Dataset, pixelData.Tag, warnings);
        long storedBytes = pixelData.Value.Length + (pixelData.Fragments?.Sum(part => (long)part.Length) ?? 0);
        LimitGuard.Check(description.UnpackedLayout, description.FrameCount, storedBytes, limits);
        PaletteLut? palette = description.Photometric == "PALETTE COLOR" ? PaletteLut.Read(dicom.Dataset, description.IsSigned) : null;
        if (palette is not null)
        {
            // The colours take three bytes for each index.
            RasterLayout coloured = description.UnpackedLayout with { SamplesPerPixel = 3, BytesPerSample = 1 };
            LimitGuard.Check(coloured, description.FrameCount, storedBytes, limits);
        }

        var converter = new FrameConverter(description);
        var frames = new List<RasterImage>();
        foreach (NativeFrame frame in OpenFrames(dicom, pixelData, description, warnings))
        {
            cancellationToken.ThrowIfCancellationRequested();
            frames.Add(converter.Convert(frame));
        }

        return new DecodedFile(DicomFacts.Collect(dicom, description, frames, warnings) with { Palette = palette }, frames) { Dicom = dicom };
    }

    private static DicomElement RequirePixels(DicomDataset dataset)
    {
        foreach (DicomTag tag in PixelTags)
        {
            if (dataset.Find(tag) is { } pixelData)
            {
                return pixelData;
            }
        }

        if (dataset.Contains(DicomTag.Rows))
        {
            throw new UnreadableImageException("The file ends early: its pixels are missing.");
        }

        string kind = dataset.Text(DicomTag.Modality) is { } modality ? $" of the kind {modality}" : "";
        throw new UnreadableImageException($"The DICOM file{kind} holds no picture, or it ends before it.");
    }

    private IEnumerable<NativeFrame> OpenFrames(DicomFile dicom, DicomElement pixelData, PixelDescription description, List<string> warnings)
    {
        if (pixelData.Fragments is null && !dicom.Syntax.IsEncapsulated)
        {
            if (description.Photometric is not ("YBR_RCT" or "YBR_ICT"))
            {
                return FrameSource.Native(pixelData, description);
            }

            // Some programs unpack JPEG 2000 and forget to say that its colour transform is undone.
            warnings.Add($"The colours are called {description.Photometric}, which only JPEG 2000 has; they are taken as red, green and blue.");
            return FrameSource.Native(pixelData, description with { Photometric = "RGB" });
        }

        IFrameCodec codec = codecs.FirstOrDefault(candidate => candidate.TransferSyntaxUids.Contains(dicom.Syntax.Uid))
            ?? throw new UnreadableImageException($"The picture is {dicom.Syntax.Words}, which this version cannot read yet.");
        ReadOnlyMemory<byte> offsets = dicom.Dataset.Find(DicomTag.ExtendedOffsetTable)?.Value ?? default;
        return pixelData.Fragments is { } fragments
            ? FrameSource.Encapsulated(fragments, offsets.Span, description, codec)
            : throw new UnreadableImageException($"The file is damaged: its picture should be {dicom.Syntax.Words} but is not.");
    }
}
