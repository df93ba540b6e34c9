using Studio.Features.Compare;
using Studio.Storage;

namespace Studio.Tests.Compare;

public sealed class CurvePlotTests
{
    static readonly Run Run = new() { Name = "Run 1", RecipeId = "", RecipeYaml = "", Device = "cpu", Number = 1 };

    [Fact]
    public void Of_Curves_EndsAboveTheBestAndAtTheLastEpoch()
    {
        var plot = CurvePlot.Of([Curve((1, 0.1), (40, 0.69)), Curve((1, 0.2), (120, 0.61))]);

        Assert.Equal(new CurvePlot(0.8, 120), plot);
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8], plot.Scores.Select(score => Math.Round(score, 9)));
        Assert.Equal([1, 40, 80, 120], plot.Epochs);
    }

    [Fact]
    public void Path_OfACurve_RunsFromLeftToRight() =>
        Assert.Equal("M0 100 L50 50 L100 0", new CurvePlot(0.8, 3).Path(Curve((1, 0), (2, 0.4), (3, 0.8))));

    [Fact]
    public void Of_OneEpoch_IsDrawnAllTheSame()
    {
        var plot = CurvePlot.Of([Curve((1, 1))]);

        Assert.Equal("M0 0", plot.Path(Curve((1, 1))));
        Assert.True(double.IsFinite(plot.X(1)));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(11)]
    [InlineData(20)]
    public void Names_OfAlikeRuns_StandApartAndOnThePlot(int count)
    {
        var plot = new CurvePlot(1, 100);

        var names = plot.Names([.. Enumerable.Range(0, count).Select(place => Curve((1, 0.1), (100, 0.1 + (0.001 * place))))]);

        Assert.All(names, name => Assert.InRange(name.Height, 0, 1));
        foreach (var column in names.GroupBy(name => name.Column))
        {
            var heights = column.Select(name => name.Height).Order().ToList();
            Assert.All(heights.Zip(heights.Skip(1)), pair => Assert.True(pair.Second - pair.First > 0.08));
        }

        // The better of two stands above the other.
        Assert.Equal(names.Reverse(), names.OrderBy(name => name.Height));
    }

    [Fact]
    public void Names_WhereLinesEndFarApart_StayAtTheirLines() =>
        Assert.Equal([new CurveName(0.5, 0), new CurveName(0.5, 0)], new CurvePlot(1, 100).Names([Curve((20, 0.5)), Curve((100, 0.5))]));

    [Fact]
    public void Names_OfARunWithoutAnEpoch_HaveNoPlace() => Assert.True(double.IsNaN(new CurvePlot(1, 2).Names([Curve()])[0].Height));

    static RunCurve Curve(params (int, double)[] points) => new(0, "1", Run, points, null);
}
