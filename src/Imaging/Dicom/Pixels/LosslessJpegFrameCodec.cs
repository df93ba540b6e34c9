using Studio.Imaging.Formats.Jpeg.Lossless;

namespace Studio.Imaging.Dicom.Pixels;

/// <summary>JPEG lossless, process 14 (PS3.5 A.4.1 and 10.2): managed, and faster than the usual C libraries.</summary>
/// <param name="others">Among these is the one that gets streams of another process, which such files hold now and then.</param>
internal sealed class LosslessJpegFrameCodec(IReadOnlyList<IFrameCodec> others) : IFrameCodec
{
    private const string FirstOrderPrediction = "1.2.840.10008.1.2.4.70";

    private readonly IFrameCodec? _otherwise = others.FirstOrDefault(codec => codec.TransferSyntaxUids.Contains(FirstOrderPrediction));

    public IReadOnlyList<string> TransferSyntaxUids { get; } = ["1.2.840.10008.1.2.4.57", FirstOrderPrediction];

    public NativeFrame? Decode(ReadOnlyMemory<byte> packed, PixelDescription description, out string? error)
    {
        if (_otherwise is not null && !LosslessJpegDecoder.Handles(packed.Span))
        {
            return _otherwise.Decode(packed, description, out error);
        }

        error = null;
        try
        {
            LosslessPicture picture = LosslessJpegDecoder.Decode(packed.Span, description.PixelCount * description.SamplesPerPixel);
            LosslessFrameHeader header = picture.Header;
            if (header.Rows != description.Rows || header.Columns != description.Columns || header.ComponentIds.Length != description.SamplesPerPixel)
            {
                error = $"The compressed picture has {header.Columns}×{header.Rows} pixels with {header.ComponentIds.Length} samples; the header announces {description.Columns}×{description.Rows} with {description.SamplesPerPixel}.";
                return null;
            }

            if (header.Precision > description.BitsAllocated)
            {
                error = $"The compressed picture has {header.Precision} bits, more than the {description.BitsAllocated} that the header announces.";
                return null;
            }

            return new NativeFrame(ToBytes(picture.Samples, description.BytesPerSample), IsPlanar: false, description.Photometric)
            {
                IsOwned = true,
                HasWholeBytes = true,
                Precision = header.Precision,
            };
        }
        catch (UnreadableImageException unreadable)
        {
            error = unreadable.Message;
            return null;
        }
    }

    /// <summary>The decoder always gives 16 bits; samples in the file's own width are little endian too.</summary>
    private static byte[] ToBytes(byte[] samples, int bytesPerSample)
    {
        if (bytesPerSample == 2)
        {
            return samples;
        }

        var bytes = new byte[samples.Length / 2 * bytesPerSample];
        for (int i = 0; i < samples.Length / 2; i++)
        {
            bytes[i * bytesPerSample] = samples[2 * i];
            if (bytesPerSample > 2)
            {
                bytes[(i * bytesPerSample) + 1] = samples[(2 * i) + 1];
            }
        }

        return bytes;
    }
}
