using Studio.Imaging.Annotations;

namespace Studio.Imaging.Tests.Annotations;

public sealed class LabelBoxTests
{
    [Fact]
    public void FitInto_BoxAtTheEdges_IsUnchanged()
    {
        var box = new LabelBox("RBC", 0, 0, 640, 480, "");

        Assert.Equal(box, box.FitInto(480, 640, out LabelFinding? finding));
        Assert.Null(finding);
    }

    [Fact]
    public void FitInto_BoxPartlyOutside_IsCutWithANote()
    {
        LabelBox? inside = new LabelBox("RBC", -3, 470.5, 20, 490, "annotation 7").FitInto(480, 640, out LabelFinding? finding);

        Assert.Equal(new LabelBox("RBC", 0, 470.5, 20, 480, "annotation 7"), inside);
        Assert.Equal("annotation 7", finding!.Where);
        Assert.Equal("The box \"RBC\" from (-3, 470.5) to (20, 490) reaches outside the picture (640×480). It was cut at the edge.", finding.Reason);
    }

    [Theory]
    [InlineData(640, 0, 650, 10, "lies outside")]
    [InlineData(-10, 0, 0, 10, "lies outside")]
    [InlineData(0, 480, 10, 481, "lies outside")]
    [InlineData(5, 5, 5, 10, "no area")]
    [InlineData(5, 9, 8, 2, "no area")]
    [InlineData(double.NaN, 0, 1, 1, "no area")]
    public void FitInto_NothingInside_IsLeftOutWithAReason(double left, double top, double right, double bottom, string words)
    {
        Assert.Null(new LabelBox("RBC", left, top, right, bottom, "").FitInto(480, 640, out LabelFinding? finding));
        Assert.Contains(words, finding!.Reason, StringComparison.Ordinal);
    }
}
