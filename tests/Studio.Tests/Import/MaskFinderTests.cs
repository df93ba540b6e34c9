using Studio.Imaging.Matching;

namespace Studio.Tests.Import;

public sealed class MaskFinderTests
{
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
