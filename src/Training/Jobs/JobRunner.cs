using System.Diagnostics;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Trainer;
using Studio.Training.Worker;

namespace Studio.Training.Jobs;

/// <summary>Fetches what a job needs, runs it on a thread of its own and turns whatever happens into its last event.</summary>
sealed class JobRunner(JobSpec spec, IBlobSource blobs, IJobReporter reporter, JobControl control)
{
    static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);
    readonly List<SampleCache> opened = [];

    /// <summary>Never throws: the outcome is the event, which is also reported.</summary>
    public async Task<JobEnded> RunAsync()
    {
        JobEnded ended;
        try
        {
            var definition = JobKindDefinition.All[spec.Kind];
            // What is judged or leaves is the network of the last step of the training.
            var recipe = spec.Kind == JobKind.Train ? spec.Recipe : RecipePhases.Of(spec.Recipe)[^1];
            var checkpoint = await FetchCheckpointAsync();
            var caches = await OpenCachesAsync(definition, recipe, checkpoint is null ? null : Checkpoint.ReadStatistics(checkpoint));
            var context = new JobContext(spec with { Recipe = recipe }, caches, checkpoint, await FetchStartWeightsAsync(), reporter, control);
            ended = await RunOnOwnThreadAsync(() => definition.Run(context));
        }
        catch (Exception problem)
        {
            ended = Explain(problem);
        }
        finally
        {
            opened.ForEach(cache => cache.Dispose());
        }

        reporter.Report(ended);
        return ended;
    }

    /// <param name="statistics">What the weights were trained with; null: the training images are measured where that is needed.</param>
    async Task<IReadOnlyList<SampleCache>> OpenCachesAsync(JobKindDefinition definition, Recipe recipe, DatasetStatistics? statistics)
    {
        foreach (var phase in RecipePhases.Of(recipe).DistinctBy(phase => phase.Input))
        {
            opened.Add(await OpenCacheAsync(definition, phase, statistics));
        }

        return opened;
    }

    async Task<SampleCache> OpenCacheAsync(JobKindDefinition definition, Recipe recipe, DatasetStatistics? statistics)
    {
        var splits = definition.Splits(spec);
        var samples = spec.Samples.Where(sample => splits.Contains(sample.Split)).ToList();
        var clock = Stopwatch.StartNew();
        var last = TimeSpan.Zero;
        var gate = new Lock();
        return await SampleCacheBuilder.OpenAsync(
            spec.WorkFolder,
            samples,
            SampleCacheLayout.Of(recipe) with { KeepsTrainingLabels = spec is { Kind: JobKind.Evaluate, EvaluationSplit: Split.Training } },
            blobs,
            statistics,
            (stage, done, total) =>
            {
                lock (gate)
                {
                    if (clock.Elapsed - last >= ProgressInterval || done == total)
                    {
                        last = clock.Elapsed;
                        var secondsLeft = clock.Elapsed.TotalSeconds / done * (total - done);
                        reporter.Report(new JobProgress(stage, done, total, secondsLeft));
                    }
                }
            },
            control.Cancelled);
    }

    async Task<string?> FetchCheckpointAsync()
    {
        if (spec.Kind == JobKind.Train)
        {
            return null;
        }

        return await FetchAsync(
            spec.Checkpoint ?? throw new JobFailureException("The run has no checkpoint yet. Wait for its first epoch to end."),
            "checkpoint.safetensors");
    }

    async Task<string?> FetchStartWeightsAsync() =>
        spec is { Kind: JobKind.Train, StartWeights: { } blob } ? await FetchAsync(blob, "start.safetensors") : null;

    async Task<string> FetchAsync(BlobReference blob, string name)
    {
        var path = Path.Combine(spec.WorkFolder, name);
        await File.WriteAllBytesAsync(path, await blobs.GetAsync(blob, control.Cancelled), control.Cancelled);
        return path;
    }

    /// <summary>libtorch keeps a pool of helper threads for each thread that computes, so all of a job stays on one.</summary>
    static Task<JobEnded> RunOnOwnThreadAsync(Func<JobEnded> run)
    {
        var done = new TaskCompletionSource<JobEnded>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                done.SetResult(run());
            }
            catch (Exception problem)
            {
                done.SetException(problem);
            }
        })
        {
            Name = "job",
        };
        thread.Start();
        return done.Task;
    }

    JobEnded Explain(Exception problem) => problem switch
    {
        OperationCanceledException when control.Cancelled.IsCancellationRequested => new JobEnded(JobState.Cancelled, "Cancelled.", null),
        JobFailureException failure => new JobEnded(JobState.Failed, failure.Message, failure.InnerException?.ToString()),
        IOException full when DiskRoom.IsMissing(full) => new JobEnded(
            JobState.Failed, "The disk of the work folder is full. Make room and start again; what was stored before is safe.", full.ToString()),
        IOException io => new JobEnded(JobState.Failed, $"The work folder cannot be used: {io.Message}", io.ToString()),
        _ => new JobEnded(JobState.Failed, $"The job failed unexpectedly: {problem.Message}", problem.ToString()),
    };
}
