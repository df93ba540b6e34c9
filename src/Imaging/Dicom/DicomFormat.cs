using Studio.Imaging.Dicom.Pixels;
using Studio.Imaging.Formats;

namespace Studio.Imaging.Dicom;

/// <summary>DICOM Part 10 files with uncompressed or RLE pixels; other codecs are handed in by transfer syntax.</summary>
internal sealed class DicomFormat(IReadOnlyList<IFrameCodec> codecs) : IImageFormat
{
    public string Name => "DICOM";

    public bool Recognises(ReadOnlySpan<byte> file) => DicomFile.Recognises(file);

    public DecodedFile Decode(ReadOnlyMemory<byte> file, DecodeLimits limits, CancellationToken cancellationToken)
    {
        DicomFile dicom = DicomFile.Open(file, limits);
        var warnings = new List<string>(dicom.Warnings);
        DicomElement pixelData = RequirePixels(dicom.Dataset);
        PixelDescription description = PixelDescription.Read(dicom.Dataset, warnings);
        long storedBytes = pixelData.Value.Length + (pixelData.Fragments?.Sum(part => (long)part.Length) ?? 0);
        LimitGuard.Check(description.UnpackedLayout, description.FrameCount, storedBytes, limits);
        PaletteLut? palette = description.Photometric == "PALETTE COLOR" ? PaletteLut.Read(dicom.Dataset, description.IsSigned) : null;
        var converter = new FrameConverter(description, palette);
        var frames = new List<RasterImage>();
        foreach (NativeFrame frame in OpenFrames(dicom, pixelData, description))
        {
            cancellationToken.ThrowIfCancellationRequested();
            frames.Add(converter.Convert(frame));
        }

        return new DecodedFile(DicomFacts.Collect(dicom, description, frames, warnings), frames);
    }

    private static DicomElement RequirePixels(DicomDataset dataset)
    {
        if (dataset.Find(DicomTag.PixelData) is { } pixelData)
        {
            return pixelData;
        }

        if (dataset.Contains(DicomTag.FloatPixelData) || dataset.Contains(DicomTag.DoubleFloatPixelData))
        {
            throw new UnreadableImageException("The pixels are floating-point numbers, which this version cannot read yet.");
        }

        if (dataset.Contains(DicomTag.Rows))
        {
            throw new UnreadableImageException("The file ends early: its pixels are missing.");
        }

        string kind = dataset.Text(DicomTag.Modality) is { } modality ? $" of the kind {modality}" : "";
        throw new UnreadableImageException($"The DICOM file{kind} holds no picture, or it ends before it.");
    }

    private IEnumerable<NativeFrame> OpenFrames(DicomFile dicom, DicomElement pixelData, PixelDescription description)
    {
        if (pixelData.Fragments is null && !dicom.Syntax.IsEncapsulated)
        {
            return FrameSource.Native(pixelData, description);
        }

        IFrameCodec codec = codecs.FirstOrDefault(candidate => candidate.TransferSyntaxUids.Contains(dicom.Syntax.Uid))
            ?? throw new UnreadableImageException($"The picture is {dicom.Syntax.Words}, which this version cannot read yet.");
        return pixelData.Fragments is { } fragments
            ? FrameSource.Encapsulated(fragments, description, codec)
            : throw new UnreadableImageException($"The file is damaged: its picture should be {dicom.Syntax.Words} but is not.");
    }
}
