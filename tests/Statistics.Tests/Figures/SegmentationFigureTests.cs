using Xunit;

namespace Studio.Statistics.Tests.Figures;

public sealed class SegmentationFigureTests
{
    const double Nan = double.NaN;

    static CaseTable Table { get; } = new(
        ["p", "p", "q"],
        new Dictionary<string, double[]>
        {
            ["iou.a"] = [0.5, 0.25, 0], ["tp.a"] = [10, 5, 0], ["fp.a"] = [5, 5, 10], ["fn.a"] = [5, 10, 0],
            ["iou.b"] = [Nan, Nan, 1], ["tp.b"] = [0, 0, 20], ["fp.b"] = [0, 0, 0], ["fn.b"] = [0, 0, 0],
            ["pixels"] = [100, 100, 50], ["accuracy"] = [0.9, 0.8, 1],
            ["hd95mm.a"] = [3, 5, Nan], ["volumedifference.a"] = [0, -0.5, Nan],
            ["baseline.iou.a"] = [0.1, 0.1, 0.1],
        });

    [Fact]
    public void Of_ThreeImages_IsAsByHandAtEveryLevel()
    {
        var figures = SegmentationFigures.Of(Table, ["a", "b"]).ToDictionary(figure => (figure.Name, figure.Level), figure => ClusteredBootstrap.Value(figure.Figure));

        Assert.Equal(0.25, figures[("iou.a", FigureLevel.Image)], 1e-12);
        Assert.Equal((0.375 + 0) / 2, figures[("iou.a", FigureLevel.Patient)], 1e-12);
        Assert.Equal(15 / 50.0, figures[("iou.a", FigureLevel.Pooled)], 1e-12);
        Assert.Equal(30 / 65.0, figures[("dice.a", FigureLevel.Pooled)], 1e-12);
        Assert.Equal(15 / 35.0, figures[("precision.a", FigureLevel.Pooled)], 1e-12);
        Assert.Equal(15 / 30.0, figures[("recall.a", FigureLevel.Pooled)], 1e-12);
        Assert.Equal(200 / 220.0, figures[("specificity.a", FigureLevel.Pooled)], 1e-12);
        Assert.Equal(5 / 30.0, figures[("volumedifference.a", FigureLevel.Pooled)], 1e-12);
        Assert.Equal((0.25 + 1) / 2, figures[("iou.mean", FigureLevel.Image)], 1e-12);
        Assert.Equal((0.3 + 1) / 2, figures[("iou.mean", FigureLevel.Pooled)], 1e-12);
        Assert.Equal(0.9, figures[("accuracy", FigureLevel.Image)], 1e-12);
        Assert.Equal(0.925, figures[("accuracy", FigureLevel.Patient)], 1e-12);
        Assert.Equal(220 / 250.0, figures[("accuracy", FigureLevel.Pooled)], 1e-12);
        Assert.Equal(4, figures[("hd95mm.a", FigureLevel.Image)], 1e-12);
        Assert.Equal(0.1, figures[("baseline.iou.mean", FigureLevel.Patient)], 1e-12);
    }

    [Fact]
    public void Of_ColumnsThatWereNotMeasured_GivesNoFigures()
    {
        var figures = SegmentationFigures.Of(Table, ["a", "b"]);
        Assert.DoesNotContain(figures, figure => figure.Name.StartsWith("hd95px", StringComparison.Ordinal));
        Assert.DoesNotContain(figures, figure => figure.Name.StartsWith("hd95mm.b", StringComparison.Ordinal));
        Assert.DoesNotContain(figures, figure => figure.Level == FigureLevel.Pooled && figure.Name.StartsWith("baseline", StringComparison.Ordinal));
        Assert.Equal(figures.Count, figures.DistinctBy(figure => (figure.Name, figure.Level)).Count());
        Assert.Empty(SegmentationFigures.Of(new CaseTable(["p"], new Dictionary<string, double[]>()), ["a"]));
    }

    [Fact]
    public void Of_Figures_SayHowManyImagesAreBehindThem()
    {
        var cases = SegmentationFigures.Of(Table, ["a", "b"]).ToDictionary(figure => (figure.Name, figure.Level), figure => figure.Cases);
        Assert.Equal(1, cases[("iou.b", FigureLevel.Image)]);
        Assert.Equal(3, cases[("iou.mean", FigureLevel.Image)]);
        Assert.Equal(2, cases[("hd95mm.a", FigureLevel.Patient)]);
        Assert.Equal(3, cases[("iou.b", FigureLevel.Pooled)]);
    }
}
