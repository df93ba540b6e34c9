using System.Globalization;
using System.Security.Cryptography;
using Studio.Contracts;
using Studio.Contracts.Import;
using Studio.Imaging;
using Studio.Imaging.Dicom;
using Studio.Imaging.Dicom.DeIdentification;
using Studio.Imaging.Display;
using Studio.Imaging.Formats;
using Studio.Imaging.Masks;
using Studio.Training.Import.Codecs;

namespace Studio.Training.Import;

/// <summary>Reads one untrusted file into staged pixels and facts.</summary>
public sealed class FileReader
{

    static readonly DecodeLimits Limits = new() { MaxTotalBytes = 1L << 30 };

    readonly ImageDecoder decoder;
    readonly MaskReader masks;

    public FileReader()
    {
        decoder = CreateDecoder();
        masks = new MaskReader(decoder, Limits);
    }

    /// <summary>Reads every format of the catalog, with the native codecs.</summary>
    public static ImageDecoder CreateDecoder() => new(ImageFormatCatalog.Create(new NativeJpegCodec(), NativeFrameCodec.All), Limits);

    /// <summary>Never throws: whatever is wrong with the file becomes the reason of a rejection.</summary>
    public DecodeReply Read(DecodeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ReadOrReject(request) with { Id = request.Id };
    }

#pragma warning disable CA1031 // An unforeseen error in a parser must cost this file only, not the import.
    DecodeReply ReadOrReject(DecodeRequest request)
    {
        try
        {
            var bytes = File.ReadAllBytes(request.Path);
            return request.Purpose == DecodePurpose.Image ? ReadImage(bytes, request) : ReadMask(bytes, request);
        }
        catch (OutOfMemoryException)
        {
            return new DecodeRejected("Reading this file needs more memory than one file may use. The file is damaged or too large.");
        }
        catch (IOException full) when (DiskRoom.IsMissing(full))
        {
            return new DecodeStorageFull();
        }
        catch (IOException)
        {
            return new DecodeRejected("The file cannot be read from the disk. Copy it again and import it again.");
        }
        catch (UnauthorizedAccessException)
        {
            return new DecodeRejected("The file may not be read by this user. Change its permissions and import it again.");
        }
        catch (Exception unforeseen)
        {
            return new DecodeRejected($"The file holds something that is not understood ({unforeseen.GetType().Name}). It is probably damaged; export it again.");
        }
    }
#pragma warning restore CA1031

    DecodeReply ReadImage(byte[] bytes, DecodeRequest request) => decoder.Decode(bytes, request.DisplayName) switch
    {
        DecodeOutcome.Decoded decoded => Describe(decoded.File, request),
        DecodeOutcome.Rejected rejected => new DecodeRejected(rejected.Reason),
        _ => throw new InvalidOperationException("The decoder gave an outcome that is not known here."),
    };

    DecodeReply ReadMask(byte[] bytes, DecodeRequest request) => masks.Read(bytes, request.DisplayName) switch
    {
        MaskOutcome.Read read => MaskStaging.Stage(read.File, request.OutputFolder),
        MaskOutcome.Rejected rejected => new DecodeRejected(rejected.Reason),
        _ => throw new InvalidOperationException("The mask reader gave an outcome that is not known here."),
    };

    static DecodedImage Describe(DecodedFile decoded, DecodeRequest request)
    {
        var file = WorkingForm.Of(decoded);
        var header = DicomHeader.Of(decoded, request.Privacy is { } privacy ? DeIdentifierOf(privacy) : null);
        var facts = header is null ? file.Facts : header.Apply(file.Facts);
        var frames = file.Frames.Select((frame, index) => Stage(frame, index, facts, file.Frames.Count, request.OutputFolder)).ToList();
        return new DecodedImage(
            facts.Format,
            facts.Modality,
            facts.PatientId,
            facts.StudyUid,
            facts.SeriesUid,
            facts.SopInstanceUid,
            facts.Layout.Rows,
            facts.Layout.Columns,
            facts.Layout.SamplesPerPixel,
            facts.Layout.BytesPerSample,
            facts.Layout.BitsStored,
            facts.Layout.IsSigned,
            facts.Photometric.ToString().ToUpperInvariant(),
            facts.RescaleSlope,
            facts.RescaleIntercept,
            facts.PixelSpacing?.RowMm,
            facts.PixelSpacing?.ColumnMm,
            FrameReply.Windows(facts),
            frames,
            facts.Warnings,
            header is null ? null : Clinical(header, request.DisplayName),
            facts.IsTurned);
    }

    static DeIdentifier DeIdentifierOf(PrivacyOptions privacy) => new(
        Convert.FromBase64String(privacy.KeyBase64),
        new DeIdentificationOptions { PatientCharacteristics = privacy.KeepsCharacteristics });

    static ClinicalContext Clinical(DicomHeader header, string path) => new(
        header.StudyDate,
        header.StudyDescription,
        header.SeriesNumber,
        header.SeriesDescription,
        header.InstanceNumber,
        header.FrameOfReferenceUid,
        header.Json,
        header.BurnedInRisk,
        header.SafePath(path));

    static DecodedFrame Stage(RasterImage frame, int index, ImageFacts facts, int frameCount, string outputFolder)
    {
        var name = index.ToString("D5", CultureInfo.InvariantCulture);
        var pixelFile = Path.Combine(outputFolder, name + ".raw");
        var thumbnailFile = Path.Combine(outputFolder, name + ".png");
        File.WriteAllBytes(pixelFile, frame.Samples);
        File.WriteAllBytes(thumbnailFile, Thumbnail.Render(frame, FrameReply.FactsOf(index, facts), Thumbnail.StoredSide));
        var statistics = frameCount == 1 ? facts.Statistics : SampleStatistics.Measure([frame]);
        var reply = new DecodedFrame(
            index,
            pixelFile,
            Convert.ToHexStringLower(SHA256.HashData(frame.Samples)),
            frame.Samples.LongLength,
            thumbnailFile,
            statistics.Minimum,
            statistics.Maximum,
            statistics.Percentile1,
            statistics.Percentile99);
        return FrameReply.Describe(reply, facts);
    }
}
