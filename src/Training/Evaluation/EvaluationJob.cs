using System.Diagnostics;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Statistics;
using Studio.Training.Devices;
using Studio.Training.Jobs;
using Studio.Training.Metrics;
using Studio.Training.Tasks;
using Studio.Training.Trainer;

namespace Studio.Training.Evaluation;

/// <summary>
/// Measures a checkpoint on one split, at the images' original size. Answers are those of the run's operating point; reported
/// probabilities are the network's own, so that scaling and thresholds can be chosen anew.
/// </summary>
static class EvaluationJob
{
    public static JobEnded Run(JobContext context)
    {
        var clock = Stopwatch.StartNew();
        ComputeDevice.PrepareThread();
        var spec = context.Spec;
        var device = context.ChooseDevice();
        using var network = TrainingNetwork.Create(spec.Recipe, spec.Classes.Count, device);
        Checkpoint.Load(context.CheckpointPath!, network);
        var task = PredictionTask.Create(spec.Recipe, spec.Classes, Checkpoint.ReadRules(context.CheckpointPath!), spec.OperatingPoint);
        var samples = context.SamplesOf(spec.EvaluationSplit, task);
        if (samples.Count == 0)
        {
            throw new JobFailureException($"The dataset version has no {spec.EvaluationSplit.ToString().ToLowerInvariant()} image to evaluate.");
        }

        task.FitBaseline(context.Cache, context.SamplesOf(Split.Training, task));
        var outbox = new ImageOutbox(context.Reporter);
        var cases = new CaseCollector(spec.Classes);
        var calibration = new CalibrationTally(context.Cache, samples, context.ClassCount);
        var pixels = task.HasLabels && spec.EvaluationSplit == Split.Validation
            ? new PixelSample(context.Cache, samples, context.ClassCount, spec.Recipe.Training.Seed)
            : null;
        new ImageMeasurement(context, network, task, new BatchLoader(context.Cache, device, spec.Recipe)).ForEachImage(
            samples,
            image =>
            {
                outbox.Add(image);
                cases.Add(image);
            },
            (batch, output, target) =>
            {
                calibration.Add(batch, task.Calibrate(output, target));
                pixels?.Add(batch, output, target);
            });
        outbox.Send();
        context.ReportProgress("Computing intervals", 0, 0);
        var table = cases.ToTable();
        var summary = EvaluationSummary.Of([.. task.Figures(table), .. calibration.Figures()], table.Patients.Count, spec.Recipe.Training.Seed);
        context.Reporter.Report(new EvaluationResult(
            spec.EvaluationSplit, samples.Count, table.Patients.Count, summary.Metrics, [], clock.Elapsed.TotalSeconds)
        {
            Calibration = calibration.ToDiagrams(),
            PerPatient = summary.PerPatient,
            Pooled = summary.Pooled,
            Scaling = pixels?.Fit(),
        });
        return new JobEnded(JobState.Succeeded, $"Evaluated {samples.Count} images. {Sentence(task, summary)}", null);
    }

    static string Sentence(PredictionTask task, EvaluationSummary summary) => summary.Metrics.GetValueOrDefault(task.ScoreMetric) is { } score
        ? FormattableString.Invariant($"{(task.Score.PerClass ? "Mean " : "")}{task.Score.Name} {score.Mean:0.00}.")
        : "No class occurs in these images.";
}
