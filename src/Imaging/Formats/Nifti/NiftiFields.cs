using System.Buffers.Binary;

namespace Studio.Imaging.Formats.Nifti;

/// <summary>Reads numbers of a header in its byte order.</summary>
internal readonly ref struct NiftiFields(ReadOnlySpan<byte> header, bool isBigEndian)
{
    private readonly ReadOnlySpan<byte> _header = header;

    public byte Byte(int offset) => _header[offset];

    public short Int16(int offset) =>
        isBigEndian ? BinaryPrimitives.ReadInt16BigEndian(_header[offset..]) : BinaryPrimitives.ReadInt16LittleEndian(_header[offset..]);

    public int Int32(int offset) =>
        isBigEndian ? BinaryPrimitives.ReadInt32BigEndian(_header[offset..]) : BinaryPrimitives.ReadInt32LittleEndian(_header[offset..]);

    public long Int64(int offset) =>
        isBigEndian ? BinaryPrimitives.ReadInt64BigEndian(_header[offset..]) : BinaryPrimitives.ReadInt64LittleEndian(_header[offset..]);

    public double Single(int offset) =>
        isBigEndian ? BinaryPrimitives.ReadSingleBigEndian(_header[offset..]) : BinaryPrimitives.ReadSingleLittleEndian(_header[offset..]);

    public double Double(int offset) =>
        isBigEndian ? BinaryPrimitives.ReadDoubleBigEndian(_header[offset..]) : BinaryPrimitives.ReadDoubleLittleEndian(_header[offset..]);

    public double[] Singles(int offset, int count)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Single(offset + (4 * i));
        }

        return values;
    }

    public double[] Doubles(int offset, int count)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Double(offset + (8 * i));
        }

        return values;
    }
}
