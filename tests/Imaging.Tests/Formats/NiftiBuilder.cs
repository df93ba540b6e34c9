using System.Buffers.Binary;
using System.IO.Compression;

namespace Studio.Imaging.Tests.Formats;

/// <summary>Puts NIfTI files together field by field (offsets of nifti1.h and nifti2.h).</summary>
internal sealed class NiftiBuilder(int version = 1, bool isBigEndian = false)
{
    private readonly byte[] _header = new byte[version == 1 ? 352 : 544];

    /// <summary>A file of this type and size without any orientation.</summary>
    public static NiftiBuilder Create(int dataType, int[] size, int version = 1, bool isBigEndian = false)
    {
        var builder = new NiftiBuilder(version, isBigEndian);
        builder.Int32(0, version == 1 ? 348 : 540);
        (version == 1 ? "n+1\0"u8 : "n+2\0\r\n\x1a\n"u8).CopyTo(builder._header.AsSpan(version == 1 ? 344 : 4));
        builder.Int16(version == 1 ? 70 : 12, (short)dataType);
        builder.Dim(0, size.Length);
        for (int axis = 0; axis < size.Length; axis++)
        {
            builder.Dim(axis + 1, size[axis]);
        }

        builder.Number(108, 168, version == 1 ? 352 : 544, isWhole: true);
        return builder.PixDim(1, 1, 1, 1);
    }

    /// <summary>Handedness and the three spacings.</summary>
    public NiftiBuilder PixDim(double qfac, double i, double j, double k)
    {
        double[] values = [qfac, i, j, k];
        for (int at = 0; at < values.Length; at++)
        {
            Number(76 + (4 * at), 104 + (8 * at), values[at]);
        }

        return this;
    }

    /// <summary>Three rows of four numbers.</summary>
    public NiftiBuilder Sform(params double[] rows)
    {
        Code(254, 348, 1);
        for (int at = 0; at < rows.Length; at++)
        {
            Number(280 + (4 * at), 400 + (8 * at), rows[at]);
        }

        return this;
    }

    /// <summary>b, c, d and the offsets.</summary>
    public NiftiBuilder Qform(params double[] values)
    {
        Code(252, 344, 1);
        for (int at = 0; at < values.Length; at++)
        {
            Number(256 + (4 * at), 352 + (8 * at), values[at]);
        }

        return this;
    }

    public NiftiBuilder Rescale(double slope, double intercept) => Number(112, 176, slope).Number(116, 184, intercept);

    public NiftiBuilder DisplayRange(double minimum, double maximum) => Number(128, 200, minimum).Number(124, 192, maximum);

    public NiftiBuilder Units(byte code)
    {
        if (version == 1)
        {
            _header[123] = code;
        }
        else
        {
            Int32(500, code);
        }

        return this;
    }

    public NiftiBuilder Dim(int index, long value)
    {
        if (version == 1)
        {
            Int16(40 + (2 * index), (short)value);
        }
        else
        {
            Span<byte> at = _header.AsSpan(16 + (8 * index));
            if (isBigEndian)
            {
                BinaryPrimitives.WriteInt64BigEndian(at, value);
            }
            else
            {
                BinaryPrimitives.WriteInt64LittleEndian(at, value);
            }
        }

        return this;
    }

    public NiftiBuilder Magic(string magic)
    {
        System.Text.Encoding.ASCII.GetBytes(magic).CopyTo(_header.AsSpan(version == 1 ? 344 : 4));
        return this;
    }

    public NiftiBuilder VoxelOffset(double offset) => Number(108, 168, offset, isWhole: true);

    /// <summary>The header and voxels in the byte order of the file.</summary>
    public byte[] Build(byte[] voxels) => [.. _header, .. voxels];

    public byte[] BuildPacked(byte[] voxels) => Gzip(Build(voxels));

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    private void Code(int offset1, int offset2, int value)
    {
        if (version == 1)
        {
            Int16(offset1, (short)value);
        }
        else
        {
            Int32(offset2, value);
        }
    }

    private NiftiBuilder Number(int offset1, int offset2, double value, bool isWhole = false)
    {
        long bits = isWhole ? (long)value : BitConverter.DoubleToInt64Bits(value);
        Action write = (version, isBigEndian) switch
        {
            (1, false) => () => BinaryPrimitives.WriteSingleLittleEndian(_header.AsSpan(offset1), (float)value),
            (1, true) => () => BinaryPrimitives.WriteSingleBigEndian(_header.AsSpan(offset1), (float)value),
            (_, false) => () => BinaryPrimitives.WriteInt64LittleEndian(_header.AsSpan(offset2), bits),
            _ => () => BinaryPrimitives.WriteInt64BigEndian(_header.AsSpan(offset2), bits),
        };
        write();
        return this;
    }

    private void Int16(int offset, short value)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteInt16BigEndian(_header.AsSpan(offset), value);
        }
        else
        {
            BinaryPrimitives.WriteInt16LittleEndian(_header.AsSpan(offset), value);
        }
    }

    private void Int32(int offset, int value)
    {
        if (isBigEndian)
        {
            BinaryPrimitives.WriteInt32BigEndian(_header.AsSpan(offset), value);
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(_header.AsSpan(offset), value);
        }
    }
}
