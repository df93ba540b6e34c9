namespace Studio.Imaging.Formats.Jpeg.Lossless;

/// <summary>
/// A Huffman table of difference categories (ITU-T T.81 annexes C and H.1.2.2), laid out so that one look at the next
/// bits gives the whole difference wherever code and value fit <see cref="LookBits"/> bits together.
/// </summary>
internal sealed class LosslessHuffmanTable
{
    /// <summary>Bits of one look; a table of this many bits stays in the nearest cache.</summary>
    public const int LookBits = 12;

    private const int MaxCodeBits = 16;
    private const int MaxCategory = 16;

    private readonly int[] _fast = new int[1 << LookBits];
    private readonly int[] _firstCode = new int[MaxCodeBits + 2];
    private readonly int[] _firstIndex = new int[MaxCodeBits + 2];
    private readonly int[] _counts = new int[MaxCodeBits + 1];
    private readonly byte[] _categories;

    private LosslessHuffmanTable(byte[] categories) => _categories = categories;

    /// <param name="counts">How many codes of 1 to 16 bits there are: 16 numbers.</param>
    /// <param name="categories">Category of each code, 0 to 16, shortest code first.</param>
    /// <exception cref="UnreadableImageException">The numbers make no prefix code.</exception>
    public static LosslessHuffmanTable Create(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> categories)
    {
        var table = new LosslessHuffmanTable(categories.ToArray());
        if (categories.ContainsAnyExceptInRange((byte)0, (byte)MaxCategory))
        {
            throw Damaged();
        }

        int code = 0;
        int index = 0;
        for (int bits = 1; bits <= MaxCodeBits; bits++)
        {
            table._firstCode[bits] = code;
            table._firstIndex[bits] = index;
            table._counts[bits] = counts[bits - 1];
            for (int i = 0; i < counts[bits - 1]; i++, code++, index++)
            {
                table.FillFast(code, bits, categories[index]);
            }

            if (code > 1 << bits)
            {
                throw Damaged();
            }

            code <<= 1;
        }

        return table;
    }

    /// <summary>
    /// The next difference, when it fits one look: the number of bits it takes in the low byte, the difference above.
    /// 0 where it does not fit; then <see cref="Slow"/> tells.
    /// </summary>
    /// <param name="window">The next 64 bits, the first one highest.</param>
    public int Fast(ulong window) => _fast[(int)(window >> (64 - LookBits))];

    /// <summary>The same for any code, in the same form; 0 where the bits are no code.</summary>
    public int Slow(ulong window)
    {
        for (int bits = 1; bits <= MaxCodeBits; bits++)
        {
            int offset = (int)(window >> (64 - bits)) - _firstCode[bits];
            if (offset >= 0 && offset < _counts[bits])
            {
                int category = _categories[_firstIndex[bits] + offset];
                return Pack(Difference(window << bits, category), bits + ExtraBits(category));
            }
        }

        return 0;
    }

    private void FillFast(int code, int bits, int category)
    {
        int used = bits + ExtraBits(category);
        if (used > LookBits || code >= 1 << bits)
        {
            return;
        }

        int first = code << (LookBits - bits);
        for (int i = 0; i < 1 << (LookBits - bits); i++)
        {
            ulong window = (ulong)(first + i) << (64 - LookBits);
            _fast[first + i] = Pack(Difference(window << bits, category), used);
        }
    }

    /// <summary>Category 16 stands for 32768 and has no further bits (T.81 table H.2).</summary>
    private static int ExtraBits(int category) => category == MaxCategory ? 0 : category;

    /// <summary>The value of the bits behind the code (T.81 F.2.2.1, EXTEND).</summary>
    private static int Difference(ulong window, int category)
    {
        if (category is 0 or MaxCategory)
        {
            return category == 0 ? 0 : 32_768;
        }

        int value = (int)(window >> (64 - category));
        return value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
    }

    private static int Pack(int difference, int bits) => (difference << 8) | bits;

    private static UnreadableImageException Damaged() => new("The lossless JPEG pixels are damaged: a code table is not valid.");
}
