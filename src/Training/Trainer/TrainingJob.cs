using System.Diagnostics;
using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Devices;
using Studio.Training.Jobs;
using Studio.Training.Losses;
using Studio.Training.Randomness;
using Studio.Training.Sampling;
using Studio.Training.Schedules;
using Studio.Training.Tasks;
using static TorchSharp.torch;

namespace Studio.Training.Trainer;

/// <summary>Trains a network phase by phase and epoch by epoch, and keeps the weights of the best epoch.</summary>
sealed class TrainingJob : IDisposable
{
    /// <summary>After so many goings back, the settings are wrong and not bad luck.</summary>
    const int MostRollbacks = 3;

    readonly JobContext context;
    readonly ComputeDevice device;
    readonly TrainingNetwork network;
    readonly ResumeFile resumeFile;
    readonly FullDisk disk;
    readonly StepReports stepReports;
    readonly BestWeights best;
    TrainingPhase phase;
    RunProgress progress;

    TrainingJob(JobContext context)
    {
        this.context = context;
        device = context.ChooseDevice();
        network = TrainingNetwork.Create(context.Spec.Recipe, context.Spec.Classes.Count, device);
        resumeFile = new ResumeFile(
            context.InWorkFolder("resume.safetensors"), $"{context.Spec.DatasetVersion}\n{RecipeWriter.Write(context.Spec.Recipe)}");
        disk = new FullDisk(context.Reporter, context.Control);
        best = new BestWeights(context, network, disk);
        stepReports = new StepReports(context.Reporter);
        var earlier = resumeFile.ReadProgress();
        if (earlier is null)
        {
            StartingWeights.Prepare(context, network);
        }

        phase = new TrainingPhase(context, earlier?.Phase ?? 0, network, device);
        progress = earlier ?? RunProgress.Start(phase.Recipe.Training.BatchSize);
        if (earlier is not null)
        {
            resumeFile.Load(network, phase.Update);
            phase.Step.MicroBatch = earlier.MicroBatch;
        }
    }

    /// <summary>Epochs of all phases, those not yet begun at their full length.</summary>
    int AllEpochs => progress.EpochsBefore + context.Phases.Skip(progress.Phase).Sum(recipe => recipe.Training.Epochs);

