using Studio.Contracts.Jobs;
using Studio.Features.Jobs;
using Studio.Features.Runs;
using Studio.Storage;
using RunningJob = Studio.Features.Shell.RunningJob;

namespace Studio.Tests.Jobs;

/// <summary>Which job may start beside others, and what the others are told.</summary>
public sealed class JobLanesTests
{
    const JobLane Gpu = JobLane.Gpu;
    const JobLane Processor = JobLane.Processor;

    static readonly JobOptions Plain = new();
    static readonly JobOptions Beside = new() { ProcessorBesideGpu = true };

    [Theory]
    [InlineData("auto", true, Gpu)]
    [InlineData("cuda", true, Gpu)]
    [InlineData("cpu", true, Processor)]
    [InlineData("auto", false, Processor)]
    [InlineData("cuda", false, Processor)]
    public void Of_Device_IsTheGpuWhereThereIsOne(string device, bool hasGpu, JobLane expected) => Assert.Equal(expected, JobLanes.Of(device, hasGpu));

    [Fact]
    public void Free_OneJobRuns_NothingElseStarts()
    {
        Assert.Equal([Gpu, Processor], JobLanes.Free([], hasGpu: true, Plain));
        Assert.Empty(JobLanes.Free([Gpu], hasGpu: true, Plain));
        Assert.Empty(JobLanes.Free([Processor], hasGpu: true, Plain));
        Assert.Empty(JobLanes.Free([Processor], hasGpu: false, Plain));
        Assert.Equal([Processor], JobLanes.Free([], hasGpu: false, Plain));
    }

    [Fact]
    public void Free_ProcessorBesideGpu_OneOfEach()
    {
        Assert.Equal([Processor], JobLanes.Free([Gpu], hasGpu: true, Beside));
        Assert.Equal([Gpu], JobLanes.Free([Processor], hasGpu: true, Beside));
        Assert.Empty(JobLanes.Free([Processor, Gpu], hasGpu: true, Beside));
    }

    [Fact]
    public void Free_LargeCapacity_NeverTwoOnTheGpu()
    {
        var options = new JobOptions { Capacity = 4, ProcessorBesideGpu = true };

        Assert.Equal([Processor], JobLanes.Free([Gpu, Processor], hasGpu: true, options));
        Assert.DoesNotContain(Gpu, JobLanes.Free([Gpu], hasGpu: true, options));
    }

    [Fact]
    public void Waiting_RunSaysWhatItWaitsFor()
    {
        var gpu = Running(Gpu, left: TimeSpan.FromMinutes(5));
        var processor = Running(Processor, left: null);

        Assert.Equal("It is next and starts in a moment.", QueueWording.Waiting(1, "auto", []));
        Assert.Equal("It is next and starts when Run 3 of “Nerves” frees the GPU, about 5 min from now.", QueueWording.Waiting(1, "auto", [processor, gpu]));
        Assert.Equal("It is next and starts when Run 3 of “Nerves” ends.", QueueWording.Waiting(1, "cpu", [gpu, processor]));
        Assert.Equal("Place 2 in the queue. Run 3 of “Nerves” is at work on the GPU and ends about 5 min from now.", QueueWording.Waiting(2, "cuda", [gpu]));
        Assert.Equal(
            "It is next. Run 3 of “Nerves” is paused and keeps the GPU: let it go on or stop it.",
            QueueWording.Waiting(1, "auto", [gpu with { IsPaused = true }]));
    }

    static RunningJob Running(JobLane lane, TimeSpan? left) =>
        new(Guid.Empty, JobKind.Train, "nerves", "Nerves", 3, 0.5, left, IsPaused: false, lane);
}
