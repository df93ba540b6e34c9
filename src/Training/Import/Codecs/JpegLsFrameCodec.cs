using System.Runtime.InteropServices;
using Studio.Imaging.Dicom.Pixels;

namespace Studio.Training.Import.Codecs;

/// <summary>JPEG-LS, lossless and near-lossless, 2 to 16 bits, over CharLS (PS3.5 section 8.2.3).</summary>
public sealed partial class JpegLsFrameCodec : NativeFrameCodec
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> TransferSyntaxUids { get; } = ["1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"];

    protected override string Name => "JPEG-LS";

    private protected override string PhotometricOf(PixelDescription description, int colour) => description.Photometric;

    private protected override unsafe int Call(byte* packed, nuint length, NativeFrameLayout* frame, byte* samples, nuint samplesSize, byte* message, nuint messageSize) =>
        DecodeJpegLs(packed, length, frame, samples, samplesSize, message, messageSize);

    [LibraryImport("studio_codecs", EntryPoint = "studio_decode_jpegls")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int DecodeJpegLs(
        byte* packed, nuint length, NativeFrameLayout* frame, byte* samples, nuint samplesSize, byte* message, nuint messageSize);
}
