using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Training.Data;
using Studio.Training.Devices;
using Studio.Training.Worker;

namespace Studio.Training.Jobs;

/// <summary>What every kind of job works with. Made before the job's own thread starts.</summary>
/// <param name="CheckpointPath">Evaluate and export: the weights, already fetched.</param>
sealed record JobContext(
    JobSpec Spec,
    SampleCache Cache,
    string? CheckpointPath,
    IJobReporter Reporter,
    JobControl Control)
{
    /// <summary>Background included.</summary>
    public int ClassCount => Spec.Classes.Count + 1;

    public string InWorkFolder(string name) => Path.Combine(Spec.WorkFolder, name);

    /// <summary>Indices into the cache.</summary>
    public IReadOnlyList<int> SamplesOf(Split split) =>
        [.. Cache.Samples.Index().Where(pair => pair.Item.Split == split).Select(pair => pair.Index)];

    /// <exception cref="JobFailureException">The device that is asked for is not there.</exception>
    public ComputeDevice ChooseDevice() => ComputeDevice.Choose(Spec.Device, Spec.Recipe.Training.Precision);

    public void ReportProgress(string stage, long done, long total, double? secondsLeft = null) =>
        Reporter.Report(new JobProgress(stage, done, total, secondsLeft));
}
