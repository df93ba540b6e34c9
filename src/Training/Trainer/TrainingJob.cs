using System.Diagnostics;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Devices;
using Studio.Training.Evaluation;
using Studio.Training.Jobs;
using Studio.Training.Optimizers;
using Studio.Training.Randomness;
using Studio.Training.Schedules;
using static TorchSharp.torch;

namespace Studio.Training.Trainer;

/// <summary>Trains a network epoch by epoch and keeps the one with the best validation IoU.</summary>
sealed class TrainingJob : IDisposable
{
    readonly JobContext context;
    readonly Recipe recipe;
    readonly IReadOnlyList<int> training;
    readonly IReadOnlyList<int> validating;
    readonly ComputeDevice device;
    readonly TrainingNetwork network;
    readonly optim.Optimizer optimizer;
    readonly Validation validation;
    readonly TrainingStep step;
    readonly ResumeFile resumeFile;
    readonly StepReports stepReports;
    RunProgress progress;

    TrainingJob(JobContext context)
    {
        this.context = context;
        recipe = context.Spec.Recipe;
        training = context.SamplesOf(Split.Training);
        validating = context.SamplesOf(Split.Validation);
        device = context.ChooseDevice();
        network = TrainingNetwork.Create(recipe, context.Spec.Classes.Count, device);
        optimizer = OptimizerCatalog.Create(network.Module, recipe.Optimizer);
        var loader = new BatchLoader(context.Cache, device);
        step = new TrainingStep(network, optimizer, loader, recipe) { MemoryRanOut = message => context.Reporter.Report(new JobNote("warning", message)) };
        validation = new Validation(
            new SegmentationPredictor(network, loader, recipe.Training.BatchSize), loader, validating, recipe.Loss, context.ClassCount);
        resumeFile = new ResumeFile(context.InWorkFolder("resume.safetensors"), $"{context.Spec.DatasetVersion}\n{RecipeWriter.Write(recipe)}");
        stepReports = new StepReports(context.Reporter);
        progress = new RunProgress(0, 0, [], recipe.Training.BatchSize, 0);
    }

    int StepsPerEpoch => EpochOrder.Steps(training.Count, recipe.Training.BatchSize);

    string BestPath => context.InWorkFolder("best.safetensors");

    /// <summary>Runs on the calling thread until training ends.</summary>
    /// <exception cref="JobFailureException">Training cannot start or go on.</exception>
    /// <exception cref="JobCancelledException">A person cancelled it.</exception>
    public static JobEnded Run(JobContext context)
    {
        ComputeDevice.PrepareThread();
        TrainingPreflight.Check(context);
        using var job = new TrainingJob(context);
        return job.Run();
    }

    public void Dispose()
    {
        optimizer.Dispose();
        network.Dispose();
    }

    JobEnded Run()
    {
        if (resumeFile.TryLoad(network, optimizer) is { } earlier)
        {
            progress = earlier;
            step.MicroBatch = earlier.MicroBatch;
        }

        ReportStart();
        while (progress.Epoch < recipe.Training.Epochs && !IsOutOfPatience)
        {
            var epoch = progress.Epoch + 1;
            var clock = Stopwatch.StartNew();
            if (TrainEpoch(epoch) is not { } trained)
            {
                return EndStopped(epoch);
            }

            FinishEpoch(epoch, trained, clock);
        }

        var ending = IsOutOfPatience && progress.Epoch < recipe.Training.Epochs
            ? $"Ended after {progress.Epoch} of {recipe.Training.Epochs} epochs, because the validation IoU no longer rose."
            : $"Finished after {progress.Epoch} epochs.";
        return new JobEnded(JobState.Succeeded, $"{ending} {BestSentence}", null);
    }

    bool IsOutOfPatience =>
        recipe.Training.EarlyStoppingEpochs > 0
        && progress.Epoch - progress.BestEpoch >= recipe.Training.EarlyStoppingEpochs;

    string BestSentence => FormattableString.Invariant($"Best: epoch {progress.BestEpoch}, mean IoU {progress.BestIou:0.00}.");

