using Studio.Imaging.Formats.Volumes;

namespace Studio.Imaging.Formats.Nrrd;

/// <summary>Names of the types of voxels; each has several spellings.</summary>
internal static class NrrdTypes
{
    private static readonly (VoxelType Type, string[] Names)[] Known =
    [
        (new VoxelType(1, IsSigned: true), ["signed char", "int8", "int8_t"]),
        (new VoxelType(1), ["uchar", "unsigned char", "uint8", "uint8_t"]),
        (new VoxelType(2, IsSigned: true), ["short", "short int", "signed short", "signed short int", "int16", "int16_t"]),
        (new VoxelType(2), ["ushort", "unsigned short", "unsigned short int", "uint16", "uint16_t"]),
        (new VoxelType(4, IsSigned: true), ["int", "signed int", "int32", "int32_t"]),
        (new VoxelType(4), ["uint", "unsigned int", "uint32", "uint32_t"]),
        (new VoxelType(8, IsSigned: true), ["longlong", "long long", "long long int", "signed long long", "signed long long int", "int64", "int64_t"]),
        (new VoxelType(8), ["ulonglong", "unsigned long long", "unsigned long long int", "uint64", "uint64_t"]),
        (new VoxelType(4, IsSigned: true, IsFloat: true), ["float"]),
        (new VoxelType(8, IsSigned: true, IsFloat: true), ["double"]),
    ];

    public static VoxelType TypeOf(string name)
    {
        foreach (var (type, names) in Known)
        {
            if (names.Contains(name.ToLowerInvariant()))
            {
                return type;
            }
        }

        throw new UnreadableImageException($"The NRRD file holds values of the kind “{name}”, which cannot be read. Save it with whole numbers or floating point.");
    }
}
