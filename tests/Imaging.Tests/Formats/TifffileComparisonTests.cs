using System.Text.Json;

namespace Studio.Imaging.Tests.Formats;

/// <summary>Holds the reader against tifffile: types, byte orders, strips, tiles, planes, compressions and BigTIFF.</summary>
public sealed class TifffileComparisonTests
{
    private const int ExpectedFiles = 160;

    private sealed record Reference(string Path, string Samples, string Type);

    [Fact]
    public void Decode_EveryKind_EqualsTifffile()
    {
        string folder = Directory.CreateTempSubdirectory("tifffile-").FullName;
        try
        {
            string[] lines = PythonPeer.Run(Path.Combine("Formats", "tifffile_reference.py"), folder);
            Assert.Equal(ExpectedFiles, lines.Length);
            Assert.All(lines, line => Compare(JsonSerializer.Deserialize<Reference>(line, JsonSerializerOptions.Web)!));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(Reference reference)
    {
        DecodeOutcome outcome = TestImages.Decoder.Decode(File.ReadAllBytes(reference.Path), "test");
        DecodedFile file = outcome is DecodeOutcome.Decoded decoded
            ? decoded.File
            : throw new InvalidOperationException($"{reference.Path}: {((DecodeOutcome.Rejected)outcome).Reason}");

        RasterLayout layout = file.Facts.Layout;
        Assert.Equal(reference.Type, $"{(layout.IsFloat ? "f" : layout.IsSigned ? "i" : "u")}{layout.BytesPerSample}");
        Assert.True(file.Frames.SelectMany(frame => frame.Samples).SequenceEqual(File.ReadAllBytes(reference.Samples)), reference.Path);
    }
}
