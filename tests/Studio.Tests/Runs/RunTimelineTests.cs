using Studio.Contracts.Jobs;
using Studio.Features.Runs;

namespace Studio.Tests.Runs;

public sealed class RunTimelineTests
{
    static readonly DateTimeOffset Noon = new(2026, 11, 14, 12, 0, 0, TimeSpan.Zero);

    long sequence;

    [Fact]
    public void Share_NothingReported_IsUnknown()
    {
        var timeline = new RunTimeline();

        Assert.Null(timeline.Share);
        Assert.Null(timeline.TimeLeft);
        Assert.Null(timeline.Pace);
        Assert.Equal(0, timeline.Epoch);
    }

    [Fact]
    public void Share_InSecondEpoch_CountsSteps()
    {
        var timeline = new RunTimeline();

        timeline.Add([Started(), Step(1, 1), Step(1, 2), Epoch(1, 0.5), Step(2, 3)]);

        Assert.Equal(3.0 / 8, timeline.Share);
        Assert.Equal(2, timeline.Epoch);
        Assert.Equal(3, timeline.Step!.Step);
    }

    [Fact]
    public void TimeLeft_StepsAfterEpoch_RunsOn()
    {
        var timeline = new RunTimeline();

        timeline.Add([Started(), Epoch(1, 0.5, secondsLeft: 60), Step(2, 3) with { Time = Noon.AddSeconds(20) }]);

        Assert.Equal(TimeSpan.FromSeconds(40), timeline.TimeLeft);
    }

    [Fact]
    public void BestOf_ClassAbsentInSomeEpochs_IgnoresThem()
    {
        var timeline = new RunTimeline();

        timeline.Add([Started(), Epoch(1, 0.4), Epoch(2, 0.6), Epoch(3, null)]);

        Assert.Equal((0.6, 2), timeline.BestOf(0));
        Assert.Null(timeline.BestOf(1));
    }

    [Fact]
    public void Add_ResumedProcess_TakesBackWhatItRepeats()
    {
        var timeline = new RunTimeline();
        timeline.Add([Started(), Epoch(1, 0.4), Strip(1), Epoch(2, 0.9), Strip(2), Step(3, 5)]);

        timeline.Add([Started(resumedFrom: 1)]);

        Assert.Equal((0.4, 1), timeline.BestOf(0));
        Assert.Equal([1], timeline.StripEpochs);
        Assert.Equal(1, timeline.Epoch);
        Assert.Equal(0.25, timeline.Share);
    }

    [Fact]
    public void Stage_BeforeAndAfterTheFirstStep_IsOnlyShownBefore()
    {
        var timeline = new RunTimeline();

        timeline.Add([Next(new JobProgress("Preparing images", 3, 10, null))]);
        var before = timeline.Stage;
        timeline.Add([Started(), Step(1, 1)]);

        Assert.Equal(("Preparing images", 3, 10), (before!.Stage, before.Done, before.Total));
        Assert.Null(timeline.Stage);
    }

    [Theory]
    [InlineData(0.00021, "2.1·10⁻⁴")]
    [InlineData(0.001, "1.0·10⁻³")]
    [InlineData(0.013, "0.013")]
    [InlineData(0, "0")]
    public void Small_Value_ReadsLikePrint(double value, string expected) => Assert.Equal(expected, RunWording.Small(value));

    T Next<T>(T item)
        where T : JobEvent => item with { Sequence = ++sequence, Time = Noon };

    JobStarted Started(int resumedFrom = 0) =>
        Next(new JobStarted("cpu", "1.13.1", 2, "float32", 1000, 10, 3, 2, Epochs: 4, StepsPerEpoch: 2, resumedFrom, [0.1, 0.1]));

    StepMetrics Step(int epoch, long step) => Next(new StepMetrics(epoch, step, 1, 1e-3, 10, 100));

    EpochMetrics Epoch(int epoch, double? iou, double secondsLeft = 10) =>
        Next(new EpochMetrics(epoch, 1, 1, [iou, null], iou ?? 0, 1e-3, 10, 100, null, secondsLeft, IsBest: false));

    PredictionStrip Strip(int epoch) => Next(new PredictionStrip(epoch, [], []));
}
