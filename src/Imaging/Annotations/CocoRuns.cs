namespace Studio.Imaging.Annotations;

/// <summary>Run lengths as the COCO tools pack them into text.</summary>
/// <remarks>
/// After the COCO API's maskApi.c: each number is cut into groups of five bits, the lowest first, each a character from
/// '0' on; bit 5 says that more follow, bit 4 of the last one is the sign. From the fourth number on, the difference to
/// the number two before is stored.
/// </remarks>
public static class CocoRuns
{
    private const int FirstCharacter = 48;
    private const int BitsPerGroup = 5;
    private const int MaxGroups = 7;

    /// <summary>Unpacks a text; false where it is cut short, holds other characters, or a run is negative or too long.</summary>
    public static bool TryUnpack(string text, out int[] runs)
    {
        ArgumentNullException.ThrowIfNull(text);
        var unpacked = new List<int>();
        runs = [];
        int position = 0;
        while (position < text.Length)
        {
            if (!TryReadNumber(text, ref position, out long number))
            {
                return false;
            }

            if (unpacked.Count > 2)
            {
                number += unpacked[^2];
            }

            if (number is < 0 or > int.MaxValue)
            {
                return false;
            }

            unpacked.Add((int)number);
        }

        runs = [.. unpacked];
        return true;
    }

    private static bool TryReadNumber(string text, ref int position, out long number)
    {
        number = 0;
        for (int group = 0; group < MaxGroups && position < text.Length; group++)
        {
            int symbol = text[position++] - FirstCharacter;
            if (symbol is < 0 or > 63)
            {
                return false;
            }

            number |= (long)(symbol & 0x1F) << (BitsPerGroup * group);
            bool isLast = (symbol & 0x20) == 0;
            if (isLast)
            {
                bool isNegative = (symbol & 0x10) != 0;
                number |= isNegative ? -1L << (BitsPerGroup * (group + 1)) : 0;
                return true;
            }
        }

        return false;
    }
}
