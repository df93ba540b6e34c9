using System.Diagnostics;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Training.Devices;
using Studio.Training.Jobs;
using Studio.Training.Metrics;
using Studio.Training.Trainer;

namespace Studio.Training.Evaluation;

/// <summary>Measures a checkpoint on one split, at the images' original size.</summary>
static class EvaluationJob
{
    public static JobEnded Run(JobContext context)
    {
        var clock = Stopwatch.StartNew();
        ComputeDevice.PrepareThread();
        var spec = context.Spec;
        var samples = context.SamplesOf(spec.EvaluationSplit);
        if (samples.Count == 0)
        {
            throw new JobFailureException($"The dataset version has no {spec.EvaluationSplit.ToString().ToLowerInvariant()} image to evaluate.");
        }

        var device = context.ChooseDevice();
        using var network = TrainingNetwork.Create(spec.Recipe, spec.Classes.Count, device);
        Checkpoint.Load(context.CheckpointPath!, network);
        var baseline = TrivialBaseline.Fit(context.Cache, context.SamplesOf(Split.Training), context.ClassCount);
        var images = Measure(context, network, new BatchLoader(context.Cache, device), samples, baseline);

        var values = images.Select(image => (image.PatientKey, image.Values)).ToList();
        var result = new EvaluationResult(
            spec.EvaluationSplit,
            samples.Count,
            images.Select(image => image.PatientKey).Distinct().Count(),
            EvaluationMetrics.Summarise(values, spec.Classes, spec.Recipe.Training.Seed),
            images,
            clock.Elapsed.TotalSeconds);
        context.Reporter.Report(result);
        var mean = result.Metrics.GetValueOrDefault("iou.mean");
        var figure = mean is null ? "No class occurs in these images." : FormattableString.Invariant($"Mean IoU {mean.Mean:0.00}.");
        return new JobEnded(JobState.Succeeded, $"Evaluated {samples.Count} images. {figure}", null);
    }

    /// <summary>Predicts and compares images at their original size.</summary>
    /// <param name="baseline">Fixed masks of the trivial baseline, or none.</param>
    public static List<ImageResult> Measure(
        JobContext context, TrainingNetwork network, BatchLoader loader, IReadOnlyList<int> samples, IReadOnlyList<bool[]> baseline)
    {
        var clock = Stopwatch.StartNew();
        var predictor = new SegmentationPredictor(network, loader, context.Spec.Recipe.Training.BatchSize);
        var images = new List<ImageResult>();
        predictor.ForEachBatch(
            samples,
            (batch, logits, _) =>
            {
                foreach (var (sample, predicted) in batch.Zip(predictor.ToLabelmaps(batch, logits)))
                {
                    images.Add(Compare(context, sample, predicted, TrivialBaseline.PerImage(context.Cache, sample, baseline)));
                }

                var left = clock.Elapsed.TotalSeconds / images.Count * (samples.Count - images.Count);
                context.ReportProgress("Evaluating images", images.Count, samples.Count, left);
            },
            context.Control.Check);
        return images;
    }

    static ImageResult Compare(JobContext context, int sample, byte[] predicted, IReadOnlyList<double?> baselineIou)
    {
        var spec = context.Cache.Samples[sample];
        var truth = context.Cache.OriginalLabels(sample);
        var comparison = LabelmapComparison.Of(truth, predicted, context.ClassCount);
        return new ImageResult(
            spec.ImageId,
            spec.Name,
            spec.PatientKey,
            EvaluationMetrics.OfImage(comparison, baselineIou, context.Spec.Classes),
            Outlines.Of(truth, spec, context.ClassCount),
            Outlines.Of(predicted, spec, context.ClassCount));
    }
}
