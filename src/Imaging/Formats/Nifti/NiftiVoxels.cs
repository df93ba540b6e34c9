using Studio.Imaging.Formats.Volumes;

namespace Studio.Imaging.Formats.Nifti;

/// <summary>What the header says about the voxels, checked.</summary>
internal static class NiftiVoxels
{
    private const int FirstVectorAxis = 5;

    public static VoxelType TypeOf(int code) => code switch
    {
        2 => new VoxelType(1),
        4 => new VoxelType(2, IsSigned: true),
        8 => new VoxelType(4, IsSigned: true),
        16 => new VoxelType(4, IsSigned: true, IsFloat: true),
        64 => new VoxelType(8, IsSigned: true, IsFloat: true),
        128 => new VoxelType(1, Samples: 3),
        256 => new VoxelType(1, IsSigned: true),
        512 => new VoxelType(2),
        768 => new VoxelType(4),
        1024 => new VoxelType(8, IsSigned: true),
        1280 => new VoxelType(8),
        2304 => new VoxelType(1, Samples: 4),
        32 or 1792 or 2048 => throw Unsupported("complex numbers. Save their magnitude as floating point"),
        1536 => throw Unsupported("floating-point numbers of 128 bits. Save them with 32 bits"),
        1 => throw Unsupported("single bits. Save them as 8-bit numbers"),
        _ => throw Unsupported($"values of an unknown kind ({code})"),
    };

    /// <summary>Lengths of the three axes and the number of volumes.</summary>
    public static (int Columns, int Rows, int Slices, int Volumes) SizeOf(long[] dim)
    {
        if (dim[0] is < 1 or > 7)
        {
            throw new UnreadableImageException($"The NIfTI file is damaged: it announces {dim[0]} dimensions, 1 to 7 are possible.");
        }

        long Length(int axis) => axis <= dim[0] ? dim[axis] : 1;
        for (int axis = 1; axis <= dim[0]; axis++)
        {
            if (dim[axis] < 1 || dim[axis] > int.MaxValue)
            {
                throw new UnreadableImageException($"The NIfTI file is damaged: its dimension {axis} has the length {dim[axis]}.");
            }

            if (axis >= FirstVectorAxis && dim[axis] > 1)
            {
                throw new UnreadableImageException(
                    $"The NIfTI file holds {dim[axis]} numbers in every voxel (vectors, such as a deformation field), which is no picture. Import the picture it belongs to.");
            }
        }

        return ((int)Length(1), (int)Length(2), (int)Length(3), (int)Length(4));
    }

    /// <summary>Slope 0 or one that is no number means that nothing is rescaled; colours never are.</summary>
    public static (double Slope, double Intercept) RescaleOf(NiftiHeader header, VoxelType type)
    {
        bool isNone = header.Slope == 0 || !double.IsFinite(header.Slope) || type.Samples > 1;
        return isNone ? (1, 0) : (header.Slope, double.IsFinite(header.Intercept) ? header.Intercept : 0);
    }

    /// <summary>The display range of the file, where it has one.</summary>
    public static IReadOnlyList<DisplayWindow> WindowsOf(NiftiHeader header)
    {
        double width = header.DisplayMaximum - header.DisplayMinimum;
        return double.IsFinite(width) && width > 0
            ? [new DisplayWindow("", header.DisplayMinimum + (width / 2), width, WindowFunction.LinearExact)]
            : [];
    }

    private static UnreadableImageException Unsupported(string what) => new($"The NIfTI file holds {what}; this kind cannot be read.");
}
