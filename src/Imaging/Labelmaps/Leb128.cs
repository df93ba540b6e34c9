namespace Studio.Imaging.Labelmaps;

/// <summary>Unsigned LEB128 numbers of at most 32 bits.</summary>
internal static class Leb128
{
    private const int MaxBytes = 5;

    /// <summary>Reads a number and moves the offset behind it; false when it is cut off or exceeds 32 bits.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ref int offset, out uint value)
    {
        ulong result = 0;
        value = 0;
        for (int i = 0; i < MaxBytes && offset < bytes.Length; i++)
        {
            byte next = bytes[offset++];
            result |= (ulong)(next & 0x7F) << (7 * i);
            if ((next & 0x80) == 0)
            {
                value = (uint)result;
                return result <= uint.MaxValue;
            }
        }

        return false;
    }

    public static void Write(List<byte> target, uint value)
    {
        while (value >= 0x80)
        {
            target.Add((byte)(value | 0x80));
            value >>= 7;
        }

        target.Add((byte)value);
    }
}
