using System.IO.Compression;
using Studio.Imaging.Formats.Png;

namespace Studio.Imaging.Dicom.Pixels;

/// <summary>Deflated Image Frame Compression (PS3.5 annex A.4.13): each frame is a raw deflate stream of uncompressed samples.</summary>
internal sealed class DeflateFrameCodec : IFrameCodec
{
    public IReadOnlyList<string> TransferSyntaxUids { get; } = ["1.2.840.10008.1.2.8.1"];

    public NativeFrame? Decode(ReadOnlyMemory<byte> packed, PixelDescription description, out string? error)
    {
        long bits = description.PixelCount * description.SamplesPerPixel * description.BitsAllocated;
        var samples = new byte[(bits + 7) / 8];
        error = null;
        try
        {
            using var source = new SegmentStream([packed]);
            using var deflate = new DeflateStream(source, CompressionMode.Decompress);
            if (deflate.ReadAtLeast(samples, samples.Length, throwOnEndOfStream: false) == samples.Length)
            {
                return new NativeFrame(samples, description.IsPlanar, description.Photometric) { IsOwned = true };
            }
        }
        catch (InvalidDataException)
        {
            // Told below, like a stream that ends early.
        }

        error = "The deflated pixels are damaged or end early.";
        return null;
    }
}
