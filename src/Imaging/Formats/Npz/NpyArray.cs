using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Studio.Imaging.Formats.Volumes;

namespace Studio.Imaging.Formats.Npz;

/// <summary>One array of a NumPy file (format versions 1 to 3, NumPy Enhancement Proposal 1).</summary>
/// <param name="Type">Type of the elements.</param>
/// <param name="Shape">Lengths, the last axis fastest.</param>
/// <param name="Data">Exactly the announced elements.</param>
internal sealed partial record NpyArray(VoxelType Type, bool IsBigEndian, IReadOnlyList<int> Shape, ReadOnlyMemory<byte> Data)
{
    private const int MaxHeaderBytes = 1 << 16;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Elements of one step along the first axis.</summary>
    public long StepElements => Shape.Skip(1).Aggregate(1L, (product, length) => product * length);

    /// <param name="name">Name of the array, for messages.</param>
    public static NpyArray Read(ReadOnlyMemory<byte> file, string name)
    {
        ReadOnlySpan<byte> bytes = file.Span;
        if (bytes.Length < 12 || !bytes.StartsWith(Magic))
        {
            throw Damaged(name, "it has no NumPy header");
        }

        bool isShort = bytes[6] == 1;
        long headerBytes = isShort ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        int start = isShort ? 10 : 12;
        if (bytes[6] is < 1 or > 3 || headerBytes > MaxHeaderBytes || start + headerBytes > bytes.Length)
        {
            throw Damaged(name, "its header is of an unknown kind or ends early");
        }

        string header = Encoding.UTF8.GetString(bytes.Slice(start, (int)headerBytes));
        var (type, isBigEndian) = TypeOf(Value(DescrPattern(), header, name), name);
        if (Value(OrderPattern(), header, name) == "True")
        {
            throw new UnreadableImageException($"The array {name} is stored by columns (Fortran order), which cannot be read. Save it with numpy.ascontiguousarray.");
        }

        int[] shape = [.. Value(ShapePattern(), header, name).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => Length(text, name))];
        long size = shape.Aggregate((long)type.SampleBytes, (product, length) => product > int.MaxValue ? product : product * length);
        ReadOnlyMemory<byte> data = file[(start + (int)headerBytes)..];
        return data.Length >= size
            ? new NpyArray(type, isBigEndian, shape, data[..(int)size])
            : throw new UnreadableImageException($"The file ends early: the array {name} announces {size} bytes, {data.Length} are there.");
    }

    /// <summary>One step along the first axis, little endian.</summary>
    public byte[] Step(int index)
    {
        int bytes = (int)(StepElements * Type.SampleBytes);
        byte[] step = Data.Slice(index * bytes, bytes).ToArray();
        if (IsBigEndian)
        {
            ByteOrder.Swap(step, Type.SampleBytes);
        }

        return step;
    }

    private static (VoxelType Type, bool IsBigEndian) TypeOf(string descr, string name)
    {
        VoxelType type = descr.TrimStart('<', '>', '|', '=') switch
        {
            "u1" or "b1" => new VoxelType(1),
            "i1" => new VoxelType(1, IsSigned: true),
            "u2" => new VoxelType(2),
            "i2" => new VoxelType(2, IsSigned: true),
            "u4" => new VoxelType(4),
            "i4" => new VoxelType(4, IsSigned: true),
            "u8" => new VoxelType(8),
            "i8" => new VoxelType(8, IsSigned: true),
            "f4" => new VoxelType(4, IsSigned: true, IsFloat: true),
            "f8" => new VoxelType(8, IsSigned: true, IsFloat: true),
            _ => throw new UnreadableImageException($"The array {name} holds values of the kind “{descr}”, which cannot be read. Save it with numbers."),
        };
        return (type, descr[0] == '>');
    }

    private static string Value(Regex pattern, string header, string name) =>
        pattern.Match(header) is { Success: true } match ? match.Groups[1].Value : throw Damaged(name, "its header is not complete");

    private static int Length(string text, string name) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length) ? length : throw Damaged(name, $"an axis has the length “{text}”");

    private static UnreadableImageException Damaged(string name, string what) => new($"The array {name} is damaged: {what}.");

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([^'"]+)['"]""")]
    private static partial Regex DescrPattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^)]*)\)""")]
    private static partial Regex ShapePattern();
}
