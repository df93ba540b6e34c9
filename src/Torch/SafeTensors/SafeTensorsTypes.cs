using static TorchSharp.torch;

namespace Studio.Torch;

/// <summary>Names of the element types in a header.</summary>
internal static class SafeTensorsTypes
{
    static readonly (ScalarType Type, string Name, int Bytes)[] Known =
    [
        (ScalarType.Float64, "F64", 8),
        (ScalarType.Float32, "F32", 4),
        (ScalarType.Float16, "F16", 2),
        (ScalarType.BFloat16, "BF16", 2),
        (ScalarType.Int64, "I64", 8),
        (ScalarType.Int32, "I32", 4),
        (ScalarType.Int16, "I16", 2),
        (ScalarType.Int8, "I8", 1),
        (ScalarType.Byte, "U8", 1),
        (ScalarType.Bool, "BOOL", 1),
    ];

    internal static string NameOf(ScalarType type) => Known.First(known => known.Type == type).Name;

    internal static int BytesOf(ScalarType type) => Known.First(known => known.Type == type).Bytes;

    internal static bool TryParse(string? name, out ScalarType type)
    {
        foreach (var known in Known)
        {
            if (known.Name == name)
            {
                type = known.Type;
                return true;
            }
        }
        type = default;
        return false;
    }
}
