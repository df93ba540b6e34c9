using System.Buffers.Binary;
using Studio.Imaging.Tests;

namespace Studio.Training.Tests.Import.Codecs;

/// <summary>The small DICOM files of tests/vectors/dicom: each picture uncompressed, and once in every transfer syntax.</summary>
static class CompressedVectors
{
    const int ItemHeaderBytes = 8;

    static string Folder => Path.GetDirectoryName(TestPaths.Vector("dicom/x"))!;

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".dcm"));

    /// <summary>Names of the files that hold the same picture as an uncompressed one, as "grey8-rle".</summary>
    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, "*-*.dcm").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal);

    /// <summary>The same file with the last fragment shortened to a part of its length; the file itself stays well formed.</summary>
    public static byte[] CutLastFragment(byte[] file, double keptPart)
    {
        var end = file.Length - ItemHeaderBytes;
        var item = file.AsSpan(0, end).LastIndexOf((ReadOnlySpan<byte>)[0xFE, 0xFF, 0x00, 0xE0]);
        var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(item + 4));
        Assert.Equal(end, item + ItemHeaderBytes + length);
        var kept = (int)(length * keptPart) & ~1;
        var cut = file.AsSpan(0, item + ItemHeaderBytes + kept).ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(cut.AsSpan(item + 4), kept);
        return [.. cut, .. file.AsSpan(end)];
    }

    /// <summary>The same file with an empty offset table and its first frame in two fragments.</summary>
    public static byte[] SplitFirstFragment(byte[] file)
    {
        ReadOnlySpan<byte> itemTag = [0xFE, 0xFF, 0x00, 0xE0];
        var table = file.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xE0, 0x7F, 0x10, 0x00]) + 12;
        var first = table + ItemHeaderBytes + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(table + 4));
        var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(first + 4));
        var half = length / 4 * 2;
        var data = file.AsSpan(first + ItemHeaderBytes, length);
        return
        [
            .. file.AsSpan(0, table), .. itemTag, 0, 0, 0, 0,
            .. itemTag, .. BitConverter.GetBytes(half), .. data[..half],
            .. itemTag, .. BitConverter.GetBytes(length - half), .. data[half..],
            .. file.AsSpan(first + ItemHeaderBytes + length),
        ];
    }
}
