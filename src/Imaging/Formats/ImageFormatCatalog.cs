using Studio.Imaging.Dicom;
using Studio.Imaging.Dicom.Pixels;
using Studio.Imaging.Formats.Jpeg;
using Studio.Imaging.Formats.Netpbm;
using Studio.Imaging.Formats.Nifti;
using Studio.Imaging.Formats.Npz;
using Studio.Imaging.Formats.Nrrd;
using Studio.Imaging.Formats.Png;
using Studio.Imaging.Formats.Tiff;

namespace Studio.Imaging.Formats;

/// <summary>Every format that can be read. The order is the order of recognition: strict signatures first.</summary>
public sealed class ImageFormatCatalog(IReadOnlyList<IImageFormat> formats)
{
    public IReadOnlyList<IImageFormat> Formats { get; } = formats;

    /// <summary>The names of all formats, for messages.</summary>
    public string Names => string.Join(", ", Formats.Select(format => format.Name));

    /// <summary>Builds the catalog.</summary>
    /// <param name="jpegCodec">Decodes JPEG files; without it they are rejected.</param>
    /// <param name="frameCodecs">Further codecs for compressed DICOM pixels, by transfer syntax.</param>
    public static ImageFormatCatalog Create(IJpegCodec? jpegCodec = null, IReadOnlyList<IFrameCodec>? frameCodecs = null) => new(
    [
        // First, because the preamble of a DICOM file may hold the header of a TIFF file (PS3.10 section 7.1).
        new DicomFormat([new RleFrameCodec(), new DeflateFrameCodec(), new LosslessJpegFrameCodec(frameCodecs ?? []), .. frameCodecs ?? []]),
        new PngFormat(),
        new JpegFormat(jpegCodec),
        new TiffFormat(),
        new NiftiFormat(),
        new NrrdFormat(),
        new NpzFormat(),
        new NetpbmFormat(),
    ]);

    /// <summary>The first format that recognises the content, or null.</summary>
    public IImageFormat? Recognise(ReadOnlySpan<byte> file)
    {
        foreach (IImageFormat format in Formats)
        {
            if (format.Recognises(file))
            {
                return format;
            }
        }

        return null;
    }
}
