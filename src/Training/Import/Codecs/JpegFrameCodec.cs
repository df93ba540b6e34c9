using System.Runtime.InteropServices;
using Studio.Imaging.Dicom.Pixels;

namespace Studio.Training.Import.Codecs;

/// <summary>JPEG baseline, extended (12 bits) and lossless (up to 16 bits), over libjpeg-turbo and gdcmjpeg (PS3.5 section 8.2.1).</summary>
public sealed partial class JpegFrameCodec : NativeFrameCodec
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> TransferSyntaxUids { get; } =
        ["1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70"];

    protected override string Name => "JPEG";

    /// <summary>
    /// What the codestream says of its own colours (an Adobe marker, subsampled chrominance) is how they were written;
    /// without it the DICOM header decides. JPEG chrominance is full-range and already at full resolution here.
    /// </summary>
    private protected override string PhotometricOf(PixelDescription description, int colour) => colour switch
    {
        NativeFrameLayout.ColourIsRgb => "RGB",
        NativeFrameLayout.ColourIsYbr => "YBR_FULL",
        _ when description.SamplesPerPixel == 3 && description.Photometric != "RGB" => "YBR_FULL",
        _ => description.Photometric,
    };

    private protected override unsafe int Call(byte* packed, nuint length, NativeFrameLayout* frame, byte* samples, nuint samplesSize, byte* message, nuint messageSize) =>
        DecodeJpeg(packed, length, frame, samples, samplesSize, message, messageSize);

    [LibraryImport("studio_codecs", EntryPoint = "studio_decode_jpeg")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int DecodeJpeg(
        byte* packed, nuint length, NativeFrameLayout* frame, byte* samples, nuint samplesSize, byte* message, nuint messageSize);
}