    long Seed => context.Spec.Recipe.Training.Seed;

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
        phase.Dispose();
        network.Dispose();
    }

    JobEnded Run()
    {
        ReportStart();
        if (progress.Epoch == 0)
        {
            SaveProgress();
        }

        while (true)
        {
            while (!phase.IsOver(progress))
            {
                if (!RunEpoch())
                {
                    return EndStopped(progress.Epoch + 1);
                }
            }

            if (progress.Phase + 1 == context.Phases.Count)
            {
                break;
            }

            BeginNextPhase();
        }

        best.Finish(phase, progress);
        var ending = phase.IsOutOfPatience(progress) && progress.PhaseEpochs < phase.Epochs
            ? $"Ended after {progress.Epoch} of {AllEpochs} epochs, because the validation {Monitored} no longer rose."
            : $"Finished after {progress.Epoch} epochs.";
        return new JobEnded(JobState.Succeeded, $"{ending} {BestSentence}", null);
    }

    string Monitored => phase.Recipe.Training.Monitor == "loss" ? "loss (turned)" : phase.Task.Score.Name;

    string BestSentence => FormattableString.Invariant(
        $"Best: epoch {progress.BestEpoch}, {(phase.Task.Score.PerClass ? "mean " : "")}{phase.Task.Score.Name} {progress.BestScore:0.00}.");

    /// <summary>The next phase starts from the best weights of this one, with a fresh optimiser.</summary>
    void BeginNextPhase()
    {
        best.Load(progress);
        phase.Dispose();
        phase = new TrainingPhase(context, progress.Phase + 1, network, device);
        progress = progress.NextPhase(phase.Recipe.Training.BatchSize);
        SaveProgress();
        context.Reporter.Report(new JobNote("info", $"Step {progress.Phase + 1} of {context.Phases.Count} of the training begins."));
    }

    void ReportStart()
    {
        // By a task of its own: the one that judges every epoch need not compare each image with the baseline again.
        var baseline = PredictionTask.Create(phase.Recipe, context.Spec.Classes);
        baseline.FitBaseline(phase.Cache, phase.Training);
        context.Reporter.Report(new JobStarted(
            device.Name,
            TorchRuntime.LibtorchVersion,
            TorchRuntime.ThreadCount,
            device.Precision,
            network.Parameters,
            phase.Training.Count,
            phase.Validating.Count,
            phase.Validating.Select(sample => phase.Cache.Samples[sample].PatientKey).Distinct().Count(),
            AllEpochs,
            phase.StepsPerEpoch,
            progress.Epoch,
            baseline.BaselineScores(phase.Cache, phase.Validating))
        {
            Score = phase.Task.Score,
        });
    }

    /// <summary>Mean loss and images per second of an epoch.</summary>
    readonly record struct TrainedEpoch(double Loss, double LearningRate, double ImagesPerSecond);

    /// <returns>False when a person asked to stop before the epoch's end.</returns>
    bool RunEpoch()
    {
        var clock = Stopwatch.StartNew();
        try
        {
            if (TrainEpoch(progress.Epoch + 1) is not { } trained)
            {
                return false;
            }

            FinishEpoch(progress.Epoch + 1, trained, clock);
        }
        catch (LossNotFiniteException problem)
        {
            GoBack(problem);
        }

        return true;
    }

    /// <returns>Null when a person asked to stop before the epoch's end.</returns>
    TrainedEpoch? TrainEpoch(int epoch)
    {
        manual_seed((long)(new SeededRandom(Seed, DrawPurpose.Tensors, epoch).NextUInt64() >> 1));
        var plan = EpochPlan.Of(phase.Cache, phase.Training, phase.Recipe, epoch);
        var momentum = MomentumSchedule.At(phase.Recipe.Optimizer, progress.PhaseEpochs + 1, phase.Epochs);
        var lossSettings = LossSchedule.At(phase.Recipe.Loss, progress.PhaseEpochs + 1);
        var clock = Stopwatch.StartNew();
        double sum = 0;
        double rate = 0;
        var seen = 0;
        var number = progress.Step;
        foreach (var draws in plan.Chunk(phase.StepSize))
        {
            context.Control.Check();
            if (context.Control.StopAsked)
            {
                return null;
            }

            rate = progress.RateShare * ScheduleCatalog.LearningRate(
                phase.Recipe, new SchedulePosition(number, phase.StepsPerEpoch, phase.Epochs, progress.Monitored));
            number++;
            var loss = phase.Step.Run(draws, new StepSettings(epoch, number, rate, momentum, lossSettings));
            sum += loss * draws.Length;
            seen += draws.Length;
            stepReports.Report(epoch, number, loss, rate, seen / clock.Elapsed.TotalSeconds);
        }

        progress = progress with { Step = number, MicroBatch = phase.Step.MicroBatch };
        return new TrainedEpoch(sum / seen, rate, seen / clock.Elapsed.TotalSeconds);
    }

    void FinishEpoch(int epoch, TrainedEpoch trained, Stopwatch clock)
    {
        using var mean = phase.Update.UseMean();
        var result = phase.Validation.Measure(context.Control.Check);
        LossNotFiniteException.ThrowIfNotFinite(result.Loss, epoch, progress.Step);
        progress = progress.Finish(result.Score, MonitoredValue(result), clock.Elapsed.TotalSeconds);
        var isBest = progress.BestEpoch == epoch;
        context.Reporter.Report(new EpochMetrics(
            epoch,
            trained.Loss,
            result.Loss,
            result.Scores,
            result.Score,
            trained.LearningRate,
            trained.ImagesPerSecond,
            ProcessMemory.Resident,
            ProcessMemory.Total,
            progress.Seconds / epoch * (AllEpochs - epoch),
            isBest));
        if (isBest)
        {
            best.Keep(phase, progress);
        }

        context.Reporter.Report(phase.Validation.Strip(epoch, result, context.Control.Check));
        mean?.Dispose();
        SaveProgress();
    }

    void SaveProgress() => disk.Write("the state after this epoch", () => resumeFile.Save(network, phase.Update, progress));

    double MonitoredValue(ValidationResult result) => phase.Recipe.Training.Monitor == "loss" ? -result.Loss : result.Score;

    /// <summary>
    /// Goes back to the end of the last good epoch and on from there with half the learning rate, which is what a person
    /// would try first.
    /// </summary>
    /// <exception cref="JobFailureException">It did not help several times.</exception>
    void GoBack(LossNotFiniteException problem)
    {
        var good = resumeFile.ReadProgress() ?? throw new JobFailureException(problem.Message, problem);
        if (progress.Rollbacks >= MostRollbacks)
        {
            var kept = progress.BestEpoch > 0 ? $"The weights of epoch {progress.BestEpoch} are kept." : "No epoch was finished before.";
            throw new JobFailureException(
                $"{problem.Message} Going back {MostRollbacks} times with half the learning rate did not help. {kept} "
                + "Try a lower learning rate or precision float32.");
        }

        resumeFile.Load(network, phase.Update);
        progress = good with { Rollbacks = progress.Rollbacks + 1 };
        SaveProgress();
        context.Reporter.Report(new JobNote(
            "warning", $"{problem.Message} Training went back to the end of epoch {progress.Epoch} and goes on with half the learning rate."));
    }

    /// <summary>A stop in the first epoch keeps what there is, so that a person who stops never leaves with nothing.</summary>
    JobEnded EndStopped(int epoch)
    {
        if (progress.BestEpoch == 0)
        {
            using var mean = phase.Update.UseMean();
            var result = phase.Validation.Measure(context.Control.Check);
            LossNotFiniteException.ThrowIfNotFinite(result.Loss, epoch, progress.Step);
            progress = progress.Finish(result.Score, MonitoredValue(result), 0);
            best.Keep(phase, progress);
        }

        best.Finish(phase, progress);
        return new JobEnded(JobState.Succeeded, $"Stopped in epoch {epoch}. {BestSentence}", null);
    }
}
