using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Studio.Imaging.Dicom;

namespace Studio.Imaging.Tests.Dicom;

/// <summary>DICOM datasets element by element, explicit VR little endian, for what <see cref="DicomWriter"/> does not write.</summary>
internal sealed class DicomDatasetBuilder
{
    private readonly SortedDictionary<(ushort Group, ushort Element), byte[]> _elements = [];

    public DicomDatasetBuilder Bytes(DicomTag tag, DicomVr vr, byte[] value)
    {
        var writer = new DicomElementWriter();
        writer.Bytes(tag, vr, value);
        _elements[(tag.Group, tag.Element)] = writer.ToArray();
        return this;
    }

    public DicomDatasetBuilder Text(DicomTag tag, DicomVr vr, string text)
    {
        byte[] value = Encoding.ASCII.GetBytes(text);
        return Bytes(tag, vr, value.Length % 2 == 0 ? value : [.. value, vr == DicomVr.UI ? (byte)0 : (byte)' ']);
    }

    public DicomDatasetBuilder Decimals(DicomTag tag, params double[] values) =>
        Text(tag, DicomVr.DS, string.Join('\\', values.Select(value => value.ToString(CultureInfo.InvariantCulture))));

    public DicomDatasetBuilder Shorts(DicomTag tag, params int[] values)
    {
        var bytes = new byte[2 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), (ushort)values[i]);
        }

        return Bytes(tag, DicomVr.US, bytes);
    }

    public DicomDatasetBuilder Items(DicomTag tag, params DicomDatasetBuilder[] items) =>
        Bytes(tag, DicomVr.SQ, [.. items.SelectMany(item => Item(item.ToArray()))]);

    /// <summary>Encapsulated pixel data: the basic offset table, then the fragments.</summary>
    public DicomDatasetBuilder Fragments(params byte[][] parts)
    {
        byte[] header = [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 255, 255, 255, 255];
        _elements[(0x7FE0, 0x0010)] = [.. header, .. parts.SelectMany(Item), 0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];
        return this;
    }

    public byte[] ToArray() => [.. _elements.Values.SelectMany(bytes => bytes)];

    /// <summary>The dataset as a Part 10 file.</summary>
    public byte[] ToFile(string transferSyntax = "1.2.840.10008.1.2.1")
    {
        byte[] meta = new DicomDatasetBuilder().Text(DicomTag.TransferSyntaxUid, DicomVr.UI, transferSyntax).ToArray();
        return [.. new byte[128], .. "DICM"u8, .. meta, .. ToArray()];
    }

    /// <summary>The image pixel module.</summary>
    public static DicomDatasetBuilder Image(int rows, int columns, int bits, string photometric = "MONOCHROME2", int samples = 1, int frames = 1, bool isSigned = false)
    {
        DicomDatasetBuilder dataset = new DicomDatasetBuilder()
            .Shorts(DicomTag.SamplesPerPixel, samples)
            .Text(DicomTag.PhotometricInterpretation, DicomVr.CS, photometric)
            .Shorts(DicomTag.Rows, rows)
            .Shorts(DicomTag.Columns, columns)
            .Shorts(DicomTag.BitsAllocated, bits)
            .Shorts(DicomTag.BitsStored, bits)
            .Shorts(DicomTag.HighBit, bits - 1)
            .Shorts(DicomTag.PixelRepresentation, isSigned ? 1 : 0);
        return frames == 1 ? dataset : dataset.Text(DicomTag.NumberOfFrames, DicomVr.IS, frames.ToString(CultureInfo.InvariantCulture));
    }

    private static byte[] Item(byte[] value)
    {
        byte[] header = [0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), value.Length);
        return [.. header, .. value];
    }
}
