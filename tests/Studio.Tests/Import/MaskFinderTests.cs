using Studio.Imaging.Matching;

namespace Studio.Tests.Import;

public sealed class MaskFinderTests
{
    [Fact]
    public void Find_DataSetNamedLikeMasks_TakesTheInnermostFolder()
    {
        string[] paths = ["Segmentation/images/a.png", "Segmentation/masks/a.png", "case/image/IMG0001.dcm", "segmentations/7/image/IMG0001.dcm", "segmentations/7/seg.dcm"];

        Assert.Equal([paths[1], paths[4]], MaskFinder.Find(paths).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("masks/7.png", true)]
    [InlineData("set/Labels/7.png", true)]
    [InlineData("labelsTr/7.png", true)]
    [InlineData("images/7_mask.png", true)]
    [InlineData("images/7.png", false)]
    [InlineData("images/unmasked.png", false)]
    [InlineData("images/9_mask.png", false)]
    [InlineData("maskshop/7.png", false)]
    public void Find_Path_TellsMasksFromPictures(string path, bool isMask)
    {
        var masks = MaskFinder.Find([path, "images/7.png"]);

        Assert.Equal(isMask, masks.Contains(path));
    }
}
