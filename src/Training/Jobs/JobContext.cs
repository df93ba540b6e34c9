using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Devices;
using Studio.Training.Tasks;
using Studio.Training.Worker;

namespace Studio.Training.Jobs;

/// <summary>What every kind of job works with. Made before the job's own thread starts.</summary>
/// <param name="Caches">One for each different input among the phases of the recipe.</param>
/// <param name="CheckpointPath">Evaluate and export: the weights, already fetched.</param>
/// <param name="StartWeightsPath">Train: weights to start from, already fetched; null: fresh ones.</param>
sealed record JobContext(
    JobSpec Spec,
    IReadOnlyList<SampleCache> Caches,
    string? CheckpointPath,
    string? StartWeightsPath,
    IJobReporter Reporter,
    JobControl Control)
{
    /// <summary>Classes with background.</summary>
    public int ClassCount => Spec.Classes.Count + 1;

    /// <summary>The steps of the training, at least one.</summary>
    public IReadOnlyList<Recipe> Phases { get; } = RecipePhases.Of(Spec.Recipe);

    /// <summary>The images as the last step sees them, which is how they are judged.</summary>
    public SampleCache Cache => Caches[^1];

    /// <param name="phase">0-based.</param>
    public SampleCache CacheOf(int phase) => Caches.First(cache => cache.Input == Phases[phase].Input);

    public string InWorkFolder(string name) => Path.Combine(Spec.WorkFolder, name);

    /// <summary>Indices into the cache of what the task can use.</summary>
    public IReadOnlyList<int> SamplesOf(Split split, PredictionTask task) => SamplesOf(Cache, split, task);

    public static IReadOnlyList<int> SamplesOf(SampleCache cache, Split split, PredictionTask task) =>
        [.. cache.Samples.Index().Where(pair => pair.Item.Split == split && task.CanUse(pair.Item)).Select(pair => pair.Index)];

    /// <exception cref="JobFailureException">The device that is asked for is not there.</exception>
    public ComputeDevice ChooseDevice() => ComputeDevice.Choose(Spec.Device, Spec.Recipe.Training.Precision);

    public void ReportProgress(string stage, long done, long total, double? secondsLeft = null) =>
        Reporter.Report(new JobProgress(stage, done, total, secondsLeft));
}
