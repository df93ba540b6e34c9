using Studio.Training.Jobs;
using Studio.Training.Parameters;

namespace Studio.Training.Tests.Parameters;

public sealed class NamePatternsTests
{
    [Theory]
    [InlineData("head.weight", "head.weight", true)]
    [InlineData("head.weight", "head.weight2", false)]
    [InlineData("head", "head.weight", false)]
    [InlineData("*", "anything.at.all", true)]
    [InlineData("*", "", true)]
    [InlineData("head.*", "head.", true)]
    [InlineData("head.*", "Head.bias", false)]
    [InlineData("*.bias", "down.0.bias", true)]
    [InlineData("*.bias", "down.0.bias2", false)]
    [InlineData("down.*.bias", "down.0.conv.bias", true)]
    [InlineData("down.*.bias", "down.bias", false)]
    [InlineData("*conv*weight", "a.conv.b.conv.weight", true)]
    [InlineData("a*a", "a", false)]
    [InlineData("a*a", "aa", true)]
    [InlineData("*ab*ab", "ab", false)]
    [InlineData("down.[0]*", "down.[0].x", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    public void Fits_Name_FollowsTheStars(string pattern, string name, bool expected) =>
        Assert.Equal(expected, NamePattern.Parse(pattern).Fits(name));

    [Theory]
    [InlineData("down.1.weight", true)]
    [InlineData("down.0.weight", false)]
    [InlineData("down.0.bias", true)]
    [InlineData("up.0.weight", false)]
    public void Choose_LaterPatterns_TakeOutAndPutBack(string name, bool expected) =>
        Assert.Equal(expected, new NamePatterns(["down.*", "!down.0.*", "down.0.bias"]).Choose(name));

    [Fact]
    public void Choose_NoPatterns_ChoosesNothing() => Assert.False(new NamePatterns([]).Choose("a"));

    [Fact]
    public void RequireLayers_PatternsWithoutALayer_AreNamedAsWritten()
    {
        var patterns = new NamePatterns(["head.*", "hed.*", "!tail"]);
        var problem = Assert.Throws<JobFailureException>(() => patterns.RequireLayers("transfer.freeze", ["head.weight", "body"]));
        Assert.Equal(
            "transfer.freeze names hed.*, !tail, but no layer of the network is called so. Its layers are head.weight, body.",
            problem.Message);
        patterns.RequireLayers("transfer.freeze", ["head.weight", "hed.weight", "tail"]);
    }
}
