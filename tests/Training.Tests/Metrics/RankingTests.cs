using Studio.Contracts.Jobs;
using Studio.Training.Metrics;
using Studio.Training.Tasks;

namespace Studio.Training.Tests.Metrics;

public sealed class RankingTests
{
    // Pairs of a positive and a negative in which the positive is higher, ties counting half, by hand.
    [Theory]
    [InlineData(new[] { 0.1, 0.4, 0.35, 0.8 }, new[] { false, false, true, true }, 0.75)]
    [InlineData(new[] { 0.5, 0.5, 0.5, 0.5 }, new[] { true, false, true, false }, 0.5)]
    [InlineData(new[] { 0.9, 0.1 }, new[] { false, true }, 0.0)]
    [InlineData(new[] { 0.2, 0.2, 0.7 }, new[] { false, true, true }, 0.75)]
    public void Area_OfRankedCases_IsTheShareOfPairsInOrder(double[] scores, bool[] positive, double expected) =>
        Assert.Equal(expected, RocCurve.Area([.. scores.Zip(positive, (score, isPositive) => new RankedCase(score, isPositive))])!.Value, 1e-12);

    [Fact]
    public void Area_OneKindOnly_IsUndefined() => Assert.Null(RocCurve.Area([new(0.3, true), new(0.6, true)]));

    [Fact]
    public void AveragePrecision_TwoImages_IsTheAreaUnderTheBestPrecisionFromEachRecallOn()
    {
        // By confidence: hit, miss, hit of three true boxes. Precision 1, 1/2, 2/3; area (1 + 2/3) / 3.
        MatchedImage[] images =
        [
            new(2, [new(0.9, true), new(0.8, false)]),
            new(1, [new(0.7, true)]),
        ];
        Assert.Equal((1 + (2.0 / 3)) / 3, AveragePrecision.Of(images)!.Value, 1e-12);
    }

    [Fact]
    public void AveragePrecision_NoTrueBox_IsUndefined() => Assert.Null(AveragePrecision.Of([new(0, [new(0.9, false)])]));

    [Fact]
    public void Match_SecondAnswerOnOneBox_IsWrong()
    {
        FoundBox[] truths = [new(new BoxSpec(1, 0, 0, 10, 10), 1), new(new BoxSpec(2, 0, 0, 10, 10), 1)];
        FoundBox[] found =
        [
            new(new BoxSpec(1, 1, 0, 10, 10), 0.6),
            new(new BoxSpec(1, 0, 0, 10, 10), 0.9),
            new(new BoxSpec(2, 30, 30, 5, 5), 0.8),
        ];
        Assert.Equal([new(0.9, true), new(0.6, false)], BoxMatching.Match(truths, found, 1, 0.5));
        Assert.Equal([new(0.8, false)], BoxMatching.Match(truths, found, 2, 0.5));
    }

    [Fact]
    public void Iou_HalfShifted_IsOneThird() =>
        Assert.Equal(1.0 / 3, BoxIou.Of(new BoxSpec(1, 0, 0, 10, 10), new BoxSpec(1, 5, 0, 10, 10)), 1e-12);

    [Fact]
    public void EstimatePooled_OneImageEach_HoldsTheValueAndRepeats()
    {
        string[] patients = [.. Enumerable.Range(0, 40).Select(index => $"patient-{index}")];
        double? Mean(IReadOnlyList<int> images) => images.Average(image => image % 10 / 10.0);
        var first = ClusteredBootstrap.EstimatePooled(patients, Mean, 7)!;
        Assert.Equal(first, ClusteredBootstrap.EstimatePooled(patients, Mean, 7));
        Assert.Equal(0.45, first.Mean, 1e-12);

        // Standard error 0.287 / √40 = 0.045; the interval is about four of them wide.
        Assert.InRange(first.High - first.Low, 0.14, 0.22);
    }
}
