using System.Buffers.Binary;

namespace Studio.Imaging.Formats.Nifti;

/// <summary>Kinds of header by their first bytes.</summary>
/// <param name="Version">1 or 2.</param>
/// <param name="IsPair">Whether the voxels lie in a second file (.hdr and .img).</param>
internal readonly record struct NiftiSignature(int Version, bool IsBigEndian, bool IsPair)
{
    public const int Version1Bytes = 348;
    public const int Version2Bytes = 540;

    public int HeaderBytes => Version == 1 ? Version1Bytes : Version2Bytes;

    /// <summary>The signature of a header, or null for any other content.</summary>
    /// <param name="start">The beginning of the content, at least 540 bytes where there are so many.</param>
    /// <param name="isWhole">Whether there is nothing behind <paramref name="start"/>.</param>
    public static NiftiSignature? Find(ReadOnlySpan<byte> start, bool isWhole)
    {
        if (start.Length < Version1Bytes)
        {
            return null;
        }

        bool isBigEndian = start[0] == 0;
        int size = isBigEndian ? BinaryPrimitives.ReadInt32BigEndian(start) : BinaryPrimitives.ReadInt32LittleEndian(start);
        return size switch
        {
            Version1Bytes when start[344..].StartsWith("n+1\0"u8) => new NiftiSignature(1, isBigEndian, IsPair: false),
            Version1Bytes when start[344..].StartsWith("ni1\0"u8) => new NiftiSignature(1, isBigEndian, IsPair: true),
            // The header of the older ANALYZE 7.5 format, which is always one half of a pair.
            Version1Bytes when isWhole && start.Length == Version1Bytes => new NiftiSignature(1, isBigEndian, IsPair: true),
            Version2Bytes when start[4..].StartsWith("n+2\0"u8) && start.Length >= Version2Bytes => new NiftiSignature(2, isBigEndian, IsPair: false),
            Version2Bytes when start[4..].StartsWith("ni2\0"u8) => new NiftiSignature(2, isBigEndian, IsPair: true),
            _ => null,
        };
    }
}

/// <summary>The fields of a header that matter here (nifti1.h and nifti2.h of the NIfTI working group), as they are stored.</summary>
/// <param name="Dim">Number of axes, then their lengths: eight numbers.</param>
/// <param name="PixDim">Handedness (qfac), then the grid spacings: eight numbers.</param>
/// <param name="Quaternion">b, c, d and the offsets x, y, z.</param>
/// <param name="Srow">Three rows of four numbers: voxel index to millimetres towards right, anterior, superior.</param>
internal sealed record NiftiHeader(
    NiftiSignature Signature,
    long[] Dim,
    int DataType,
    double[] PixDim,
    double VoxelOffset,
    double Slope,
    double Intercept,
    double DisplayMinimum,
    double DisplayMaximum,
    int Units,
    int QformCode,
    int SformCode,
    double[] Quaternion,
    double[] Srow)
{
    public static NiftiHeader Read(ReadOnlySpan<byte> bytes, NiftiSignature signature)
    {
        var fields = new NiftiFields(bytes, signature.IsBigEndian);
        return signature.Version == 1 ? ReadVersion1(fields, signature) : ReadVersion2(fields, signature);
    }

    private static NiftiHeader ReadVersion1(NiftiFields fields, NiftiSignature signature)
    {
        var dim = new long[8];
        for (int axis = 0; axis < dim.Length; axis++)
        {
            dim[axis] = fields.Int16(40 + (2 * axis));
        }

        return new NiftiHeader(
            signature,
            dim,
            fields.Int16(70),
            fields.Singles(76, 8),
            fields.Single(108),
            fields.Single(112),
            fields.Single(116),
            DisplayMinimum: fields.Single(128),
            DisplayMaximum: fields.Single(124),
            fields.Byte(123),
            fields.Int16(252),
            fields.Int16(254),
            fields.Singles(256, 6),
            fields.Singles(280, 12));
    }

    private static NiftiHeader ReadVersion2(NiftiFields fields, NiftiSignature signature)
    {
        var dim = new long[8];
        for (int axis = 0; axis < dim.Length; axis++)
        {
            dim[axis] = fields.Int64(16 + (8 * axis));
        }

        return new NiftiHeader(
            signature,
            dim,
            fields.Int16(12),
            fields.Doubles(104, 8),
            fields.Int64(168),
            fields.Double(176),
            fields.Double(184),
            DisplayMinimum: fields.Double(200),
            DisplayMaximum: fields.Double(192),
            fields.Int32(500),
            fields.Int32(344),
            fields.Int32(348),
            fields.Doubles(352, 6),
            fields.Doubles(400, 12));
    }
}
