using Studio.Contracts.Projects;
using Studio.Features.Images;
using Studio.Storage;

namespace Studio.Tests.Images;

public sealed class ImageViewTests
{
    [Theory]
    [InlineData("")]
    [InlineData("state=not-started,in-review")]
    [InlineData("class=1,2,none")]
    [InlineData("patient=31&split=test,unassigned")]
    [InlineData("q=left%20%26%20right&sort=newest")]
    [InlineData("ids=3,5,9")]
    [InlineData("assigned=7,none")]
    [InlineData("state=accepted&view=table&size=200")]
    [InlineData("state=accepted&view=patients")]
    [InlineData("collection=4,5&left-out=only&f12=0.25..1E-06&f13=..7&f14=none&f15=0123456789ab,0123456789ac&sort=-f12&view=table&columns=patient,f12&more=f15")]
    [InlineData("state=accepted&view=map")]
    public void ToQuery_ParsedQuery_IsTheSame(string query) => Assert.Equal(query, ImageView.Parse(1, query).ToQuery());

    [Fact]
    public void Parse_FullQuery_GivesTheFilter()
    {
        var view = ImageView.Parse(7, "?state=in-progress&class=2,none&patient=12&split=training&q=abc&sort=state&view=table");

        Assert.Equal(7, view.Filter.ProjectId);
        Assert.Equal([ImageState.InProgress], view.Filter.States);
        Assert.Equal([2], view.Filter.ClassIndexes);
        Assert.True(view.Filter.NothingLabelled);
        Assert.Equal(12, view.Filter.PatientId);
        Assert.Equal([Split.Training], view.Filter.Splits);
        Assert.Equal("abc", view.Filter.Text);
        Assert.Equal(ImageSort.State, view.Filter.Sort);
        Assert.Equal(ImageLayout.Table, view.Layout);
    }

    [Theory]
    [InlineData("f12=a..b")]
    [InlineData("f12=0.3..NaN")]
    [InlineData("fx=0.3..")]
    [InlineData("f12=")]
    public void Parse_ChoiceThatIsNone_IsLeftOut(string query) => Assert.Equal("", ImageView.Parse(1, query).ToQuery());

    [Theory]
    [InlineData("patient=P-031")]
    [InlineData("patient=0")]
    [InlineData("patient=")]
    public void Parse_PatientThatIsNoId_IsLeftOutOfTheNextAddress(string query)
    {
        var view = ImageView.Parse(1, query);

        Assert.Null(view.Filter.PatientId);
        Assert.Equal("", view.ToQuery());
    }

    [Theory]
    [InlineData("size=1", ImageView.SmallestPx)]
    [InlineData("size=9999", ImageView.LargestPx)]
    [InlineData("size=wide", ImageView.DefaultPx)]
    [InlineData("", ImageView.DefaultPx)]
    public void Parse_Size_StaysInItsLimits(string query, int expectedPx) => Assert.Equal(expectedPx, ImageView.Parse(1, query).SizePx);

    [Fact]
    public void Parse_AssignedToMe_IsThePersonAndNobodyWhenUnknown()
    {
        Assert.Equal([7], ImageView.Parse(1, "assigned=me", userId: 7).Filter.AssignedTo);
        Assert.Equal("assigned=7", ImageView.Parse(1, "assigned=me", userId: 7).ToQueue());
        Assert.Empty(ImageView.Parse(1, "assigned=me,0,-3,x").Filter.AssignedTo);
    }

    [Fact]
    public void ToQueue_View_LeavesTheLayoutOut() =>
        Assert.Equal("state=accepted&sort=patient", ImageView.Parse(1, "state=accepted&sort=patient&view=table&size=200").ToQueue());

    [Theory]
    [InlineData(0, 6, 0)]
    [InlineData(1, 6, 1)]
    [InlineData(12, 6, 2)]
    [InlineData(13, 6, 3)]
    public void CountRows_Images_FillsTheLastRowInPart(int images, int columns, int rows) =>
        Assert.Equal(rows, ImageRowPages.CountRows(images, columns));
}
