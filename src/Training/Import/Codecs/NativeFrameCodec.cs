using System.Text;
using Studio.Imaging.Dicom.Pixels;

namespace Studio.Training.Import.Codecs;

/// <summary>Compressed DICOM frames through a C library (native/codecs). Only the import process loads it.</summary>
public abstract class NativeFrameCodec : IFrameCodec
{
    const int MessageBytes = 256;

    /// <summary>Every codec of this folder.</summary>
    public static IReadOnlyList<IFrameCodec> All { get; } = [new JpegFrameCodec(), new JpegLsFrameCodec(), new Jpeg2000FrameCodec()];

    /// <inheritdoc/>
    public abstract IReadOnlyList<string> TransferSyntaxUids { get; }

    /// <summary>The compression's name, for messages.</summary>
    protected abstract string Name { get; }

    /// <inheritdoc/>
    /// <exception cref="DllNotFoundException">libstudio_codecs.so or one of its libraries is not installed.</exception>
    public NativeFrame? Decode(ReadOnlyMemory<byte> packed, PixelDescription description, out string? error)
    {
        ArgumentNullException.ThrowIfNull(description);
        var layout = description.UnpackedLayout;
        var frame = new NativeFrameLayout
        {
            Rows = layout.Rows,
            Columns = layout.Columns,
            Components = layout.SamplesPerPixel,
            BytesPerSample = layout.BytesPerSample,
        };
        var samples = GC.AllocateUninitializedArray<byte>((int)layout.ByteCount);
        error = Decode(packed.Span, ref frame, samples);
        return error is not null ? null : new NativeFrame(samples, frame.IsPlanar != 0, PhotometricOf(description, frame.Colour))
        {
            IsOwned = true,
            HasWholeBytes = true,
            Precision = frame.Precision,
        };
    }

    /// <summary>How the colours of the unpacked samples are to be read.</summary>
    private protected abstract string PhotometricOf(PixelDescription description, int colour);

    private protected abstract unsafe int Call(byte* packed, nuint length, NativeFrameLayout* frame, byte* samples, nuint samplesSize, byte* message, nuint messageSize);

    unsafe string? Decode(ReadOnlySpan<byte> packed, ref NativeFrameLayout frame, Span<byte> samples)
    {
        Span<byte> message = stackalloc byte[MessageBytes];
        message.Clear();
        fixed (byte* packedPointer = packed)
        fixed (NativeFrameLayout* framePointer = &frame)
        fixed (byte* samplesPointer = samples)
        fixed (byte* messagePointer = message)
        {
            return Call(packedPointer, (nuint)packed.Length, framePointer, samplesPointer, (nuint)samples.Length, messagePointer, MessageBytes) == 0
                ? null
                : $"The {Name} pixels are damaged or end early: {Encoding.UTF8.GetString(message[..message.IndexOf((byte)0)])}.";
        }
    }
}
