using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Studio.Imaging.Dicom;

/// <summary>Writes elements in explicit VR little endian; the caller keeps tags ascending.</summary>
internal sealed class DicomElementWriter
{
    private const uint UndefinedLength = 0xFFFF_FFFF;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>Writes text, padded to an even length: UIDs with a zero byte, everything else with a blank.</summary>
    public void Text(DicomTag tag, DicomVr vr, string? text)
    {
        if (text is null)
        {
            return;
        }

        byte[] encoded = Encoding.UTF8.GetBytes(text);
        if (encoded.Length % 2 != 0)
        {
            encoded = [.. encoded, vr == DicomVr.UI ? (byte)0 : (byte)' '];
        }

        Bytes(tag, vr, encoded);
    }

    /// <summary>Writes numbers as decimal strings of at most 16 characters.</summary>
    public void Decimals(DicomTag tag, params ReadOnlySpan<double> values)
    {
        var texts = new string[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            string text = values[i].ToString("R", CultureInfo.InvariantCulture);
            texts[i] = text.Length <= 16 ? text : values[i].ToString("G10", CultureInfo.InvariantCulture);
        }

        Text(tag, DicomVr.DS, string.Join('\\', texts));
    }

    public void UnsignedShort(DicomTag tag, int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, checked((ushort)value));
        Bytes(tag, DicomVr.US, bytes);
    }

    public void Bytes(DicomTag tag, DicomVr vr, ReadOnlySpan<byte> value)
    {
        int padding = value.Length % 2;
        Span<byte> header = stackalloc byte[12];
        WriteTag(header, tag);
        string letters = vr.ToString();
        header[4] = (byte)letters[0];
        header[5] = (byte)letters[1];
        if (vr.HasLongLength())
        {
            header[6] = header[7] = 0;
            BinaryPrimitives.WriteInt32LittleEndian(header[8..], value.Length + padding);
            _bytes.Write(header);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(header[6..], checked((ushort)(value.Length + padding)));
            _bytes.Write(header[..8]);
        }

        _bytes.Write(value);
        if (padding > 0)
        {
            _bytes.Write<byte>([0]);
        }
    }

    /// <summary>Starts a sequence or compressed pixels, which a delimiter ends.</summary>
    public void OpenEnded(DicomTag tag, DicomVr vr)
    {
        Span<byte> header = stackalloc byte[12];
        header.Clear();
        WriteTag(header, tag);
        header[4] = (byte)vr.ToString()[0];
        header[5] = (byte)vr.ToString()[1];
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], UndefinedLength);
        _bytes.Write(header);
    }

    /// <summary>Starts an item that a delimiter ends.</summary>
    public void OpenItem() => Marker(DicomTag.Item, UndefinedLength);

    /// <summary>Writes an item of known length, padded to an even one.</summary>
    public void Item(ReadOnlySpan<byte> value)
    {
        Marker(DicomTag.Item, (uint)(value.Length + (value.Length % 2)));
        _bytes.Write(value);
        if (value.Length % 2 > 0)
        {
            _bytes.Write<byte>([0]);
        }
    }

    /// <summary>Ends an item or a sequence.</summary>
    public void Delimiter(DicomTag tag) => Marker(tag, 0);

    private void Marker(DicomTag tag, uint length)
    {
        Span<byte> header = stackalloc byte[8];
        WriteTag(header, tag);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], length);
        _bytes.Write(header);
    }

    private static void WriteTag(Span<byte> header, DicomTag tag)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(header, tag.Group);
        BinaryPrimitives.WriteUInt16LittleEndian(header[2..], tag.Element);
    }
}
