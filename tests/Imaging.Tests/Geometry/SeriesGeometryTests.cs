using Studio.Imaging.Geometry;

namespace Studio.Imaging.Tests.Geometry;

public sealed class SeriesGeometryTests
{
    private static readonly PatientVector Left = new(1, 0, 0);
    private static readonly PatientVector Posterior = new(0, 1, 0);
    private static readonly PatientVector Superior = new(0, 0, 1);

    [Fact]
    public void Arrange_ShuffledAxialSlices_AreOrderedFromFeetToHead()
    {
        SeriesArrangement series = SeriesGeometry.Arrange([Axial(1, 7.5), Axial(2, -2.5), Axial(3, 2.5)]);

        Assert.Equal([2, 3, 1], series.Keys);
        Assert.Equal(5, series.SpacingMm);
        Assert.Equal("axial", series.Orientation);
        Assert.Empty(series.Findings);
    }

    [Theory]
    [InlineData(10, "axial")]
    [InlineData(30, "oblique")]
    public void Arrange_TurnedAboutTheLeftRightAxis_IsNamedByItsAngle(double degrees, string name)
    {
        double radians = degrees * Math.PI / 180;
        var column = new PatientVector(0, Math.Cos(radians), Math.Sin(radians));

        SeriesArrangement series = SeriesGeometry.Arrange([new SeriesSlice(1, new FramePlane(default, Left, column), 4, 4, null)]);

        Assert.Equal(name, series.Orientation);
    }

    [Fact]
    public void Arrange_CoronalAndSagittal_AreNamed()
    {
        PatientVector inferior = Superior * -1;

        Assert.Equal("coronal", SeriesGeometry.Arrange([new SeriesSlice(1, new FramePlane(default, Left, inferior), 4, 4, null)]).Orientation);
        Assert.Equal("sagittal", SeriesGeometry.Arrange([new SeriesSlice(1, new FramePlane(default, Posterior, inferior), 4, 4, null)]).Orientation);
    }

    [Fact]
    public void Arrange_MissingSlice_IsNamedWithItsPlace()
    {
        SeriesArrangement series = SeriesGeometry.Arrange([Axial(1, 0), Axial(2, 2), Axial(3, 4), Axial(4, 8), Axial(5, 10)]);

        Assert.Null(series.SpacingMm);
        string finding = Assert.Single(series.Findings);
        Assert.Contains("probably 1: 4 mm between slices 3 and 4, elsewhere 2 mm", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrange_UnevenSteps_AreReportedAndGiveNoSpacing()
    {
        SeriesArrangement series = SeriesGeometry.Arrange([Axial(1, 0), Axial(2, 2), Axial(3, 4.2), Axial(4, 6.2)]);

        Assert.Null(series.SpacingMm);
        Assert.Contains("2 to 2.2 mm", Assert.Single(series.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrange_RoundingOfPositions_IsEven()
    {
        SeriesArrangement series = SeriesGeometry.Arrange([Axial(1, 0), Axial(2, 0.6666), Axial(3, 1.3333), Axial(4, 2)]);

        Assert.Empty(series.Findings);
        Assert.Equal(0.6667, series.SpacingMm!.Value, 1e-4);
    }

    [Fact]
    public void Arrange_EveryPlaceTwice_GivesOneVolumeAfterTheOther()
    {
        SeriesArrangement series = SeriesGeometry.Arrange(
            [Axial(1, 0, number: 1), Axial(2, 5, number: 2), Axial(3, 0, number: 3), Axial(4, 5, number: 4)]);

        Assert.Equal([1, 2, 3, 4], series.Keys);
        Assert.Contains("2 times", Assert.Single(series.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrange_SomePlacesTwice_SaysThatScansMayBeMixed()
    {
        SeriesArrangement series = SeriesGeometry.Arrange([Axial(1, 0), Axial(2, 5), Axial(3, 5), Axial(4, 10)]);

        Assert.Contains("At 1 of 3 places", Assert.Single(series.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrange_LocalizerAmongAxialSlices_ComesLastAndIsReported()
    {
        var localizer = new SeriesSlice(9, new FramePlane(default, Posterior, Superior * -1), 4, 4, null);

        SeriesArrangement series = SeriesGeometry.Arrange([localizer, Axial(1, 5), Axial(2, 0)]);

        Assert.Equal([2, 1, 9], series.Keys);
        Assert.Null(series.Orientation);
        Assert.Contains("2 axial, 1 sagittal", Assert.Single(series.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrange_DifferentSizes_AreReportedFirst()
    {
        SeriesArrangement series = SeriesGeometry.Arrange([Axial(1, 0), Axial(2, 5), Axial(3, 10) with { Rows = 8 }]);

        Assert.Contains("2 with 4×4, 1 with 4×8", Assert.Single(series.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrange_TiltedGantry_IsMeasured()
    {
        var shifted = new SeriesSlice(2, new FramePlane(new PatientVector(0, 10 * Math.Tan(15 * Math.PI / 180), 10), Left, Posterior), 4, 4, null);

        SeriesArrangement series = SeriesGeometry.Arrange([Axial(1, 0), shifted]);

        Assert.Equal(10, series.SpacingMm);
        Assert.Contains("(15°)", Assert.Single(series.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrange_WithoutPlanes_FollowsTheNumbersAndMissesOne()
    {
        SeriesArrangement series = SeriesGeometry.Arrange([Bare(1, 4), Bare(2, 1), Bare(3, 2)]);

        Assert.Equal([2, 3, 1], series.Keys);
        Assert.Null(series.SpacingMm);
        Assert.Contains("missing in this series: 3", Assert.Single(series.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrange_SameNumberTwice_SaysThatTheOrderIsNotCertain()
    {
        SeriesArrangement series = SeriesGeometry.Arrange([Bare(1, 4), Bare(2, 4)]);

        Assert.Contains("not certain", Assert.Single(series.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrange_DifferentPixelSpacing_IsReported()
    {
        SeriesArrangement series = SeriesGeometry.Arrange(
            [Axial(1, 0) with { Spacing = new PixelSpacing(0.5, 0.5) }, Axial(2, 5) with { Spacing = new PixelSpacing(0.7, 0.7) }]);

        Assert.Contains("0.5 to 0.7 mm", Assert.Single(series.Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrange_OneFileOfManyFramesWithoutPlanes_KeepsTheFrames()
    {
        SeriesArrangement series = SeriesGeometry.Arrange(
            [Bare(3, 1) with { FrameIndex = 2 }, Bare(1, 1), Bare(2, 1) with { FrameIndex = 1 }]);

        Assert.Equal([1, 2, 3], series.Keys);
        Assert.Empty(series.Findings);
    }

    private static SeriesSlice Axial(long key, double placeMm, int? number = null) =>
        new(key, new FramePlane(new PatientVector(0, 0, placeMm), Left, Posterior), 4, 4, null, number);

    private static SeriesSlice Bare(long key, int number) => new(key, null, 4, 4, null, number);
}
