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
}
