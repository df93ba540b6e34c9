namespace Studio.Imaging.Formats.Volumes;

/// <summary>Type of the stored voxels.</summary>
/// <param name="SampleBytes">1, 2, 4 or 8.</param>
/// <param name="Samples">1, or 3 and 4 for colours; a fourth (opacity) is dropped.</param>
internal readonly record struct VoxelType(int SampleBytes, bool IsSigned = false, bool IsFloat = false, int Samples = 1)
{
    /// <summary>For people, for example "16-bit whole numbers".</summary>
    public string Name => (Samples, IsFloat, IsSigned) switch
    {
        (4, _, _) => "RGB with opacity",
        (3, _, _) => "RGB",
        (_, true, _) => $"{8 * SampleBytes}-bit floating point",
        (_, false, true) => $"{8 * SampleBytes}-bit whole numbers with sign",
        _ => $"{8 * SampleBytes}-bit whole numbers",
    };

    public int VoxelBytes => SampleBytes * Samples;

    public bool IsWideInteger => SampleBytes == 8 && !IsFloat;

    public int KeptSamples => Math.Min(Samples, 3);
}

/// <summary>A grid of voxels as NIfTI and NRRD store it: the first index runs fastest.</summary>
internal sealed record VolumeDescription
{
    /// <summary>
    /// Masks are mostly zeros and pack as tightly as deflate can, 1032 to 1; what they unpack to is limited on its own.
    /// </summary>
    private const int LargestGzipExpansion = 1_032;

    public required string Format { get; init; }

    /// <summary>How the voxels are stored, in words.</summary>
    public required string Encoding { get; init; }

    /// <summary>Length of the first axis.</summary>
    public required int Columns { get; init; }

    /// <summary>Length of the second axis.</summary>
    public required int Rows { get; init; }

    /// <summary>Length of the third axis; every index of it becomes a frame.</summary>
    public int Slices { get; init; } = 1;

    /// <summary>Volumes on the same grid: time points or modalities.</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Whether the channels of a voxel stand together, instead of whole volumes one after the other.</summary>
    public bool IsChannelFirst { get; init; }

    public required VoxelType Type { get; init; }

    public bool IsBigEndian { get; init; }

    /// <summary>Null where the file does not say how the grid lies in the patient.</summary>
    public VoxelGeometry? Geometry { get; init; }

    /// <summary>Spacing of the second and first axis, where there is no geometry.</summary>
    public PixelSpacing? Spacing { get; init; }

    public double RescaleSlope { get; init; } = 1;

    public double RescaleIntercept { get; init; }

    public IReadOnlyList<DisplayWindow> Windows { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Size and type of the frames before wide whole numbers are narrowed.</summary>
    public RasterLayout LayoutOf(SliceTurn turn) => new(
        turn.IsTransposed ? Columns : Rows,
        turn.IsTransposed ? Rows : Columns,
        Type.KeptSamples,
        Type.SampleBytes,
        8 * Type.SampleBytes,
        Type.IsSigned,
        Type.IsFloat);

    /// <summary>Checks the announced size before memory is taken for it.</summary>
    /// <param name="storedBytes">Size of the file.</param>
    /// <exception cref="UnreadableImageException">A limit is exceeded.</exception>
    public void CheckLimits(long storedBytes, bool isGzip, DecodeLimits limits)
    {
        long frames = (long)Slices * Channels;
        DecodeLimits own = isGzip ? limits with { MaxExpansion = Math.Max(limits.MaxExpansion, LargestGzipExpansion) } : limits;
        RasterLayout stored = LayoutOf(default) with { SamplesPerPixel = Type.Samples };
        LimitGuard.Check(stored, (int)Math.Min(frames, int.MaxValue), storedBytes, own);
        if (IsChannelFirst && stored.ByteCount * Channels > Array.MaxLength)
        {
            throw new UnreadableImageException($"The volume is too large: one slice of its {Channels} channels needs more than {Array.MaxLength >> 20} MB.");
        }
    }
}
