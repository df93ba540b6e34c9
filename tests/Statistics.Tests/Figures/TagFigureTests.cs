using Xunit;

namespace Studio.Statistics.Tests.Figures;

public sealed class TagFigureTests
{
    const double Nan = double.NaN;

    [Fact]
    public void Of_CasesWithoutTruthOrProbability_TakeNoPart()
    {
        var figures = Values(new CaseTable(
            ["p", "q", "r", "s", "t"],
            new Dictionary<string, double[]>
            {
                ["probability.a"] = [0.9, 0.2, Nan, 0.4, 0.6],
                ["truth.a"] = [1, 0, 1, Nan, 0],
                ["yes.a"] = [1, 0, 0, 1, 1],
            }), "a");

        Assert.Equal(1, figures[("auc.a", FigureLevel.Image)], 1e-12);
        Assert.Equal(2 / 3.0, figures[("accuracy.a", FigureLevel.Image)], 1e-12);
        Assert.Equal(0.5, figures[("specificity.a", FigureLevel.Image)], 1e-12);
        Assert.Equal((0.01 + 0.04 + 0.36) / 3, figures[("brier.a", FigureLevel.Image)], 1e-12);
    }

    [Fact]
    public void Of_ImagesOfAPatient_AreOneCasePositiveIfAnyIs()
    {
        var figures = Values(new CaseTable(
            ["p", "p", "q", "q"],
            new Dictionary<string, double[]>
            {
                ["probability.a"] = [0.1, 0.7, 0.6, 0.2],
                ["truth.a"] = [1, 0, 0, 0],
                ["yes.a"] = [0, 1, 1, 0],
                ["usual.a"] = [0, 0, 0, 0],
            }), "a");

        // By image the positive one is the least probable of all, by patient the more probable of two.
        Assert.Equal(0, figures[("auc.a", FigureLevel.Image)], 1e-12);
        Assert.Equal(1, figures[("auc.a", FigureLevel.Patient)], 1e-12);
        Assert.Equal(0.25, figures[("accuracy.a", FigureLevel.Image)], 1e-12);
        Assert.Equal(0.5, figures[("accuracy.a", FigureLevel.Patient)], 1e-12);
        Assert.Equal(0.75, figures[("baseline.accuracy.a", FigureLevel.Image)], 1e-12);
        Assert.Equal(0.5, figures[("baseline.accuracy.a", FigureLevel.Patient)], 1e-12);
        Assert.Equal(((0.3 * 0.3) + (0.6 * 0.6)) / 2, figures[("brier.a", FigureLevel.Patient)], 1e-12);
        Assert.Equal(0.25, figures[("baseline.averageprecision.a", FigureLevel.Image)], 1e-12);
        Assert.Equal(0.5, figures[("baseline.averageprecision.a", FigureLevel.Patient)], 1e-12);
        Assert.Equal(0.25 * 0.75, figures[("baseline.brier.a", FigureLevel.Image)], 1e-12);
        Assert.Equal(0.5, figures[("baseline.auc.a", FigureLevel.Image)]);
    }

    [Fact]
    public void Of_OneKindOfCases_IsUndefinedAndNotZero()
    {
        var figures = Values(new CaseTable(
            ["p", "q"],
            new Dictionary<string, double[]> { ["probability.a"] = [0.9, 0.2], ["truth.a"] = [0, 0], ["yes.a"] = [1, 0] }), "a");

        Assert.Equal(Nan, figures[("auc.a", FigureLevel.Image)]);
        Assert.Equal(Nan, figures[("baseline.auc.a", FigureLevel.Image)]);
        Assert.Equal(Nan, figures[("averageprecision.a", FigureLevel.Image)]);
        Assert.Equal(Nan, figures[("sensitivity.a", FigureLevel.Image)]);
        Assert.Equal(Nan, figures[("balancedaccuracy.a", FigureLevel.Image)]);
        Assert.Equal(0.5, figures[("specificity.a", FigureLevel.Image)]);
    }

    [Fact]
    public void Of_TwoTags_EveryOneOfAnImageMustBeRight()
    {
        var table = new CaseTable(
            ["p", "q", "q", "r"],
            new Dictionary<string, double[]>
            {
                ["probability.a"] = [0.9, 0.2, 0.3, 0.5], ["truth.a"] = [1, 0, 0, Nan], ["yes.a"] = [1, 0, 0, 1], ["usual.a"] = [0, 0, 0, 0],
                ["probability.b"] = [0.8, 0.1, 0.6, 0.5], ["truth.b"] = [1, 1, Nan, Nan], ["yes.b"] = [1, 0, 1, 1], ["usual.b"] = [1, 1, 1, 1],
            });
        var figures = Values(table, "a", "b");

        // Right, one wrong, right as far as it is known, unknown.
        Assert.Equal(2 / 3.0, figures[("accuracy.all", FigureLevel.Image)], 1e-12);
        Assert.Equal(0.5, figures[("accuracy.all", FigureLevel.Patient)], 1e-12);
        Assert.Equal(2 / 3.0, figures[("baseline.accuracy.all", FigureLevel.Image)], 1e-12);
        Assert.Equal((1 + 0.5) / 2, figures[("accuracy.mean", FigureLevel.Image)], 1e-12);

        // Five answers with a known truth, one of them wrong.
        Assert.Equal(0.8, figures[("accuracy", FigureLevel.Pooled)], 1e-12);
        Assert.Equal(3, TagFigures.Of(table, ["a", "b"]).First(figure => figure.Name == "auc.a").Cases);
        Assert.Equal(3, TagFigures.Of(table, ["a", "b"]).First(figure => figure.Name == "auc.mean").Cases);
    }

    [Fact]
    public void Of_TableFromBeforeAnswersWereKept_HasOnlyFiguresOfProbabilities()
    {
        var figures = Values(new CaseTable(["p", "q"], new Dictionary<string, double[]> { ["probability.a"] = [0.9, 0.2], ["truth.a"] = [1, 0] }), "a", "b");
        Assert.Equal(
            ["auc", "averageprecision", "baseline.auc", "baseline.averageprecision", "baseline.brier", "brier"],
            figures.Keys.Where(key => key.Level == FigureLevel.Pooled).Select(key => key.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(figures.Keys, key => key.Name.Contains("accuracy", StringComparison.Ordinal) || key.Name.EndsWith(".b", StringComparison.Ordinal));
        Assert.Empty(TagFigures.Of(new CaseTable(["p"], new Dictionary<string, double[]>()), ["a"]));
    }

    static Dictionary<(string Name, FigureLevel Level), double> Values(CaseTable table, params string[] tags) =>
        TagFigures.Of(table, tags).ToDictionary(figure => (figure.Name, figure.Level), figure => ClusteredBootstrap.Value(figure.Figure));
}
