using Studio.Imaging.Formats;
using Studio.Imaging.Similarity;

namespace Studio.Imaging.Tests.Similarity;

/// <summary>Copies in a public set.</summary>
public sealed class RealDuplicateTests
{
    [Fact]
    public void Ultrasound_HoldsThePictureTwiceAndAnotherNearly()
    {
        var found = Find(TestPaths.SharedData("usgra_ultrasound"));
        Assert.Equal(1, Detail(found, "0043", "0077"), 1e-4);
        Assert.InRange(Detail(found, "0055", "0058"), 0.9, 1);

        // The set holds some thirty more pairs, frames that were cut out a little differently.
        Assert.InRange(found.Count, 25, 45);
    }

    static double Detail(Dictionary<(string, string), double> found, string first, string second) =>
        found.TryGetValue((first, second), out var detail) ? detail : found.GetValueOrDefault((second, first));

    static Dictionary<(string, string), double> Find(string folder)
    {
        var decoder = new ImageDecoder(ImageFormatCatalog.Create());
        var files = Directory.GetFiles(folder, "*.png", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "images").Order(StringComparer.Ordinal).ToList();
        var pictures = files.AsParallel().AsOrdered().Select(file =>
        {
            var decoded = Assert.IsType<DecodeOutcome.Decoded>(decoder.Decode(File.ReadAllBytes(file), Path.GetFileName(file))).File;
            return GreyPicture.Of(decoded.Frames[0]);
        }).ToList();
        var pairs = NearDuplicateSearch.Find(
            [.. pictures.Select(PictureFingerprint.Of)], place => pictures[place], null, TestContext.Current.CancellationToken);
        return pairs.ToDictionary(
            pair => (Path.GetFileNameWithoutExtension(files[pair.First]), Path.GetFileNameWithoutExtension(files[pair.Second])), pair => pair.Comparison.Detail);
    }
}
