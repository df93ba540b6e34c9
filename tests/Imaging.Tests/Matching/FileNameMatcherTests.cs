using Studio.Imaging.Matching;

namespace Studio.Imaging.Tests.Matching;

public sealed class FileNameMatcherTests
{
    [Theory]
    [InlineData("0077.png", "0077.png")]
    [InlineData("images/0077.png", "masks/0077.png")]
    [InlineData("case7.dcm", "case7_mask.png")]
    [InlineData("case7.tif", "CASE7-Seg.PNG")]
    [InlineData("case7.png", "case7_labels.png")]
    [InlineData("case7.png", "case7_gt.png")]
    [InlineData("case7.png", "mask_case7.png")]
    [InlineData("case7_0000.png", "case7.png")]
    [InlineData("a\\b\\x.png", "x.png")]
    public void Match_UsualNames_ArePaired(string image, string mask)
    {
        MaskMatch match = FileNameMatcher.Match([image], [mask]);

        Assert.Equal([new MaskPair(image, mask)], match.Pairs);
    }

    [Fact]
    public void Match_NoPartner_IsListedOnBothSides()
    {
        MaskMatch match = FileNameMatcher.Match(["1.png", "2.png"], ["2.png", "3.png"]);

        Assert.Equal([new MaskPair("2.png", "2.png")], match.Pairs);
        Assert.Equal(["1.png"], match.ImagesWithoutMask);
        Assert.Equal(["3.png"], match.MasksWithoutImage);
        Assert.Empty(match.Ambiguous);
    }

    [Fact]
    public void Match_SameNameInParallelFolders_IsDecidedByTheFolder()
    {
        MaskMatch match = FileNameMatcher.Match(
            ["train/images/1.png", "test/images/1.png"],
            ["test/masks/1.png", "train/masks/1.png"]);

        Assert.Equal(
            [new MaskPair("test/images/1.png", "test/masks/1.png"), new("train/images/1.png", "train/masks/1.png")],
            match.Pairs);
    }

    [Fact]
    public void Match_TwoMasksForOneImage_AreAmbiguous()
    {
        MaskMatch match = FileNameMatcher.Match(["1.png"], ["1_mask.png", "1_seg.png"]);

        Assert.Empty(match.Pairs);
        AmbiguousMatch ambiguous = Assert.Single(match.Ambiguous);
        Assert.Equal(["1.png"], ambiguous.Images);
        Assert.Equal(["1_mask.png", "1_seg.png"], ambiguous.Masks);
        Assert.Empty(match.ImagesWithoutMask);
        Assert.Empty(match.MasksWithoutImage);
    }

    [Fact]
    public void Match_ExactNameBeforeSuffix_TakesTheExactOne()
    {
        MaskMatch match = FileNameMatcher.Match(["1.png"], ["1.png", "1_mask.png"]);

        Assert.Equal([new MaskPair("1.png", "1.png")], match.Pairs);
        Assert.Equal(["1_mask.png"], match.MasksWithoutImage);
    }

    [Fact]
    public void Match_EveryPath_OccursExactlyOnce()
    {
        string[] images = ["a.png", "b.png", "x/c.png", "y/c.png", "d.png"];
        string[] masks = ["a_mask.png", "a_seg.png", "b.png", "c.png", "e.png"];

        MaskMatch match = FileNameMatcher.Match(images, masks);

        Assert.Equal(images.Order(), match.Pairs.Select(pair => pair.Image).Concat(match.ImagesWithoutMask).Concat(match.Ambiguous.SelectMany(group => group.Images)).Order());
        Assert.Equal(masks.Order(), match.Pairs.Select(pair => pair.Mask).Concat(match.MasksWithoutImage).Concat(match.Ambiguous.SelectMany(group => group.Masks)).Order());
    }

    [Fact]
    public void Match_NamesWithUids_AreNotCutAtTheirLastPart()
    {
        MaskMatch match = FileNameMatcher.Match(["ct/1.2.840.1", "ct/1.2.840.2"], ["1.2.840.2", "1.2.840.1"]);

        Assert.Equal([("ct/1.2.840.1", "1.2.840.1"), ("ct/1.2.840.2", "1.2.840.2")], match.Pairs.Select(pair => (pair.Image, pair.Mask)));
    }

    [Fact]
    public void Match_RealUltrasoundSet_PairsEverything()
    {
        string root = Path.Combine(TestPaths.SharedData("usgra_ultrasound"), "dataset");
        string[] images = Names(Path.Combine(root, "images"));
        string[] masks = Names(Path.Combine(root, "masks"));

        MaskMatch match = FileNameMatcher.Match(images, masks);

        Assert.Equal(images.Length, match.Pairs.Count);
        Assert.Empty(match.MasksWithoutImage);
        Assert.Empty(match.Ambiguous);
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path))];
}
