using Studio.Training.Metrics;

namespace Studio.Training.Tests.Metrics;

public sealed class CalibrationTests
{
    [Fact]
    public void ExpectedError_TwoSteps_IsTheWeightedGap()
    {
        // Four answers at 0.9 of which three are right, and one at 0.5 that is wrong: (|3.6 - 3| + |0.5 - 0|) / 5.
        var counts = new CalibrationCounts(2);
        for (var answer = 0; answer < 4; answer++)
        {
            counts.Add(1, 0.9, answer > 0);
        }

        counts.Add(0, 0.5, false);
        Assert.Equal((0.6 + 0.5) / 5, counts.ExpectedError()!.Value, 1e-12);
        var bin = counts.ToDiagrams()[1].Bins.Single(bin => bin.Count > 0);
        Assert.Equal((4, 0.9, 0.75), (bin.Count, Math.Round(bin.Confidence, 12), bin.Accuracy));
    }

    [Fact]
    public void Add_OfAnother_IsThatOfTheWhole()
    {
        var (first, second, whole) = (new CalibrationCounts(1), new CalibrationCounts(1), new CalibrationCounts(1));
        first.Add(0, 1, true);
        second.Add(0, 0.2, true);
        whole.Add(0, 1, true);
        whole.Add(0, 0.2, true);
        first.Add(second);
        Assert.Equal(whole.ExpectedError(), first.ExpectedError());
    }

    [Fact]
    public void ExpectedError_NothingAnswered_IsUndefined() => Assert.Null(new CalibrationCounts(3).ExpectedError());
}
