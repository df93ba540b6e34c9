using System.Globalization;
using System.IO.Compression;
using System.Text;
using Studio.Imaging.Formats.Png;
using Studio.Imaging.Formats.Volumes;

namespace Studio.Imaging.Formats.Nrrd;

/// <summary>Opens the voxels behind a header.</summary>
internal static class NrrdContent
{
    /// <summary>A number, a separator: the longest way to write one byte.</summary>
    private const int LongestNumber = 64;

    public static bool IsGzip(NrrdHeader header) => header.Require("encoding").ToLowerInvariant() is "gzip" or "gz";

    /// <summary>A stream of little- or big-endian voxels as they are stored.</summary>
    /// <param name="voxelBytes">Bytes all voxels need; a negative byte skip counts from the end.</param>
    public static Stream Open(ReadOnlyMemory<byte> file, NrrdHeader header, VoxelType type, long voxelBytes)
    {
        ReadOnlyMemory<byte> data = SkipLines(file[header.DataOffset..], Whole(header, "line skip", "lineskip"));
        long skip = Whole(header, "byte skip", "byteskip");
        string encoding = header.Require("encoding").ToLowerInvariant();
        switch (encoding)
        {
            case "raw":
                long start = skip < 0 ? data.Length - voxelBytes : skip;
                return start >= 0 && start <= data.Length ? new SegmentStream([data[(int)start..]]) : throw EndsEarly();
            case "gzip" or "gz":
                return SkipBytes(new GZipStream(new SegmentStream([data]), CompressionMode.Decompress), skip);
            case "ascii" or "text" or "txt":
                return new MemoryStream(Parse(data.Span, type, voxelBytes), writable: false);
            default:
                throw new UnreadableImageException($"The NRRD file is encoded as “{encoding}”, which cannot be read. Save it as raw or gzip.");
        }
    }

    private static UnreadableImageException EndsEarly() => new("The NRRD file ends before its voxels. Copy or export it again.");

    private static long Whole(NrrdHeader header, string name, string otherName) =>
        (header.Find(name) ?? header.Find(otherName)) is { } text && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : 0;

    private static ReadOnlyMemory<byte> SkipLines(ReadOnlyMemory<byte> data, long lines)
    {
        for (; lines > 0; lines--)
        {
            int end = data.Span.IndexOf((byte)'\n');
            data = end >= 0 ? data[(end + 1)..] : throw EndsEarly();
        }

        return data;
    }

    private static Stream SkipBytes(Stream stream, long count)
    {
        var buffer = new byte[4096];
        try
        {
            for (int read; count > 0; count -= read)
            {
                read = stream.Read(buffer, 0, (int)Math.Min(count, buffer.Length));
                if (read == 0)
                {
                    throw EndsEarly();
                }
            }
        }
        catch (InvalidDataException)
        {
            throw new UnreadableImageException("The NRRD file is damaged: it cannot be unpacked. Copy or export it again.");
        }

        return stream;
    }

    /// <summary>Numbers written out, separated by white space, as little-endian voxels.</summary>
    private static byte[] Parse(ReadOnlySpan<byte> text, VoxelType type, long voxelBytes)
    {
        var voxels = new List<byte>((int)Math.Min(voxelBytes, text.Length * 8L));
        int at = 0;
        while (voxels.Count < voxelBytes)
        {
            while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)',')
            {
                at++;
            }

            int start = at;
            while (at < text.Length && text[at] > ' ' && text[at] != ',')
            {
                at++;
            }

            if (start == at)
            {
                break;
            }

            string word = Encoding.ASCII.GetString(text[start..Math.Min(at, start + LongestNumber)]);
            voxels.AddRange(NrrdNumbers.Encode(word, type));
        }

        return [.. voxels];
    }
}
