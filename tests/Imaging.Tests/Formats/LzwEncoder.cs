using System.Text;

namespace Studio.Imaging.Tests.Formats;

/// <summary>A plain LZW encoder after TIFF 6.0 section 13, to test the decoder over all code widths and a full table.</summary>
internal static class LzwEncoder
{
    private const int ClearCode = 256;
    private const int EndCode = 257;

    public static byte[] Encode(byte[] data)
    {
        var bits = new StringBuilder();
        Dictionary<string, int> table = NewTable();
        string known = "";
        int width = 9;
        Write(bits, ClearCode, width);
        foreach (byte value in data)
        {
            string longer = known + (char)value;
            if (table.ContainsKey(longer))
            {
                known = longer;
                continue;
            }

            Write(bits, table[known], width);
            table[longer] = table.Count;
            known = ((char)value).ToString();
            if (table.Count == 4095)
            {
                Write(bits, ClearCode, width);
                table = NewTable();
                width = 9;
                continue;
            }

            // Codes 511, 1023 and 2047 are the first that are written with a bit more.
            width = table.Count >= 2047 + 1 ? 12 : table.Count >= 1023 + 1 ? 11 : table.Count >= 511 + 1 ? 10 : 9;
        }

        Write(bits, table[known], width);
        Write(bits, EndCode, width);
        string all = bits.ToString();
        all = all.PadRight((all.Length + 7) / 8 * 8, '0');
        return [.. Enumerable.Range(0, all.Length / 8).Select(i => Convert.ToByte(all.Substring(8 * i, 8), 2))];
    }

    private static Dictionary<string, int> NewTable()
    {
        var table = Enumerable.Range(0, 256).ToDictionary(value => ((char)value).ToString(), value => value, StringComparer.Ordinal);
        table["clear"] = ClearCode;
        table["end"] = EndCode;
        return table;
    }

    private static void Write(StringBuilder bits, int code, int width) => bits.Append(Convert.ToString(code, 2).PadLeft(width, '0'));
}
