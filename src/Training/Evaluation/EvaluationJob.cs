using System.Diagnostics;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Training.Devices;
using Studio.Training.Jobs;
using Studio.Training.Metrics;
using Studio.Training.Tasks;
using Studio.Training.Trainer;
using static TorchSharp.torch;

namespace Studio.Training.Evaluation;

/// <summary>Measures a checkpoint on one split, at the images' original size.</summary>
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
        var task = PredictionTask.Create(spec.Recipe, spec.Classes, Checkpoint.ReadRules(context.CheckpointPath!));
        var samples = context.SamplesOf(spec.EvaluationSplit, task);
        if (samples.Count == 0)
        {
            throw new JobFailureException($"The dataset version has no {spec.EvaluationSplit.ToString().ToLowerInvariant()} image to evaluate.");
        }

        task.FitBaseline(context.Cache, context.SamplesOf(Split.Training, task));
        var images = new List<ImageResult>();
        var calibration = new List<CalibrationCounts>();
        var areas = new List<IReadOnlyList<AreaDisagreement>>();
        var outcomes = Measure(
            context, network, task, new BatchLoader(context.Cache, device, spec.Recipe), samples,
            (outcome, answer) => images.Add(ResultOf(context, task, outcome, answer) with { Areas = areas.ElementAtOrDefault(images.Count) ?? [] }),
            (output, target) =>
            {
                calibration.AddRange(task.Calibrate(output, target) ?? []);
                areas.AddRange(task.CompareAreas(output, target));
            });
        var result = new EvaluationResult(
            spec.EvaluationSplit,
            samples.Count,
            images.Select(image => image.PatientKey).Distinct().Count(),
            WithCalibration(task.Summarise(context.Cache, outcomes), images, calibration, context.ClassCount, spec.Recipe.Training.Seed),
            images,
            clock.Elapsed.TotalSeconds)
        {
            Calibration = calibration.Count == 0 ? [] : CalibrationCounts.Sum(calibration, context.ClassCount).ToDiagrams(),
        };
        context.Reporter.Report(result);
        var score = task.Scores(context.Cache, outcomes).Average();
        var name = $"{(task.Score.PerClass ? "Mean " : "")}{task.Score.Name}";
        var figure = score is null ? "No class occurs in these images." : FormattableString.Invariant($"{name} {score:0.00}.");
        return new JobEnded(JobState.Succeeded, $"Evaluated {samples.Count} images. {figure}", null);
    }

    /// <summary>Predicts and compares images at their original size.</summary>
    /// <param name="visit">Called for each image in order.</param>
    /// <param name="observe">Called with output and target of each batch, before its images are visited; they live for the call only.</param>
    public static List<ImageOutcome> Measure(
        JobContext context,
        TrainingNetwork network,
        PredictionTask task,
        BatchLoader loader,
        IReadOnlyList<int> samples,
        Action<ImageOutcome, Answer> visit,
        Action<Tensor, Tensor>? observe = null)
    {
        var clock = Stopwatch.StartNew();
        var predictor = new Predictor(network, loader, task, context.Spec.Recipe);
        var outcomes = new List<ImageOutcome>();
        predictor.ForEachBatch(
            samples,
            (batch, output, target) =>
            {
                observe?.Invoke(output, target);
                foreach (var (sample, answer) in batch.Zip(predictor.Answers(batch, output)))
                {
                    outcomes.Add(task.Compare(context.Cache, sample, answer));
                    visit(outcomes[^1], answer);
                }

                var left = clock.Elapsed.TotalSeconds / outcomes.Count * (samples.Count - outcomes.Count);
                context.ReportProgress("Evaluating images", outcomes.Count, samples.Count, left);
            },
            context.Control.Check);
        return outcomes;
    }

    /// <summary>Adds <c>ece</c>, the expected calibration error, with an interval over patients.</summary>
    static Dictionary<string, MetricValue> WithCalibration(
        IReadOnlyDictionary<string, MetricValue> metrics, List<ImageResult> images, List<CalibrationCounts> counts, int classes, long seed)
    {
        var all = new Dictionary<string, MetricValue>(metrics);
        if (counts.Count > 0 && ClusteredBootstrap.EstimatePooled(
            [.. images.Select(image => image.PatientKey)],
            chosen => CalibrationCounts.Sum(chosen.Select(image => counts[image]), classes).ExpectedError(),
            seed) is { } error)
        {
            all["ece"] = error;
        }

        return all;
    }

    static ImageResult ResultOf(JobContext context, PredictionTask task, ImageOutcome outcome, Answer answer)
    {
        var spec = context.Cache.Samples[outcome.Sample];
        var picture = task.Draw(context.Cache, outcome.Sample, answer);
        return new ImageResult(spec.ImageId, spec.Name, spec.PatientKey, outcome.Values, picture.Truth, picture.Prediction)
        {
            Tags = picture.Tags,
            Boxes = task.JudgeBoxes(context.Cache, outcome.Sample, answer),
        };
    }
}
