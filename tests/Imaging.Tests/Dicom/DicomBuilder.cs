using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Studio.Imaging.Dicom;

namespace Studio.Imaging.Tests.Dicom;

/// <summary>DICOM files for tests, correct ones through the writer and others byte by byte.</summary>
internal static class DicomBuilder
{
    public static DicomImageDescription Description { get; } = new()
    {
        Modality = "CT",
        PatientId = "Müller^7",
        StudyUid = "2.25.1",
        SeriesUid = "2.25.2",
        SopInstanceUid = "2.25.3",
    };

    /// <summary>16-bit signed values −n/2 … n/2 in order.</summary>
    public static RasterImage SignedGradient(int rows, int columns)
    {
        var samples = new byte[2 * rows * columns];
        for (int i = 0; i < rows * columns; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(samples.AsSpan(2 * i), (short)(i - (rows * columns / 2)));
        }

        return new RasterImage(new RasterLayout(rows, columns, 1, 2, 16, IsSigned: true), samples);
    }

    /// <summary>A bare implicit little-endian dataset with 16 bits allocated, without preamble and file meta.</summary>
    public static byte[] Implicit(int rows, int columns, int bitsStored, byte[] pixels)
    {
        var file = new List<byte>();
        Add(file, DicomTag.Modality, Encoding.ASCII.GetBytes("MR"));
        Add(file, DicomTag.SamplesPerPixel, Short(1));
        Add(file, DicomTag.PhotometricInterpretation, Encoding.ASCII.GetBytes("MONOCHROME2 "));
        Add(file, DicomTag.Rows, Short(rows));
        Add(file, DicomTag.Columns, Short(columns));
        Add(file, DicomTag.BitsAllocated, Short(16));
        Add(file, DicomTag.BitsStored, Short(bitsStored));
        Add(file, DicomTag.HighBit, Short(bitsStored - 1));
        Add(file, DicomTag.PixelRepresentation, Short(0));
        Add(file, DicomTag.PixelData, pixels);
        return [.. file];
    }

    /// <summary>Replaces the transfer syntax of a file by <see cref="DicomWriter"/>.</summary>
    public static byte[] WithTransferSyntax(byte[] file, string uid)
    {
        int at = file.AsSpan().IndexOf(Encoding.ASCII.GetBytes("1.2.840.10008.1.2.1\0"));
        byte[] value = Encoding.ASCII.GetBytes(uid.Length % 2 == 0 ? uid : uid + "\0");
        return [.. file[..(at - 2)], .. Short(value.Length), .. value, .. file[(at + 20)..]];
    }

    /// <summary>The same file with its dataset deflated.</summary>
    public static byte[] Deflate(byte[] file)
    {
        byte[] marked = WithTransferSyntax(file, "1.2.840.10008.1.2.1.99");
        int main = marked.AsSpan().IndexOf((byte[])[0x08, 0x00, 0x05, 0x00]);
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(marked.AsSpan(main));
        }

        return [.. marked[..main], .. packed.ToArray()];
    }

    private static void Add(List<byte> file, DicomTag tag, byte[] value)
    {
        file.AddRange([.. Short(tag.Group), .. Short(tag.Element), .. Short(value.Length), .. Short(value.Length >> 16), .. value]);
    }

    private static byte[] Short(int value) => [(byte)value, (byte)(value >> 8)];
}
