using Studio.Training.Metrics;

namespace Studio.Training.Tests.Metrics;

public sealed class MetricsTests
{
    [Fact]
    public void Of_SmallLabelmaps_MatchesHandCount()
    {
        // class 1: truth 3 pixels, predicted 4, both 2; class 2: truth 1, predicted 0
        byte[] truth = [0, 1, 1, 1, 2, 0];
        byte[] prediction = [1, 1, 1, 0, 1, 0];
        var comparison = LabelmapComparison.Of(truth, prediction, 3);

        Assert.Equal(new PixelCounts(2, 2, 1), comparison.Classes[1]);
        Assert.Equal(2.0 / 5, comparison.Classes[1].Iou);
        Assert.Equal(4.0 / 7, comparison.Classes[1].Dice);
        Assert.Equal(2.0 / 4, comparison.Classes[1].Precision);
        Assert.Equal(2.0 / 3, comparison.Classes[1].Recall);
        Assert.Equal(0, comparison.Classes[2].Iou);
        Assert.Null(comparison.Classes[2].Precision);
        Assert.Equal(0, comparison.Classes[2].Recall);
        Assert.Equal(3.0 / 6, comparison.Accuracy);
        Assert.Equal(0.2, comparison.MeanIou!.Value, 12);
    }

    [Fact]
    public void Of_ClassNowhere_HasNoIou()
    {
        var comparison = LabelmapComparison.Of([0, 0], [0, 0], 2);
        Assert.Null(comparison.Classes[1].Iou);
        Assert.Null(comparison.Classes[1].Dice);
        Assert.Null(comparison.MeanIou);
        Assert.Equal(1, comparison.Accuracy);
    }

    [Fact]
    public void Of_EmptyTruthButPredicted_IouIsZero() =>
        Assert.Equal(0, LabelmapComparison.Of([0, 0], [0, 1], 2).Classes[1].Iou);

    [Theory]
    [InlineData(1, 1, 1.0)]
    [InlineData(1, 0, 0.0)]
    public void Of_OnePixel_IsAllOrNothing(byte truth, byte prediction, double iou) =>
        Assert.Equal(iou, LabelmapComparison.Of([truth], [prediction], 2).Classes[1].Iou);

    [Fact]
    public void Of_TruthWithUnknownClass_CountsAsWrong()
    {
        var comparison = LabelmapComparison.Of([9, 1], [1, 1], 2);
        Assert.Equal(new PixelCounts(1, 1, 0), comparison.Classes[1]);
        Assert.Equal(0.5, comparison.Accuracy);
    }

    [Fact]
    public void Of_DifferentSizes_Throws() =>
        Assert.Throws<ArgumentException>(() => LabelmapComparison.Of([0], [0, 0], 2));

    [Fact]
    public void Estimate_TwoSeries_MeanIsTheMeanOfSeriesMeans()
    {
        ClusteredValue[] nerve = [new("a", 0.2), new("a", 0.4), new("b", null)];
        ClusteredValue[] vessel = [new("a", 0.9), new("a", null), new("b", 0.7)];
        var estimate = ClusteredBootstrap.Estimate([nerve, vessel], seed: 1)!;
        Assert.Equal((0.3 + 0.8) / 2, estimate.Mean, 12);
        Assert.Equal(3, estimate.Count);
    }

    [Fact]
    public void Estimate_OnePatient_IntervalIsThePoint()
    {
        var estimate = ClusteredBootstrap.Estimate([[new ClusteredValue("a", 0.1), new ClusteredValue("a", 0.9)]], seed: 1)!;
        Assert.Equal((0.5, 0.5, 0.5), (estimate.Mean, estimate.Low, estimate.High));
    }

    [Fact]
    public void Estimate_NothingDefined_IsNull() =>
        Assert.Null(ClusteredBootstrap.Estimate([[new ClusteredValue("a", null)]], seed: 1));

    [Fact]
    public void Estimate_ManyPatients_IntervalNearTheNormalOne()
    {
        // 100 patients, values 0 or 1 alternating: mean 0.5, standard error 0.05, so 0.5 ± 0.098
        var values = Enumerable.Range(0, 100).Select(index => new ClusteredValue($"p{index}", index % 2)).ToArray();
        var estimate = ClusteredBootstrap.Estimate([values], seed: 3)!;
        Assert.InRange(estimate.Low, 0.38, 0.42);
        Assert.InRange(estimate.High, 0.58, 0.62);
    }

    [Fact]
    public void Estimate_ImagesOfOnePatientAlike_IntervalIsWiderThanPerImage()
    {
        var clustered = Enumerable.Range(0, 100).Select(index => new ClusteredValue($"p{index / 10}", index / 10 % 2)).ToArray();
        var single = clustered.Select((value, index) => value with { PatientKey = $"i{index}" }).ToArray();
        var wide = ClusteredBootstrap.Estimate([clustered], seed: 3)!;
        var narrow = ClusteredBootstrap.Estimate([single], seed: 3)!;
        Assert.True(wide.High - wide.Low > 2 * (narrow.High - narrow.Low));
    }

    [Fact]
    public void Percentile_BetweenValues_Interpolates() =>
        Assert.Equal(1.75, ClusteredBootstrap.Percentile([1, 2, 3, 4], 0.25), 12);
}
