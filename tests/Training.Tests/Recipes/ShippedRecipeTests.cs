using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Training.Jobs;
using Studio.Training.Tests.Jobs;
using Studio.Training.Tests.Worker;
using Studio.Training.Worker;

namespace Studio.Training.Tests.Recipes;

/// <summary>Each recipe that comes with the studio: read without a problem, and an epoch of each of its steps run on small pictures.</summary>
public sealed partial class ShippedRecipeTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public static TheoryData<string> Files => [.. Directory.GetFiles(RecipeFolder(), "*.yaml").Select(file => Path.GetFileName(file)).Order()];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Recipe_IsReadAndWrittenWithoutAProblem(string file)
    {
        var reading = RecipeReader.ReadFile(Path.Combine(RecipeFolder(), file));
        Assert.Empty(reading.Problems);
        var recipe = reading.Require();
        Assert.Equal(Path.GetFileNameWithoutExtension(file), recipe.Id);
        Assert.True(recipe.Name.Length is > 0 and <= 60 && recipe.Summary.EndsWith('.'), $"{recipe.Name}: {recipe.Summary}");
        var again = RecipeReader.Read(RecipeWriter.Write(recipe), file);
        Assert.Equal(RecipeWriter.Write(recipe), RecipeWriter.Write(again.Require()));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Recipe_OneEpochOfEachStep_EndsWithWeights(string file)
    {
        var recipe = Small(RecipeReader.ReadFile(Path.Combine(RecipeFolder(), file)).Require());
        await using var studio = await TestStudio.StartAsync();
        var job = SyntheticDataset.Job(studio, folder.File("work"), recipe, training: 6, validation: 4, test: 0);
        job = recipe.Task == ProjectTask.Segmentation ? job : SyntheticDataset.WithBoxesAndTags(job, studio, missing: recipe.Task == ProjectTask.Classification);
        job = job with { Samples = [.. job.Samples.Select(sample => WithPlanes(sample, recipe.Input))] };
        Directory.CreateDirectory(job.WorkFolder);
        var events = new Events(studio);
        using var control = new JobControl();

        var ended = await new JobRunner(job, events, events, control).RunAsync();

        Assert.True(ended.State == JobState.Succeeded, $"{ended.Reason} {ended.Detail}");
        var epochs = events.Reported.OfType<EpochMetrics>().ToList();
        Assert.Equal(RecipePhases.Of(recipe).Count, epochs.Count);
        Assert.All(epochs, epoch => Assert.True(double.IsFinite(epoch.TrainingLoss) && double.IsFinite(epoch.ValidationLoss)));
        Assert.NotEmpty(events.Reported.OfType<CheckpointSaved>());
    }

    /// <summary>The recipe with little to compute: small input, small batches, one epoch for each step. Network, loss and optimiser stay.</summary>
    static Recipe Small(Recipe recipe)
    {
        var patches = recipe.Sampling.PatchHeight > 0 ? "2" : "1";
        var small = RecipeOverrides.Apply(
            recipe with { Phases = [] },
            ["training.epochs=1", "training.batchSize=2", "schedule.warmupEpochs=0", "input.height=64", "input.width=64", $"sampling.patchesPerImage={patches}"]).Require();
        return small with { Phases = [.. recipe.Phases.Select(step => Sides().Replace(Epochs().Replace(step, "epochs=1"), "$1=96"))] };
    }

    static SampleSpec WithPlanes(SampleSpec sample, InputRecipe input) => sample with
    {
        Category = sample.ImageId % 2 == 0 ? "even" : "odd",
        Planes = [.. input.CaseChannels.Select(name => new PlaneSpec(
            name, 0, sample.BytesPerSample, sample.BitsStored, sample.IsSigned, sample.IsMonochrome1, 1, 0, sample.Pixels))],
    };

    static string RecipeFolder()
    {
        var place = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(place.FullName, "Studio.sln")))
            place = place.Parent ?? throw new DirectoryNotFoundException("The tests do not lie in the repository.");
        return Path.Combine(place.FullName, "recipes");
    }

    [GeneratedRegex(@"epochs=\d+")]
    private static partial Regex Epochs();

    [GeneratedRegex(@"(input\.(?:height|width))=\d+")]
    private static partial Regex Sides();

    sealed class Events(TestStudio studio) : IJobReporter, IBlobSource
    {
        readonly ConcurrentQueue<JobEvent> reported = new();

        public IReadOnlyCollection<JobEvent> Reported => reported;

        public void Report(JobEvent item) => reported.Enqueue(item);

        public BlobReference AddBlob(ReadOnlySpan<byte> content) => studio.AddBlob(content.ToArray());

        public Task<byte[]> GetAsync(BlobReference blob, CancellationToken cancellationToken) => Task.FromResult(studio.Blobs[blob.Sha256]);
    }
}
