using System.IO.Compression;
using System.Text;
using Studio.Imaging.Formats.Png;

namespace Studio.Imaging.Formats.Npz;

/// <summary>The arrays of a NumPy archive, each read when it is asked for.</summary>
internal sealed class NpzArchive : IDisposable
{
    private const int LocalHeaderBytes = 30;
    private readonly ZipArchive _zip;
    private readonly DecodeLimits _limits;

    public NpzArchive(ReadOnlyMemory<byte> file, DecodeLimits limits)
    {
        _limits = limits;
        _zip = Guard(() => new ZipArchive(new MemoryStream(file.ToArray(), writable: false), ZipArchiveMode.Read));
    }

    /// <summary>Names of the arrays.</summary>
    public IReadOnlyList<string> Names => Guard(() => _zip.Entries.Where(entry => entry.Name.EndsWith(".npy", StringComparison.Ordinal)).Select(entry => entry.Name[..^4]).ToList());

    /// <summary>Whether a file is a zip archive whose first file is an array.</summary>
    public static bool Recognises(ReadOnlySpan<byte> file)
    {
        if (file.Length < LocalHeaderBytes || !file.StartsWith("PK\u0003\u0004"u8))
        {
            return false;
        }

        int nameBytes = file[26] | (file[27] << 8);
        return file.Length >= LocalHeaderBytes + nameBytes && Encoding.UTF8.GetString(file.Slice(LocalHeaderBytes, nameBytes)).EndsWith(".npy", StringComparison.Ordinal);
    }

    public NpyArray Read(string name) => NpyArray.Read(Guard(() => ReadEntry(name)), name);

    public void Dispose() => _zip.Dispose();

    private byte[] ReadEntry(string name)
    {
        ZipArchiveEntry entry = _zip.GetEntry(name + ".npy") ?? throw new UnreadableImageException($"The archive has no array {name}.");
        if (entry.Length > Math.Min(_limits.MaxTotalBytes, Array.MaxLength))
        {
            throw new UnreadableImageException($"The array {name} is too large: it needs {entry.Length >> 20} MB of memory.");
        }

        using Stream stream = entry.Open();
        return LimitedContent.Read(stream, entry.Length) is { } bytes && bytes.Length == entry.Length && Crc32.Compute(bytes) == entry.Crc32
            ? bytes
            : throw new UnreadableImageException($"The array {name} is damaged: its checksum does not fit. Copy the file again.");
    }

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception damaged) when (damaged is InvalidDataException or NotSupportedException or IOException or ArgumentException or OverflowException)
        {
            throw new UnreadableImageException("The archive is damaged and cannot be unpacked. Copy the file again.");
        }
    }
}
