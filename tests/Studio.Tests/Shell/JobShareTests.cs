using Studio.Contracts.Jobs;
using Studio.Features.Shell;

namespace Studio.Tests.Shell;

public sealed class JobShareTests
{
    static readonly JobStarted Start = new("cpu", "1.13", 2, "float32", 1000, 40, 10, 3, Epochs: 20, StepsPerEpoch: 5, 0, [0.1]);

    static EpochMetrics Epoch(int epoch, double secondsLeft) =>
        new(epoch, 0.5, 0.6, [0.4], 0.4, 1e-3, 10, 1 << 20, null, secondsLeft, IsBest: false);

    static StepMetrics Step(int epoch, long step) => new(epoch, step, 0.5, 1e-3, 10, 1 << 20);

    [Fact]
    public void From_NothingReported_IsUnknown() => Assert.Equal(JobShare.Unknown, JobShare.From(null, []));

    [Fact]
    public void From_EpochWithoutStart_IsUnknown() => Assert.Equal(JobShare.Unknown, JobShare.From(null, [Epoch(4, 80)]));

    [Fact]
    public void From_Epoch_IsShareOfEpochsWithTimeLeft() =>
        Assert.Equal(new JobShare(0.2, TimeSpan.FromSeconds(80)), JobShare.From(Start, [Epoch(4, 80)]));

    [Fact]
    public void From_StepAfterEpoch_MovesBetweenEpochs() =>
        Assert.Equal(new JobShare(0.22, TimeSpan.FromSeconds(80)), JobShare.From(Start, [Epoch(4, 80), Step(5, 22)]));

    [Fact]
    public void From_StagesOfUnknownLength_AreUnknown() =>
        Assert.Equal(JobShare.Unknown, JobShare.From(Start, [new JobProgress("Preparing images", 0, 0, null)]));

    [Fact]
    public void From_StageOfKnownLength_IsItsShare() =>
        Assert.Equal(new JobShare(0.75, TimeSpan.FromSeconds(3)), JobShare.From(null, [new JobProgress("Preparing images", 3, 4, 3)]));
}
