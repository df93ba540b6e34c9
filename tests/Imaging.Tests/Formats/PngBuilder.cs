using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Studio.Imaging.Formats.Png;

namespace Studio.Imaging.Tests.Formats;

/// <summary>Puts PNG files together from filtered scanlines, including wrong ones.</summary>
internal static class PngBuilder
{
    public static byte[] Build(
        int columns,
        int rows,
        int depth,
        int colour,
        byte[] scanlines,
        bool interlaced = false,
        (string Type, byte[] Data)? extra = null)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, columns);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), rows);
        header[8] = (byte)depth;
        header[9] = (byte)colour;
        header[12] = interlaced ? (byte)1 : (byte)0;
        Chunk(file, "IHDR", header);
        if (extra is { } chunk)
        {
            Chunk(file, chunk.Type, chunk.Data);
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(scanlines);
        }

        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(typed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Compute(typed));
        file.Write(number);
    }
}
