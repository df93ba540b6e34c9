using System.Runtime.InteropServices;
using System.Text;
using Studio.Imaging.Formats.Jpeg;

namespace Studio.Training.Import.Codecs;

/// <summary>JPEG through libjpeg-turbo (native/codecs). Only the import process loads it.</summary>
public sealed partial class NativeJpegCodec : IJpegCodec
{
    private const string Library = "studio_codecs";
    private const int MessageBytes = 256;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The buffer does not have rows × columns × channels bytes.</exception>
    /// <exception cref="DllNotFoundException">libstudio_codecs.so or libjpeg is not installed.</exception>
    public unsafe string? Decode(ReadOnlySpan<byte> file, int rows, int columns, int channels, Span<byte> samples)
    {
        if (channels is not (1 or 3) || samples.Length != (long)rows * columns * channels)
        {
            throw new ArgumentException($"{rows}×{columns}×{channels} samples do not fit {samples.Length} bytes.", nameof(samples));
        }

        Span<byte> message = stackalloc byte[MessageBytes];
        message.Clear();
        fixed (byte* filePointer = file)
        fixed (byte* samplesPointer = samples)
        fixed (byte* messagePointer = message)
        {
            int status = JpegDecode(filePointer, (nuint)file.Length, rows, columns, channels, samplesPointer, messagePointer, (nuint)message.Length);
            return status == 0 ? null : Encoding.UTF8.GetString(message[..message.IndexOf((byte)0)]);
        }
    }

    [LibraryImport(Library, EntryPoint = "studio_jpeg_decode")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static unsafe partial int JpegDecode(
        byte* file, nuint length, int rows, int columns, int channels, byte* samples, byte* message, nuint messageSize);
}
