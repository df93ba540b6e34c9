using System.Buffers.Binary;
using System.Numerics;

namespace Studio.Imaging.Formats.Netpbm;

/// <summary>PGM and PPM, as text (P2, P3) and binary (P5, P6), up to 16 bits; the first picture of a file.</summary>
internal sealed class NetpbmFormat : IImageFormat
{
    public string Name => "PGM/PPM";

    public bool Recognises(ReadOnlySpan<byte> file) =>
        file.Length > 2 && file[0] == 'P' && file[1] is (byte)'2' or (byte)'3' or (byte)'5' or (byte)'6'
        && file[2] is (byte)' ' or (byte)'#' or >= 9 and <= 13;

    public DecodedFile Decode(ReadOnlyMemory<byte> file, DecodeLimits limits, CancellationToken cancellationToken)
    {
        var scanner = new NetpbmScanner(file.Span) { Offset = 2 };
        if (!scanner.TryReadNumber(out int columns) || !scanner.TryReadNumber(out int rows) || !scanner.TryReadNumber(out int highest))
        {
            throw new UnreadableImageException("The PGM/PPM header is damaged: width, height and highest value are expected.");
        }

        if (highest is < 1 or > 65_535)
        {
            throw new UnreadableImageException($"The PGM/PPM header is damaged: {highest} is no possible highest value.");
        }

        byte kind = file.Span[1];
        int channels = kind is (byte)'3' or (byte)'6' ? 3 : 1;
        int bits = BitOperations.Log2((uint)highest) + 1;
        var layout = new RasterLayout(rows, columns, channels, highest > 255 ? 2 : 1, bits);
        LimitGuard.Check(layout, 1, file.Length, limits);
        byte[] samples = kind is (byte)'2' or (byte)'3'
            ? ReadText(ref scanner, file.Length, layout)
            : ReadBinary(file.Span, scanner.Offset + 1, layout);
        var image = new RasterImage(layout, samples);
        DecodedFile decoded = PlainImage.Describe(Name, [image]);
        return decoded.Facts.Statistics.Maximum > highest
            ? throw new UnreadableImageException($"The file is damaged: a pixel has the value {decoded.Facts.Statistics.Maximum}, above the announced {highest}.")
            : decoded;
    }

    private static byte[] ReadBinary(ReadOnlySpan<byte> file, int offset, RasterLayout layout)
    {
        ReadOnlySpan<byte> pixels = file[Math.Min(offset, file.Length)..];
        if (pixels.Length < layout.ByteCount)
        {
            long rowBytes = layout.ByteCount / layout.Rows;
            throw new UnreadableImageException($"The file ends early: {layout.Rows} rows are announced, {pixels.Length / rowBytes} are there.");
        }

        byte[] samples = pixels[..(int)layout.ByteCount].ToArray();
        if (layout.BytesPerSample == 2)
        {
            ByteOrder.SwapPairs(samples);
        }

        return samples;
    }

    private static byte[] ReadText(ref NetpbmScanner scanner, int fileLength, RasterLayout layout)
    {
        // Every number takes at least a digit and a blank, so a short file cannot ask for much memory.
        if (layout.SampleCount > (fileLength / 2) + 1)
        {
            throw new UnreadableImageException($"The file ends early: {layout.SampleCount} numbers are announced, at most {fileLength / 2} are there.");
        }

        var samples = new byte[layout.ByteCount];
        for (int i = 0; i < layout.SampleCount; i++)
        {
            if (!scanner.TryReadNumber(out int value) || value > 65_535)
            {
                throw new UnreadableImageException($"The file ends early or is damaged: {layout.SampleCount} numbers are announced, {i} can be read.");
            }

            if (layout.BytesPerSample == 2)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(samples.AsSpan(2 * i), (ushort)value);
            }
            else
            {
                samples[i] = value > 255
                    ? throw new UnreadableImageException($"The file is damaged: a pixel has the value {value}, above the announced highest.")
                    : (byte)value;
            }
        }

        return samples;
    }
}
