using System.Text;

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

    /// <summary>Lengths of runs of a class, outside first, down the columns from the left.</summary>
    /// <param name="classes">[rows, columns], row-major, one class index per pixel.</param>
    public static IReadOnlyList<int> Of(ReadOnlySpan<byte> classes, int rows, int columns, int classIndex)
    {
        var runs = new List<int>();
        bool isInside = false;
        int length = 0;
        for (int x = 0; x < columns; x++)
        {
            for (int y = 0; y < rows; y++)
            {
                if ((classes[(y * columns) + x] == classIndex) != isInside)
                {
                    runs.Add(length);
                    (isInside, length) = (!isInside, 0);
                }

                length++;
            }
        }

        runs.Add(length);
        return runs;
    }

    /// <summary>Packs runs into a text that <see cref="TryUnpack"/> takes apart.</summary>
    public static string Pack(IReadOnlyList<int> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        var text = new StringBuilder();
        for (int index = 0; index < runs.Count; index++)
        {
            long rest = index > 2 ? (long)runs[index] - runs[index - 2] : runs[index];
            bool isLast;
            do
            {
                int group = (int)(rest & 0x1F);
                rest >>= BitsPerGroup;

                // The sign bit of the last group stands for all that would follow.
                isLast = (group & 0x10) != 0 ? rest == -1 : rest == 0;
                text.Append((char)(FirstCharacter + (isLast ? group : group | 0x20)));
            }
            while (!isLast);
        }

        return text.ToString();
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
