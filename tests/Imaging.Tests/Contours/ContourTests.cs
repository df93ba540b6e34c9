using Studio.Imaging.Contours;
using Studio.Imaging.Labelmaps;

namespace Studio.Imaging.Tests.Contours;

public sealed class ContourTests
{
    [Fact]
    public void Trace_EmptyLabelmap_HasNoOutline() => Assert.Empty(ContourTracer.Trace(Labelmap.Empty(4, 5)));

    [Fact]
    public void Of_OnePixel_IsASquareAroundIt()
    {
        Contour contour = Assert.Single(ContourTracer.Trace(Parse("...", ".1.", "...")));

        Assert.Equal(1, contour.Class);
        Assert.False(contour.IsHole);
        Assert.Equal("M1 1h1v1h-1z", ContourPath.Of(contour));
    }

    [Fact]
    public void Of_WholeImage_FollowsTheBorder() =>
        Assert.Equal("M0 0h3v2h-3z", ContourPath.PerClass(Parse("222", "222"))[2]);

    [Fact]
    public void Trace_RingWithHole_GivesOuterThenHoleTurningTheOtherWay()
    {
        IReadOnlyList<Contour> contours = ContourTracer.Trace(Parse("111", "1.1", "111"));

        Assert.Equal(2, contours.Count);
        Assert.Equal("M0 0h3v3h-3z", ContourPath.Of(contours[0]));
        Assert.False(contours[0].IsHole);
        Assert.Equal("M1 2h1v-1h-1z", ContourPath.Of(contours[1]));
        Assert.True(contours[1].IsHole);
    }

    [Fact]
    public void PerClass_TwoComponentsOfOneClass_ShareAPath() =>
        Assert.Equal("M0 0h1v1h-1zM2 0h1v2h-1z", ContourPath.PerClass(Parse("1.1", "..1"))[1]);

    [Fact]
    public void Trace_PixelsTouchingAtACorner_AreSeparate() =>
        Assert.Equal("M0 0h1v1h-1zM1 1h1v1h-1z", ContourPath.PerClass(Parse("1.", ".1"))[1]);

    [Fact]
    public void Trace_HolesTouchingAtACorner_AreOneOutlineThatKeepsTheClassOnTheRight()
    {
        IReadOnlyList<Contour> contours = ContourTracer.Trace(Parse("1111", "1.11", "11.1", "1111"));

        Assert.Equal(2, contours.Count);
        Assert.Equal("M1 2h1v1h1v-1h-1v-1h-1z", ContourPath.Of(contours[1]));
        Assert.True(contours[1].IsHole);
    }

    [Fact]
    public void PerClass_TwoClassesSideBySide_EachHasItsOutline()
    {
        IReadOnlyDictionary<byte, string> paths = ContourPath.PerClass(Parse("13", "13"));

        Assert.Equal([1, 3], paths.Keys);
        Assert.Equal("M0 0h1v2h-1z", paths[1]);
        Assert.Equal("M1 0h1v2h-1z", paths[3]);
    }

    [Fact]
    public void Trace_RandomLabelmap_AreasAddUpToThePixelCounts()
    {
        var random = new Random(3);
        var labelmap = new Labelmap(40, 50, [.. Enumerable.Range(0, 2000).Select(_ => (byte)random.Next(3))]);
        long[] counts = Labelmap.CountPixels(labelmap.Classes);

        foreach (var group in ContourTracer.Trace(labelmap).GroupBy(contour => contour.Class))
        {
            Assert.Equal(counts[group.Key], group.Sum(Area));
            Assert.All(group, contour => Assert.Equal(contour.IsHole, Area(contour) < 0));
        }
    }

    [Fact]
    public void Simplify_Staircase_BecomesADiagonalWithinTheTolerance()
    {
        Contour stairs = Assert.Single(ContourTracer.Trace(Parse("1...", "11..", "111.", "1111")));

        Contour simple = ContourSimplifier.Simplify(stairs, 0.75);

        Assert.Equal(10, stairs.Points.Count);
        Assert.InRange(simple.Points.Count, 3, 5);
        Assert.Contains(new GridPoint(0, 0), simple.Points);
        Assert.Contains(new GridPoint(0, 4), simple.Points);
    }

    [Fact]
    public void Simplify_OnePixelWithALargeTolerance_StaysAPixel()
    {
        Contour pixel = Assert.Single(ContourTracer.Trace(Parse("1")));

        Assert.Equal(pixel, ContourSimplifier.Simplify(pixel, 10));
    }

    [Fact]
    public void Simplify_ZeroTolerance_ChangesNothing()
    {
        Contour stairs = Assert.Single(ContourTracer.Trace(Parse("1..", "11.", "111")));

        Assert.Same(stairs, ContourSimplifier.Simplify(stairs, 0));
    }

    private static long Area(Contour contour)
    {
        long doubled = 0;
        GridPoint previous = contour.Points[^1];
        foreach (GridPoint point in contour.Points)
        {
            doubled += ((long)previous.X * point.Y) - ((long)point.X * previous.Y);
            previous = point;
        }

        return doubled / 2;
    }

    private static Labelmap Parse(params string[] rows) => new(
        rows.Length,
        rows[0].Length,
        [.. rows.SelectMany(row => row).Select(symbol => symbol == '.' ? (byte)0 : (byte)(symbol - '0'))]);
}