    void ReportStart()
    {
        var masks = TrivialBaseline.Fit(context.Cache, training, context.ClassCount);
        context.Reporter.Report(new JobStarted(
            device.Name,
            TorchRuntime.LibtorchVersion,
            TorchRuntime.ThreadCount,
            device.Precision,
            network.Parameters,
            training.Count,
            validating.Count,
            validating.Select(sample => context.Cache.Samples[sample].PatientKey).Distinct().Count(),
            recipe.Training.Epochs,
            StepsPerEpoch,
            progress.Epoch,
            TrivialBaseline.Measure(context.Cache, validating, masks)));
    }

    /// <summary>Mean loss and images per second of an epoch.</summary>
    readonly record struct TrainedEpoch(double Loss, double LearningRate, double ImagesPerSecond);

    /// <returns>Null when a person asked to stop before the epoch's end.</returns>
    TrainedEpoch? TrainEpoch(int epoch)
    {
        manual_seed((long)(new SeededRandom(recipe.Training.Seed, DrawPurpose.Tensors, epoch).NextUInt64() >> 1));
        var order = EpochOrder.Of(training, recipe.Training.Seed, epoch);
        var clock = Stopwatch.StartNew();
        double sum = 0;
        double rate = 0;
        var seen = 0;
        var number = progress.Step;
        foreach (var batch in order.Chunk(recipe.Training.BatchSize))
        {
            context.Control.Check();
            if (context.Control.StopAsked)
            {
                return null;
            }

            rate = ScheduleCatalog.LearningRate(
                recipe, new SchedulePosition(number, StepsPerEpoch, recipe.Training.Epochs, progress.ValidationScores));
            var loss = step.Run(batch, epoch, rate);
            number++;
            RequireFinite(loss, epoch, number);
            sum += loss * batch.Length;
            seen += batch.Length;
            stepReports.Report(epoch, number, loss, rate, seen / clock.Elapsed.TotalSeconds);
        }

        progress = progress with { Step = number, MicroBatch = step.MicroBatch };
        return new TrainedEpoch(sum / seen, rate, seen / clock.Elapsed.TotalSeconds);
    }

    void RequireFinite(double loss, int epoch, long number)
    {
        if (!double.IsFinite(loss))
        {
            var kept = progress.BestEpoch > 0 ? $"The weights of epoch {progress.BestEpoch} are kept." : "No epoch was finished before.";
            throw new JobFailureException(
                $"The loss is no longer a number (epoch {epoch}, step {number}). {kept} Try a lower learning rate or precision float32.");
        }
    }

    void FinishEpoch(int epoch, TrainedEpoch trained, Stopwatch clock)
    {
        var result = validation.Measure(context.Control.Check);
        RequireFinite(result.Loss, epoch, progress.Step);
        var isBest = progress.BestEpoch == 0 || result.MeanIou > progress.BestIou;
        progress = progress with
        {
            Epoch = epoch,
            ValidationScores = [.. progress.ValidationScores, result.MeanIou],
            Seconds = progress.Seconds + clock.Elapsed.TotalSeconds,
        };
        context.Reporter.Report(new EpochMetrics(
            epoch,
            trained.Loss,
            result.Loss,
            result.Iou,
            result.MeanIou,
            trained.LearningRate,
            trained.ImagesPerSecond,
            ProcessMemory.Resident,
            ProcessMemory.Total,
            progress.Seconds / epoch * (recipe.Training.Epochs - epoch),
            isBest));
        if (isBest)
        {
            KeepBest(epoch, result.MeanIou);
        }

        context.Reporter.Report(validation.Strip(epoch, result, context.Control.Check));
        resumeFile.Save(network, optimizer, progress);
    }

    void KeepBest(int epoch, double meanIou)
    {
        Checkpoint.Write(BestPath, network, context.Spec, epoch, meanIou);
        var blob = context.Reporter.AddBlob(File.ReadAllBytes(BestPath));
        context.Reporter.Report(new CheckpointSaved(epoch, blob, IsBest: true));
    }

    /// <summary>A stop in the first epoch keeps what there is, so that a person who stops never leaves with nothing.</summary>
    JobEnded EndStopped(int epoch)
    {
        if (progress.BestEpoch == 0)
        {
            var result = validation.Measure(context.Control.Check);
            RequireFinite(result.Loss, epoch, progress.Step);
            KeepBest(epoch, result.MeanIou);
            progress = progress with { Epoch = epoch, ValidationScores = [result.MeanIou] };
        }

        return new JobEnded(JobState.Succeeded, $"Stopped in epoch {epoch}. {BestSentence}", null);
    }
}
