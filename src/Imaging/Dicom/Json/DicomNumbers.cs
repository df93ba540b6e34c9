using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;

namespace Studio.Imaging.Dicom.Json;

/// <summary>Binary numbers of an element: long for signed, ulong for unsigned and tags, float or double for real ones.</summary>
internal static class DicomNumbers
{
    public static IReadOnlyList<object> Of(DicomElement element, DicomVr vr)
    {
        int size = vr == DicomVr.AT ? 4 : vr.UnitBytes();
        ReadOnlySpan<byte> value = element.Value.Span;
        var numbers = new object[value.Length / size];
        Span<byte> bytes = stackalloc byte[8];
        for (int i = 0; i < numbers.Length; i++)
        {
            Span<byte> one = bytes[..size];
            value.Slice(i * size, size).CopyTo(one);
            if (element.IsBigEndian)
            {
                // The two halves of a tag keep their order.
                one[..Math.Min(size, vr.UnitBytes())].Reverse();
                one[vr.UnitBytes()..].Reverse();
            }

            numbers[i] = Read(one, vr);
        }

        return numbers;
    }

    /// <summary>The little-endian bytes of a JSON number, or of the text that stands for a tag or for what is no number.</summary>
    public static byte[] Bytes(JsonElement number, DicomVr vr)
    {
        byte[] bytes = new byte[vr == DicomVr.AT ? 4 : vr.UnitBytes()];
        string? text = number.ValueKind == JsonValueKind.String ? number.GetString() : null;
        switch (vr)
        {
            case DicomVr.AT:
                uint tag = uint.Parse(text ?? "", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                BinaryPrimitives.WriteUInt32LittleEndian(bytes, (tag >> 16) | (tag << 16));
                break;
            case DicomVr.FL:
                BinaryPrimitives.WriteSingleLittleEndian(bytes, text is null ? number.GetSingle() : float.Parse(text, CultureInfo.InvariantCulture));
                break;
            case DicomVr.FD:
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, text is null ? number.GetDouble() : double.Parse(text, CultureInfo.InvariantCulture));
                break;
            case DicomVr.UV:
                BinaryPrimitives.WriteUInt64LittleEndian(bytes, text is null ? number.GetUInt64() : ulong.Parse(text, CultureInfo.InvariantCulture));
                break;
            default:
                var whole = new byte[8];
                BinaryPrimitives.WriteInt64LittleEndian(whole, text is null ? number.GetInt64() : long.Parse(text, CultureInfo.InvariantCulture));
                whole.AsSpan(0, bytes.Length).CopyTo(bytes);
                break;
        }

        return bytes;
    }

    private static object Read(ReadOnlySpan<byte> bytes, DicomVr vr) => vr switch
    {
        DicomVr.AT => (object)(((ulong)BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16) | BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..])),
        DicomVr.US => (ulong)BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        DicomVr.SS => (long)BinaryPrimitives.ReadInt16LittleEndian(bytes),
        DicomVr.UL => (ulong)BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        DicomVr.SL => (long)BinaryPrimitives.ReadInt32LittleEndian(bytes),
        DicomVr.UV => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        DicomVr.SV => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        DicomVr.FL => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };
}
