using Studio.Contracts.Projects;
using Studio.Features.Compare;
using Studio.Features.Runs;
using Studio.Statistics;

namespace Studio.Tests.Compare;

/// <summary>Figures, p and addresses of the Compare page.</summary>
public sealed class CompareWordingTests
{
    static readonly ComparedMetric Iou = new("iou", "IoU", FigureLevel.Patient, HigherIsBetter: true, IsShare: true, "") { Heading = "IoU per patient" };
    static readonly ComparedMetric Distance = new("hd95mm", "Hausdorff 95 %", FigureLevel.Image, HigherIsBetter: false, IsShare: false, "mm") { Heading = "Hausdorff 95 % per image" };

    [Theory]
    [InlineData(0.0004, "< 0.001")]
    [InlineData(0.001, "0.0010")]
    [InlineData(0.0083, "0.0083")]
    [InlineData(0.00996, "0.010")]
    [InlineData(0.0449, "0.045")]
    [InlineData(0.0996, "0.10")]
    [InlineData(0.3, "0.30")]
    [InlineData(0.999, "1.0")]
    [InlineData(null, "–")]
    public void P_HasTwoDigitsThatCount(double? p, string expected) => Assert.Equal(expected, CompareWording.P(p));

    [Theory]
    [InlineData(0.094, "+0.09")]
    [InlineData(-0.021, "−0.02")]
    [InlineData(0.004, "0.00")]
    [InlineData(-0.004, "0.00")]
    [InlineData(double.NaN, "–")]
    public void Difference_HasASignUnlessItIsNothing(double value, string expected) => Assert.Equal(expected, CompareWording.Difference(Iou, value));

    [Theory]
    [InlineData(4.237, "4.24")]
    [InlineData(12.34, "12.3")]
    [InlineData(212.6, "213")]
    public void Figure_OfALength_HasThreeDigits(double value, string expected) => Assert.Equal(expected, CompareWording.Figure(Distance, value));

    [Fact]
    public void Intervals_WithoutBounds_AreNotMadeUp()
    {
        var unknown = new Interval(0.5, double.NaN, double.NaN);

        Assert.Equal("", CompareWording.DifferenceInterval(Iou, unknown));
        Assert.Equal("–", CompareWording.Range(Iou, unknown));
        Assert.Equal("(+0.05, +0.13)", CompareWording.DifferenceInterval(Iou, new Interval(0.09, 0.05, 0.13)));
        Assert.Equal("0.61–0.77", CompareWording.Range(Iou, new Interval(0.7, 0.61, 0.77)));
    }

    [Fact]
    public void Level_IsTheHeadingWithoutTheMetric()
    {
        Assert.Equal("per patient", CompareWording.Level(Iou));
        Assert.Equal("Hausdorff 95 % per image, mm", CompareWording.Heading(Distance));
    }

    [Theory]
    [InlineData("12,9,7", "validation", null, null, null, "runs=12,9,7&set=validation")]
    [InlineData("1 2 3,12", "test", "dice", "pooled", 3, "runs=1+2+3,12&set=test&metric=dice&by=pooled&version=3")]
    [InlineData("9,9,7", "nonsense", " ", "nonsense", null, "runs=9,7&set=validation")]
    [InlineData("2+1,1+2", "training", null, "image", null, "runs=2+1&set=validation&by=image")]
    public void Read_OfAnAddress_WritesWhatIsMeant(string runs, string set, string? metric, string? by, int? version, string expected) =>
        Assert.Equal(expected, CompareAddress.Write(CompareAddress.Read(runs, set, metric, by, version)!));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a,b")]
    [InlineData("1,,x")]
    public void Read_WithoutARun_IsNothing(string? runs) => Assert.Null(CompareAddress.Read(runs, "validation", null, null, null));

    [Theory]
    [InlineData(0, "Test set closed, never looked at")]
    [InlineData(1, "Test set closed, looked at once")]
    [InlineData(2, "Test set closed, looked at 2 times")]
    public void Closed_CountsLooks(int looks, string expected) => Assert.Equal(expected, LookWording.Closed(looks));

    [Fact]
    public void Axis_OfShares_GoesFromZeroToOne()
    {
        var axis = ComparedAxis.Of(Iou, [new Interval(0.69, 0.61, 0.77)]);

        Assert.Equal(new ComparedAxis(0, 1), axis);
        Assert.Equal("--mean: 69%; --low: 61%; --high: 77%", axis.Style(new Interval(0.69, 0.61, 0.77)));
        Assert.Equal("--mean: 69%", axis.Style(new Interval(0.69, double.NaN, double.NaN)));
    }

    [Theory]
    [InlineData(4.2, 5)]
    [InlineData(5, 5)]
    [InlineData(17, 20)]
    [InlineData(21, 25)]
    [InlineData(260, 500)]
    [InlineData(0, 1)]
    public void Axis_OfLengths_EndsAtARoundNumber(double most, double expected) =>
        Assert.Equal(new ComparedAxis(0, expected), ComparedAxis.Of(Distance, [new Interval(most / 2, double.NaN, most)]));

    [Fact]
    public void Axis_OfKappaBelowZero_ShowsIt() =>
        Assert.Equal(new ComparedAxis(-0.2, 0.5), ComparedAxis.Of(Iou, [new Interval(0.1, -0.15, 0.4)]));

    [Fact]
    public void Axis_OfDifferences_HoldsZeroAndAllIntervals()
    {
        var axis = ComparedAxis.OfDifferences([new Interval(0.09, 0.05, 0.13), new Interval(0.2, double.NaN, double.NaN)]);

        Assert.True(axis is { Low: < 0, High: > 0.2 });
        Assert.NotEqual("0%", axis.Place(0));
    }

    [Fact]
    public void LineStyle_OfTwentyRuns_AreAllDifferent() =>
        Assert.Equal(CompareQuery.MostEntries, Enumerable.Range(0, CompareQuery.MostEntries).Select(LineStyle.Of).Distinct().Count());

    [Fact]
    public void ReadSet_KnowsWhatCanBeCompared()
    {
        Assert.Equal(Split.Test, CompareAddress.ReadSet("test"));
        Assert.Equal(Split.Validation, CompareAddress.ReadSet(null));
    }
}
