using System.Runtime.InteropServices;

namespace Studio.Imaging.Dicom;

/// <summary>Reads lookup tables: modality, VOI and palette (PS3.3 C.11.1.1.1, C.11.2.1.1 and C.7.6.3.1.5).</summary>
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

        (int count, int first) = Range(descriptor, hasSignedInput);
        return Entries(LittleEndian(data), count) is { } values
            ? new LookupTable(item.Text(DicomTag.LutExplanation) ?? "", first, values, Math.Clamp((int)descriptor[2], 8, 16))
            : null;
    }

    /// <summary>Number of entries and first input. 0 entries stands for 65 536; both may be written as US or SS.</summary>
    /// <param name="descriptor">At least two numbers.</param>
    public static (int Count, int First) Range(IReadOnlyList<double> descriptor, bool hasSignedInput)
    {
        int count = (ushort)(int)descriptor[0] is var entries && entries == 0 ? LargestCount : entries;
        return (count, hasSignedInput ? (short)(int)descriptor[1] : (ushort)(int)descriptor[1]);
    }

    /// <summary>Entries of 16 bits where there is room for them, else of 8 bits, one in each byte; null where there are too few.</summary>
    public static ushort[]? Entries(byte[] data, int count)
    {
        if (data.Length >= 2 * count)
        {
            return MemoryMarshal.Cast<byte, ushort>(data)[..count].ToArray();
        }

        return data.Length < count ? null : Array.ConvertAll(data[..count], entry => (ushort)entry);
    }

    /// <summary>A copy of the bytes; the words of big-endian files are turned.</summary>
    public static byte[] LittleEndian(DicomElement? element)
    {
        byte[] data = element?.Value.ToArray() ?? [];
        if (element?.IsBigEndian == true)
        {
            Formats.ByteOrder.SwapPairs(data);
        }

        return data;
    }
}
