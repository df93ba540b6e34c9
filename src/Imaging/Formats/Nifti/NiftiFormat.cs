using System.IO.Compression;
using Studio.Imaging.Formats.Png;
using Studio.Imaging.Formats.Volumes;

namespace Studio.Imaging.Formats.Nifti;

/// <summary>NIfTI-1 and NIfTI-2 in one file, plain or packed with gzip (.nii, .nii.gz).</summary>
internal sealed class NiftiFormat : IImageFormat
{
    /// <summary>A whole number that says whether extensions follow the header.</summary>
    private const int ExtensionFlagBytes = 4;

    /// <summary>Most that extensions may take in front of the voxels.</summary>
    private const double LargestOffset = 256 << 20;

    public string Name => "NIfTI";

    public bool Recognises(ReadOnlySpan<byte> file) => GzipPeek.IsGzip(file)
        ? NiftiSignature.Find(GzipPeek.First(file, NiftiSignature.Version2Bytes), isWhole: false) is not null
        : NiftiSignature.Find(file, isWhole: true) is not null;

    public DecodedFile Decode(ReadOnlyMemory<byte> file, DecodeLimits limits, CancellationToken cancellationToken)
    {
        bool isPacked = GzipPeek.IsGzip(file.Span);
        using var source = new SegmentStream([file]);
        using Stream content = isPacked ? new GZipStream(source, CompressionMode.Decompress) : source;
        NiftiHeader header = ReadHeader(content);
        VolumeDescription volume = Describe(header, isPacked);
        volume.CheckLimits(file.Length, isPacked, limits);
        SkipToVoxels(content, header);
        return new VolumeReader(volume).Read(content, cancellationToken);
    }

    private static NiftiHeader ReadHeader(Stream content)
    {
        var bytes = new byte[NiftiSignature.Version2Bytes];
        int read = ReadAvailable(content, bytes.AsSpan(0, NiftiSignature.Version1Bytes));
        bool isVersion2 = read == NiftiSignature.Version1Bytes && NiftiSignature.Find(bytes.AsSpan(0, read), isWhole: false) is not { Version: 1 };
        if (isVersion2)
        {
            read += ReadAvailable(content, bytes.AsSpan(read));
        }

        NiftiSignature signature = NiftiSignature.Find(bytes.AsSpan(0, read), isWhole: true)
            ?? throw new UnreadableImageException("The NIfTI file ends within its header. Copy or export it again.");
        return signature.IsPair
            ? throw new UnreadableImageException("This is one half of a volume in two files (.hdr and .img). Save it as one file, .nii or .nii.gz, and import that.")
            : NiftiHeader.Read(bytes, signature);
    }

    private static int ReadAvailable(Stream content, Span<byte> target)
    {
        try
        {
            return content.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            throw new UnreadableImageException("The NIfTI file is damaged: it cannot be unpacked. Copy or export it again.");
        }
    }

    private VolumeDescription Describe(NiftiHeader header, bool isPacked)
    {
        VoxelType type = NiftiVoxels.TypeOf(header.DataType);
        var (columns, rows, slices, volumes) = NiftiVoxels.SizeOf(header.Dim);
        var (slope, intercept) = NiftiVoxels.RescaleOf(header, type);
        return new VolumeDescription
        {
            Format = Name,
            Encoding = $"NIfTI-{header.Signature.Version}, {type.Name}{(isPacked ? ", gzip" : "")}",
            Columns = columns,
            Rows = rows,
            Slices = slices,
            Channels = volumes,
            Type = type,
            IsBigEndian = header.Signature.IsBigEndian,
            Geometry = NiftiGeometry.Of(header),
            Spacing = NiftiGeometry.SpacingOf(header),
            RescaleSlope = slope,
            RescaleIntercept = intercept,
            Windows = NiftiVoxels.WindowsOf(header),
        };
    }

    /// <summary>Passes over extensions up to the first voxel.</summary>
    private static void SkipToVoxels(Stream content, NiftiHeader header)
    {
        int headerBytes = header.Signature.HeaderBytes;
        double offset = header.VoxelOffset;
        if (!(offset >= 0 && offset <= LargestOffset && offset == Math.Floor(offset)))
        {
            throw new UnreadableImageException($"The NIfTI file is damaged: its voxels should begin at byte {offset}.");
        }

        long rest = Math.Max((long)offset, headerBytes + ExtensionFlagBytes) - headerBytes;
        var buffer = new byte[4096];
        while (rest > 0)
        {
            int read = ReadAvailable(content, buffer.AsSpan(0, (int)Math.Min(rest, buffer.Length)));
            if (read == 0)
            {
                throw new UnreadableImageException("The NIfTI file ends before its voxels. Copy or export it again.");
            }

            rest -= read;
        }
    }
}
