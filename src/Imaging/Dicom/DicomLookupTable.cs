using System.Buffers.Binary;

namespace Studio.Imaging.Dicom;

/// <summary>Reads modality and VOI lookup tables (PS3.3 C.11.1.1.1 and C.11.2.1.1).</summary>
internal static class DicomLookupTable
{
    private const int LargestCount = 65_536;

    /// <summary>Reads the table of a sequence item; null when it is damaged.</summary>
    /// <param name="hasSignedInput">Whether the first input is two's complement, as the values that are looked up are.</param>
    public static LookupTable? Read(DicomDataset item, bool hasSignedInput)
    {
        IReadOnlyList<double> descriptor = item.Numbers(DicomTag.LutDescriptor);
        if (descriptor.Count < 3 || item.Find(DicomTag.LutData) is not { } data)
        {
            return null;
        }

        // 0 entries stands for 65 536. The descriptor may be written as US or SS, whatever the values' sign.
        int count = (ushort)(int)descriptor[0] is var entries && entries == 0 ? LargestCount : entries;
        int first = hasSignedInput ? (short)(int)descriptor[1] : (ushort)(int)descriptor[1];
        return Entries(data, count) is { } values
            ? new LookupTable(item.Text(DicomTag.LutExplanation) ?? "", first, values, Math.Clamp((int)descriptor[2], 8, 16))
            : null;
    }

    private static ushort[]? Entries(DicomElement data, int count)
    {
        ReadOnlySpan<byte> bytes = data.Value.Span;
        var values = new ushort[count];
        if (bytes.Length >= 2 * count)
        {
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> entry = bytes.Slice(2 * i, 2);
                values[i] = data.IsBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(entry) : BinaryPrimitives.ReadUInt16LittleEndian(entry);
            }

            return values;
        }

        if (bytes.Length < count)
        {
            return null;
        }

        // 8-bit entries, one in each byte.
        for (int i = 0; i < count; i++)
        {
            values[i] = bytes[i];
        }

        return values;
    }
}
