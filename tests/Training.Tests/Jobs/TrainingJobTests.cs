using System.Security.Cryptography;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Imaging.Labelmaps;
using Studio.Training.Tests.Worker;

namespace Studio.Training.Tests.Jobs;

/// <summary>Whole jobs in the real process against the studio's side of the protocol.</summary>
public sealed class TrainingJobTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_SyntheticImages_LearnsAndReportsEverything()
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Job = SyntheticDataset.Job(studio, folder.File("work"), SyntheticDataset.Recipe("training.epochs=12"));
        using var process = TrainingProcess.Run(studio);
        var (exitCode, _, errors) = await process.WaitAsync();

        Assert.True(exitCode == 0, $"{errors} {string.Join(" ", studio.Snapshot().TakeLast(1))}");
        var events = studio.Snapshot();
        var started = Assert.Single(events.OfType<JobStarted>());
        Assert.Equal((16, 4, 2, 12, 4, 0), (started.TrainingImages, started.ValidationImages, started.ValidationPatients, started.Epochs, started.StepsPerEpoch, started.ResumedFromEpoch));
        Assert.All(started.TrivialBaseline, value => Assert.InRange(value, 0.01, 0.5));
        var epochs = events.OfType<EpochMetrics>().ToList();
        Assert.Equal(Enumerable.Range(1, 12), epochs.Select(epoch => epoch.Epoch));
        Assert.True(epochs.Max(epoch => epoch.ValidationScore) > 0.8, string.Join(" ", epochs.Select(epoch => epoch.ValidationScore)));
        Assert.True(epochs[^1].TrainingLoss < epochs[0].TrainingLoss / 2);
        var best = epochs.MaxBy(epoch => epoch.ValidationScore)!.Epoch;
        var checkpoint = events.OfType<CheckpointSaved>().Last();
        Assert.Equal(best, checkpoint.Epoch);
        Assert.True(studio.Blobs.ContainsKey(checkpoint.Weights.Sha256));
        var strip = events.OfType<PredictionStrip>().Last();
        Assert.Equal(4, strip.Worst.Count);
        Assert.All(strip.Typical, image => Assert.Equal(2, image.Truth.Count));
        Assert.Equal(JobState.Succeeded, Assert.IsType<JobEnded>(events[^1]).State);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(item => item.Sequence));
    }

    [Fact]
    public async Task Run_KilledAndStartedAgain_ReachesTheSameBits()
    {
        var recipe = SyntheticDataset.Recipe("training.epochs=5", "augmentation.noise=0.1", "architecture.dropout=0.1", "augmentation.flipVertical=true");
        var uninterrupted = await TrainAsync("a", recipe, killAfterEpoch: 0);
        var killed = await TrainAsync("b", recipe, killAfterEpoch: 2);

        Assert.Equal(uninterrupted.Weights, killed.Weights);
        Assert.Equal(uninterrupted.Losses, killed.Losses);
        Assert.Contains(killed.Events, item => item is JobStarted { ResumedFromEpoch: >= 2 });
    }

    async Task<(string Weights, string Losses, IReadOnlyList<JobEvent> Events)> TrainAsync(
        string name, Contracts.Recipes.Recipe recipe, int killAfterEpoch)
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Job = SyntheticDataset.Job(studio, folder.File(name), recipe);
        if (killAfterEpoch > 0)
        {
            using var first = TrainingProcess.Run(studio);
            await studio.WaitForAsync<StepMetrics>(step => step.Epoch > killAfterEpoch);
            await first.KillAsync();
        }

        using var process = TrainingProcess.Run(studio);
        var (exitCode, _, errors) = await process.WaitAsync();
        Assert.True(exitCode == 0, $"{errors} {string.Join(" ", studio.Snapshot().TakeLast(1))}");
        var weights = HashTensors(Path.Combine(folder.File(name), "resume.safetensors"));
        var losses = studio.Snapshot().OfType<EpochMetrics>()
            .GroupBy(epoch => epoch.Epoch)
            .Select(group => FormattableString.Invariant($"{group.Last().TrainingLoss:R} {group.Last().ValidationLoss:R} {group.Last().ValidationScore:R}"));
        return (weights, string.Join("\n", losses), studio.Snapshot());
    }

    /// <summary>Weights, batch statistics and optimiser state, bit by bit; the file's header holds wall-clock seconds.</summary>
    static string HashTensors(string path)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, tensor) in Torch.SafeTensors.Read(path).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(name));
            hash.AppendData(tensor.bytes);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    [Fact]
    public async Task Run_Stop_KeepsTheBestAndSucceeds()
    {
        var (studio, process) = await StartLongAsync();
        await studio.WaitForAsync<EpochMetrics>();
        await studio.SendAsync(JobCommand.Stop);
        Assert.Equal(0, (await process.WaitAsync()).ExitCode);

        var ended = Assert.IsType<JobEnded>(studio.Snapshot()[^1]);
        Assert.Equal(JobState.Succeeded, ended.State);
        Assert.Contains("Stopped in epoch", ended.Reason);
        Assert.NotEmpty(studio.Snapshot().OfType<CheckpointSaved>());
        process.Dispose();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Run_Cancel_EndsAsCancelled()
    {
        var (studio, process) = await StartLongAsync();
        await studio.WaitForAsync<StepMetrics>();
        await studio.SendAsync(JobCommand.Cancel);
        Assert.Equal(0, (await process.WaitAsync()).ExitCode);

        Assert.Equal(JobState.Cancelled, Assert.IsType<JobEnded>(studio.Snapshot()[^1]).State);
        process.Dispose();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Run_PauseAndResume_StandsStillInBetween()
    {
        var (studio, process) = await StartLongAsync();
        await studio.WaitForAsync<StepMetrics>();
        await studio.SendAsync(JobCommand.Pause);
        await Task.Delay(700);
        var paused = studio.Snapshot().Count;
        await Task.Delay(700);
        Assert.Equal(paused, studio.Snapshot().Count);
        await studio.SendAsync(JobCommand.Resume);
        await studio.WaitForAsync<StepMetrics>(step => step.Sequence > paused);
        process.Dispose();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Run_TokenWithdrawn_ProcessEndsItself()
    {
        var (studio, process) = await StartLongAsync();
        await studio.WaitForAsync<StepMetrics>();
        studio.TokenValid = false;
        Assert.Equal(3, (await process.WaitAsync(seconds: 20)).ExitCode);
        process.Dispose();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Run_AskedToTerminate_EndsAtOnceAndCanResume()
    {
        var (studio, process) = await StartLongAsync();
        await studio.WaitForAsync<EpochMetrics>(epoch => epoch.Epoch == 2);
        process.Terminate();
        Assert.Equal(143, (await process.WaitAsync(seconds: 20)).ExitCode);
        Assert.True(File.Exists(Path.Combine(folder.File("work"), "resume.safetensors")));
        Assert.Empty(studio.Snapshot().OfType<JobEnded>());
        process.Dispose();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Run_StudioRestartsMeanwhile_LosesNothing()
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Job = SyntheticDataset.Job(studio, folder.File("work"), SyntheticDataset.Recipe("training.epochs=30"));
        using var process = TrainingProcess.Run(studio);
        await studio.WaitForAsync<EpochMetrics>();
        await studio.StopAsync();
        await Task.Delay(500);
        await studio.RestartAsync();
        var (exitCode, _, errors) = await process.WaitAsync();

        Assert.True(exitCode == 0, $"{errors} {studio.Snapshot()[^1]}");
        var events = studio.Snapshot();
        Assert.Equal(Enumerable.Range(1, events.Count).Select(number => (long)number), events.Select(item => item.Sequence));
        Assert.Equal(30, events.OfType<EpochMetrics>().Count());
    }

    [Fact]
    public async Task Run_EarlyStopping_EndsBeforeTheLastEpoch()
    {
        var ended = await RunToEndAsync(SyntheticDataset.Recipe("training.epochs=60", "training.earlyStoppingEpochs=2", "optimizer.learningRate=0.0000001"), job => job);
        Assert.Equal(JobState.Succeeded, ended.State);
        Assert.Contains("no longer rose", ended.Reason);
    }

    [Fact]
    public async Task Run_LossNotANumber_FailsWithTheReason()
    {
        var ended = await RunToEndAsync(
            SyntheticDataset.Recipe("optimizer.name=sgd", "optimizer.learningRate=10", "optimizer.weightDecay=1", "training.gradientClip=0", "training.epochs=200", "training.batchSize=1", "loss.name=cross-entropy", "schedule.name=constant", "training.precision=float32"),
            job => job);
        Assert.Equal(JobState.Failed, ended.State);
        Assert.Contains("no longer a number", ended.Reason);
    }

    [Fact]
    public async Task Run_LabelOfAnotherSize_FailsAndNamesTheImage()
    {
        var ended = await RunToEndAsync(SyntheticDataset.Recipe(), (job, studio) => job with
        {
            Samples = [.. job.Samples.Select((sample, index) => index == 3 ? sample with { Labelmap = studio.AddBlob(LabelmapPacking.Pack(new byte[7])) } : sample)],
        });
        Assert.Equal(JobState.Failed, ended.State);
        Assert.Contains("image-03.png", ended.Reason);
        Assert.Contains("48×40", ended.Reason);
    }

    [Fact]
    public async Task Run_UnknownClassInLabel_FailsAndNamesTheImage()
    {
        var ended = await RunToEndAsync(SyntheticDataset.Recipe(), job => job with { Classes = [job.Classes[0]] });
        Assert.Equal(JobState.Failed, ended.State);
        Assert.Contains("image-00.png: its label holds the value 2", ended.Reason);
    }

    [Fact]
    public async Task Run_NoValidationImages_FailsAndSaysWhatToDo()
    {
        var ended = await RunToEndAsync(SyntheticDataset.Recipe(), job => job with { Samples = [.. job.Samples.Where(sample => sample.Split != Split.Validation)] });
        Assert.Contains("no validation image", ended.Reason);
    }

    [Fact]
    public async Task Run_BlobMissing_FailsAndNamesIt()
    {
        var ended = await RunToEndAsync(SyntheticDataset.Recipe(), (job, studio) =>
        {
            studio.Blobs.TryRemove(job.Samples[1].Pixels.Sha256, out _);
            return job;
        });
        Assert.Equal(JobState.Failed, ended.State);
    }

    [Fact]
    public async Task Run_CudaAskedWithoutGpu_FailsClearly()
    {
        Assert.SkipWhen(TorchSharp.torch.cuda.is_available(), "This machine has a GPU.");
        var ended = await RunToEndAsync(SyntheticDataset.Recipe(), job => job with { Device = "cuda" });
        Assert.Equal(JobState.Failed, ended.State);
        Assert.Contains("GPU was asked for", ended.Reason);
    }

    Task<JobEnded> RunToEndAsync(Contracts.Recipes.Recipe recipe, Func<JobSpec, JobSpec> change) => RunToEndAsync(recipe, (job, _) => change(job));

    async Task<JobEnded> RunToEndAsync(Contracts.Recipes.Recipe recipe, Func<JobSpec, TestStudio, JobSpec> change)
    {
        await using var studio = await TestStudio.StartAsync();
        studio.Job = change(SyntheticDataset.Job(studio, folder.File("work"), recipe), studio);
        using var process = TrainingProcess.Run(studio);
        await process.WaitAsync();
        return Assert.IsType<JobEnded>(studio.Snapshot()[^1]);
    }

    async Task<(TestStudio Studio, TrainingProcess Process)> StartLongAsync()
    {
        var studio = await TestStudio.StartAsync();
        studio.Job = SyntheticDataset.Job(studio, folder.File("work"), SyntheticDataset.Recipe("training.epochs=5000"));
        return (studio, TrainingProcess.Run(studio));
    }
}
