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
}
