using Studio.Imaging.Annotations;

namespace Studio.Imaging.Tests.Annotations;

/// <summary>Areas against pixels drawn by hand; # is inside.</summary>
public sealed class ShapeTests
{
    [Fact]
    public void Fill_Triangle_TakesPixelsWhoseCentreIsInside() => AssertFills(
        Polygons([0, 0, 4, 0, 0, 4]),
        "###.",
        "##..",
        "#...",
        "....");

    [Fact]
    public void Fill_HalfPixels_GoByTheCentre() => AssertFills(
        Polygons([0.5, 0.5, 2.5, 0.5, 2.5, 2.6, 0.5, 2.6]),
        "##..",
        "##..",
        "##..",
        "....");

    [Fact]
    public void Fill_TwoPolygons_AreTheirUnion() => AssertFills(
        Polygons([0, 0, 2, 0, 2, 2, 0, 2], [1, 1, 4, 1, 4, 3, 1, 3]),
        "##..",
        "####",
        ".###",
        "....");

    [Fact]
    public void Fill_PolygonThatCrossesItself_IsEvenOdd() => AssertFills(
        Polygons([0, 0, 4, 0, 4, 4, 0, 4, 0, 0, 1, 1, 1, 3, 3, 3, 3, 1, 1, 1]),
        "####",
        "#..#",
        "#..#",
        "####");

    [Fact]
    public void Fill_PolygonAroundThePicture_StaysInside() => AssertFills(
        Polygons([-1e9, -5, 1e9, -5, 1e9, 2, -1e9, 2]),
        "####",
        "####",
        "....",
        "....");

    [Fact]
    public void Fill_Runs_GoDownTheColumns() => AssertFills(
        new LabelShape { Name = "", Where = "", Rows = 4, Columns = 4, Runs = [1, 2, 2, 5, 6] },
        "..#.",
        "###.",
        "##..",
        ".#..");

    [Fact]
    public void Fill_RunsOfAnotherSize_AreRefused() =>
        Assert.Null(ShapeFill.Fill(new LabelShape { Name = "", Where = "", Rows = 2, Columns = 8, Runs = [16] }, 4, 4));

    // '0' is 48. 37 is 5 + 1·32: 'U' (5, more follow) and '1'. 4848 is 16 + 23·32 + 4·1024: '`', 'g', '4'.
    // From the fourth number on the difference to the one two before: 3 - 5 is -2, 'N' (30, sign).
    [Theory]
    [InlineData("05U1", new[] { 0, 5, 37 })]
    [InlineData("055000", new[] { 0, 5, 5, 5, 5, 5 })]
    [InlineData("059N", new[] { 0, 5, 9, 3 })]
    [InlineData("00`g4", new[] { 0, 0, 4848 })]
    public void TryUnpack_TextOfTheCocoTools_GivesTheRuns(string text, int[] expected)
    {
        Assert.True(CocoRuns.TryUnpack(text, out int[] runs));
        Assert.Equal(expected, runs);
    }

    [Theory]
    [InlineData("0U")]
    [InlineData("0 5")]
    [InlineData("00\u00e95")]
    [InlineData("N")]
    [InlineData("UUUUUUUUUU1")]
    public void TryUnpack_DamagedText_IsRefused(string text) => Assert.False(CocoRuns.TryUnpack(text, out _));

    [Fact]
    public void Compose_OverlappingClasses_LaterWinsAndPixelsAreCounted()
    {
        LabelShape first = Polygons([0, 0, 3, 0, 3, 2, 0, 2]);
        LabelShape same = Polygons([0, 0, 1, 0, 1, 1, 0, 1]);
        LabelShape later = Polygons([2, 1, 4, 1, 4, 3, 2, 3]);

        ShapeLabelmap composed = ShapeLabelmap.Compose([(first, 1), (same, 1), (later, 2)], 3, 4);

        Assert.Equal([1, 1, 1, 0, 1, 1, 2, 2, 0, 0, 2, 2], composed.Labelmap.Classes);
        Assert.Equal(1, composed.OverlappedPixels);
        Assert.Equal("Areas of different classes overlap in 1 pixels; the later one in the file was taken there.", Assert.Single(composed.Findings).Reason);
    }

    [Fact]
    public void Compose_AreasThatDoNotFit_AreNamed()
    {
        LabelShape outside = Polygons([10, 10, 12, 10, 12, 12]) with { Where = "annotation 1" };
        LabelShape partly = Polygons([-2, 0, 1, 0, 1, 1, -2, 1]) with { Where = "annotation 2" };
        LabelShape other = new() { Name = "RBC", Where = "annotation 3", Rows = 9, Columns = 9, Runs = [81] };

        ShapeLabelmap composed = ShapeLabelmap.Compose([(outside, 1), (partly, 1), (other, 1)], 2, 2);

        Assert.Equal([1, 0, 0, 0], composed.Labelmap.Classes);
        Assert.Equal(["annotation 1", "annotation 2", "annotation 3"], composed.Findings.Select(finding => finding.Where));
        Assert.Equal([true, false, false], composed.Findings.Select(finding => finding.Reason.Contains("covers no pixel", StringComparison.Ordinal)));
        Assert.Contains("another size", composed.Findings[2].Reason, StringComparison.Ordinal);
    }

    private static LabelShape Polygons(params double[][] polygons) => new() { Name = "RBC", Where = "", Polygons = polygons };

    private static void AssertFills(LabelShape shape, params string[] picture)
    {
        byte[]? inside = ShapeFill.Fill(shape, picture.Length, picture[0].Length);

        Assert.NotNull(inside);
        Assert.Equal(picture, inside.Chunk(picture[0].Length).Select(row => string.Concat(row.Select(value => value == 1 ? '#' : '.'))));
    }
}
