using Studio.Contracts.Jobs;
using Studio.Torch;
using Studio.Training.Data;
using Studio.Training.Devices;
using Studio.Training.Tasks;
using Studio.Training.Tests.Jobs;
using Studio.Training.Tests.Worker;
using Studio.Training.Trainer;
using Studio.Training.Worker;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Trainer;

public sealed class TrainingStepTests : IAsyncLifetime
{
    readonly TemporaryFolder folder = new();
    TestStudio studio = null!;
    SampleCache cache = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.StartAsync();
        using var client = new StudioClient(studio.Url, TestStudio.Token);
        JobSpec job = SyntheticDataset.Job(studio, folder.File("work"), SyntheticDataset.Recipe());
        Directory.CreateDirectory(job.WorkFolder);
        cache = await SampleCacheBuilder.OpenAsync(job.WorkFolder, job.Samples, job.Recipe, client, null, (_, _, _) => { }, default);
    }

    public async ValueTask DisposeAsync()
    {
        cache.Dispose();
        await studio.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public void Run_MemoryRunsOut_GoesOnWithHalvesAndSaysSo()
    {
        var notes = new List<string>();
        var sizes = new List<int>();
        var (loss, micro) = Run(step =>
        {
            step.MemoryRanOut = notes.Add;
            step.BeforeForward = size =>
            {
                sizes.Add(size);
                if (size > 2)
                {
                    throw new TorchException("CUDA out of memory. Tried to allocate 2.00 GiB");
                }
            };
        });

        Assert.Equal(["Memory ran out with batch 8, training goes on with batch 4 and the same step size.", "Memory ran out with batch 4, training goes on with batch 2 and the same step size."], notes);
        Assert.Equal([8, 4, 2, 2, 2, 2], sizes);
        Assert.Equal(2, micro);
        Assert.True(double.IsFinite(loss));
    }

    [Fact]
    public void Run_OtherError_IsNotTakenForMemory() =>
        Assert.Throws<TorchException>(() => Run(step => step.BeforeForward = _ => throw new TorchException("sizes do not match")));

    [Fact]
    public void Run_SingleImageDoesNotFit_Fails() =>
        Assert.Throws<TorchException>(() => Run(step => step.BeforeForward = _ => throw new TorchException("CUDA out of memory")));

    [Fact]
    public void Image_AfterReopening_IsReadFromTheSameFile()
    {
        var file = Assert.Single(Directory.GetFiles(folder.File("work"), "samples-*.bin"));
        Assert.Equal(24, cache.Samples.Count);
        Assert.True(new FileInfo(file).Length >= 24 * ((32 * 32 * 4) + (32 * 32)));
        Assert.Equal(0, cache.Image(3).ToArray().Average(), 0.1);
        Assert.Equal([0, 1, 2], cache.Labels(3).ToArray().Distinct().Order().Select(value => (int)value));
    }

    (double Loss, int MicroBatch) Run(Action<TrainingStep> configure)
    {
        var recipe = SyntheticDataset.Recipe("training.batchSize=8");
        var device = new ComputeDevice("cpu", CPU, Autocast: null);
        using var network = TrainingNetwork.Create(recipe, 2, device);
        using var update = new WeightUpdate(network, recipe, device);
        var step = new TrainingStep(
            network, update, new BatchLoader(cache, device, recipe), PredictionTask.Create(recipe, SyntheticDataset.Classes), recipe);
        configure(step);
        return (step.Run([.. Enumerable.Range(0, 8).Select(sample => new SampleDraw(sample))], new StepSettings(1, 1, 0.001, 0.9, recipe.Loss)), step.MicroBatch);
    }
}
