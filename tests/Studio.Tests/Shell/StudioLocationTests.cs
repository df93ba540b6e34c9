using Studio.Features.Shell;

namespace Studio.Tests.Shell;

public sealed class StudioLocationTests
{
    [Theory]
    [InlineData("", null, "", "")]
    [InlineData("admin", null, "admin", "")]
    [InlineData("p/usgra", "usgra", "", "")]
    [InlineData("p/usgra/", "usgra", "", "")]
    [InlineData("p/usgra?x=1", "usgra", "", "")]
    [InlineData("p/usgra/images?state=accepted#main", "usgra", "images", "")]
    [InlineData("p/usgra/runs/12", "usgra", "runs", "12")]
    [InlineData("p/usgra/label/7/extra", "usgra", "label", "7/extra")]
    [InlineData("p", null, "p", "")]
    public void Parse_Address_GivesProjectPageAndDetail(string address, string? project, string page, string detail) =>
        Assert.Equal(new StudioLocation(project, page, detail), StudioLocation.Parse(address));
}
