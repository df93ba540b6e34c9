using System.Runtime.InteropServices;
using Studio.Imaging.Dicom.Pixels;

namespace Studio.Training.Import.Codecs;

/// <summary>JPEG 2000 and high-throughput JPEG 2000 over OpenJPEG (PS3.5 sections 8.2.4 and 8.2.14).</summary>
public sealed partial class Jpeg2000FrameCodec : NativeFrameCodec
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> TransferSyntaxUids { get; } =
    [
        "1.2.840.10008.1.2.4.90",
        "1.2.840.10008.1.2.4.91",
        "1.2.840.10008.1.2.4.201",
        "1.2.840.10008.1.2.4.202",
        "1.2.840.10008.1.2.4.203",
    ];

    protected override string Name => "JPEG 2000";

    /// <summary>
    /// The library undoes the codestream's own colour transform. Headers that name that transform although the
    /// codestream has none describe samples that were never transformed.
    /// </summary>
    private protected override string PhotometricOf(PixelDescription description, int colour) =>
        colour == NativeFrameLayout.ColourIsRgb || description.Photometric is "YBR_RCT" or "YBR_ICT" ? "RGB" : description.Photometric;

    private protected override unsafe int Call(byte* packed, nuint length, NativeFrameLayout* frame, byte* samples, nuint samplesSize, byte* message, nuint messageSize) =>
        DecodeJpeg2000(packed, length, frame, samples, samplesSize, message, messageSize);

    [LibraryImport("studio_codecs", EntryPoint = "studio_decode_jpeg2000")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int DecodeJpeg2000(
        byte* packed, nuint length, NativeFrameLayout* frame, byte* samples, nuint samplesSize, byte* message, nuint messageSize);
}
