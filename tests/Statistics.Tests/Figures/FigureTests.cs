using Xunit;

namespace Studio.Statistics.Tests.Figures;

public sealed class FigureTests
{
    [Fact]
    public void Ratio_UnequalPatients_CountsImagesOrPatients()
    {
        double[] values = [0.2, 0.4, 0.6, 1.0, double.NaN];
        int[] clusters = [0, 0, 0, 1, 2];
        Assert.Equal(2.2 / 4, Value(RatioFigure.OverCases(values, clusters, 3, FigureScale.Share)), 1e-12);
        Assert.Equal((0.4 + 1.0) / 2, Value(RatioFigure.OverPatients(values, clusters, 3, FigureScale.Share)), 1e-12);

        // The first patient twice, the second not at all.
        Assert.Equal(0.4, RatioFigure.OverCases(values, clusters, 3, FigureScale.Share).Of([2, 0, 1]), 1e-12);
        Assert.Equal(double.NaN, RatioFigure.OverCases(values, clusters, 3, FigureScale.Share).Of([0, 0, 3]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(53)]
    public void Ratio_OfManyPatients_IsAsSummedOneByOne(int patients)
    {
        var random = new Random(patients);
        double[] parts = [.. Enumerable.Range(0, patients).Select(_ => random.NextDouble())];
        double[] wholes = [.. Enumerable.Range(0, patients).Select(_ => 1 + random.NextDouble())];
        byte[] weights = [.. Enumerable.Range(0, patients).Select(place => place == 0 ? byte.MaxValue : (byte)random.Next(4))];

        var expected = weights.Zip(parts, (weight, part) => weight * part).Sum() / weights.Zip(wholes, (weight, whole) => weight * whole).Sum();

        Assert.Equal(expected, new RatioFigure(parts, wholes, FigureScale.Free).Of(weights), 1e-13);
    }

    [Fact]
    public void Ratio_ColumnsThatDoNotBelongTogether_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new RatioFigure([1, 2], [1], FigureScale.Free));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RatioFigure([1, 2], [1, 1], FigureScale.Free).Of([1]));
    }

    [Fact]
    public void Mean_ClassThatIsNotThere_IsLeftOut()
    {
        var there = RatioFigure.OverCases([0.5, 0.7], [0, 1], 2, FigureScale.Share);
        var rare = RatioFigure.OverCases([0.1, double.NaN], [0, 1], 2, FigureScale.Share);
        var never = RatioFigure.OverCases([double.NaN, double.NaN], [0, 1], 2, FigureScale.Share);
        var mean = new MeanFigure([there, rare, never]);
        Assert.Equal((0.6 + 0.1) / 2, Value(mean), 1e-12);
        Assert.Equal(0.7, mean.Of([0, 2]), 1e-12);
        Assert.Equal(double.NaN, Value(new MeanFigure([never])));
    }

    [Fact]
    public void Confusion_TenCases_IsAsByHand()
    {
        var counts = new Confusion(TruePositives: 3, FalsePositives: 2, FalseNegatives: 1, TrueNegatives: 4);
        Assert.Equal(0.7, counts.Accuracy, 1e-12);
        Assert.Equal(0.75, counts.Sensitivity, 1e-12);
        Assert.Equal(4 / 6.0, counts.Specificity, 1e-12);
        Assert.Equal(0.6, counts.Precision, 1e-12);
        Assert.Equal(6 / 9.0, counts.F1, 1e-12);
        Assert.Equal(0.5, counts.Iou, 1e-12);
        Assert.Equal((0.75 + (4 / 6.0)) / 2, counts.BalancedAccuracy, 1e-12);
        Assert.Equal(0.25, counts.VolumeDifference, 1e-12);

        // Chance agreement is (5 · 4 + 5 · 6) / 100.
        Assert.Equal((0.7 - 0.5) / (1 - 0.5), counts.Kappa, 1e-12);
    }

    [Fact]
    public void Confusion_OneKindOfCases_IsUndefinedAndNotZero()
    {
        var positives = new Confusion(3, 0, 1, 0);
        Assert.Equal(double.NaN, positives.Specificity);
        Assert.Equal(double.NaN, positives.BalancedAccuracy);
        Assert.Equal(0.75, positives.Sensitivity);
        Assert.Equal(0, positives.Kappa);
        Assert.Equal(double.NaN, new Confusion(4, 0, 0, 0).Kappa);
        Assert.All(
            new[] { ConfusionMeasure.Accuracy, ConfusionMeasure.F1, ConfusionMeasure.Iou, ConfusionMeasure.Precision, ConfusionMeasure.Kappa, ConfusionMeasure.VolumeDifference },
            measure => Assert.Equal(double.NaN, measure.Formula(default)));
    }

    [Fact]
    public void Auc_PatientDrawnTwice_CountsAsTwoPatients()
    {
        double[] scores = [0.1, 0.4, 0.35, 0.8];
        bool[] isPositive = [false, false, true, true];
        int[] clusters = [0, 1, 2, 3];
        var auc = new AucFigure(scores, isPositive, clusters, 4);
        Assert.Equal(0.75, Value(auc), 1e-12);
        Assert.Equal(
            Auc.Of([0.1, 0.1, 0.4, 0.35, 0.35, 0.35], [false, false, false, true, true, true]), auc.Of([2, 1, 3, 0]), 1e-12);
        Assert.Equal(double.NaN, auc.Of([2, 2, 0, 0]));
    }

    [Fact]
    public void AveragePrecision_FourCases_IsAsByHand()
    {
        // Descending: positive, negative, positive, negative. Precision 1 and 2/3, each half of the recall.
        var figure = new AveragePrecisionFigure([0.1, 0.4, 0.35, 0.8], [false, false, true, true], [0, 1, 2, 3], 4);
        Assert.Equal((1 + (2 / 3.0)) / 2, Value(figure), 1e-12);

        // Equal scores are one threshold: precision is the share of positives.
        Assert.Equal(0.25, Value(new AveragePrecisionFigure([1, 1, 1, 1], [true, false, false, false], [0, 1, 2, 3], 4)), 1e-12);
        Assert.Equal(double.NaN, Value(new AveragePrecisionFigure([1, 2], [false, false], [0, 1], 2)));
        Assert.Throws<ArgumentException>(() => new AveragePrecisionFigure([double.NaN], [true], [0], 1));
        Assert.Throws<ArgumentException>(() => new AucFigure([1, 2], [true], [0, 0], 1));
    }

    static double Value(IClusteredFigure figure) => ClusteredBootstrap.Value(figure);
}
