using System.Diagnostics;
using Studio.Contracts.Jobs;
using Studio.Training.Jobs;
using Studio.Training.Tasks;
using Studio.Training.Trainer;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Evaluation;

/// <summary>Predicts images and measures the answers at the images' original size, a batch at a time.</summary>
sealed class ImageMeasurement(JobContext context, TrainingNetwork network, PredictionTask task, BatchLoader loader)
{
    /// <param name="visit">Called for each image in order.</param>
    /// <param name="observe">Called with samples, output and target of each batch, before its images are visited; they live for the call only.</param>
    /// <exception cref="JobFailureException">The network's answer for an image is no number; the image is named.</exception>
    public void ForEachImage(IReadOnlyList<int> samples, Action<ImageResult> visit, Action<int[], Tensor, Tensor>? observe = null)
    {
        var clock = Stopwatch.StartNew();
        var predictor = new Predictor(network, loader, task, context.Spec.Recipe);
        var done = 0;
        predictor.ForEachBatch(
            samples,
            (batch, output, target) =>
            {
                RequireNumbers(batch, output);
                observe?.Invoke(batch, output, target);
                var areas = task.CompareAreas(output, target);
                var answers = predictor.Answers(batch, output);
                var results = new ImageResult[batch.Length];
                Parallel.For(0, batch.Length, slot =>
                    results[slot] = ResultOf(batch[slot], answers[slot]) with { Areas = areas.ElementAtOrDefault(slot) ?? [] });
                foreach (var result in results)
                {
                    visit(result);
                }

                done += batch.Length;
                var left = clock.Elapsed.TotalSeconds / done * (samples.Count - done);
                context.ReportProgress("Evaluating images", done, samples.Count, left);
            },
            context.Control.Check);
    }

    ImageResult ResultOf(int sample, Answer answer)
    {
        var spec = context.Cache.Samples[sample];
        var picture = task.Draw(context.Cache, sample, answer);
        var result = new ImageResult(
            spec.ImageId, spec.Name, spec.PatientKey, task.Measure(context.Cache, sample, answer), picture.Truth, picture.Prediction)
        {
            Tags = picture.Tags,
        };
        return task.AddBoxes(result, context.Cache, sample, answer);
    }

    void RequireNumbers(int[] batch, Tensor output)
    {
        using var scope = NewDisposeScope();
        if (output.isfinite().all().ToBoolean())
        {
            return;
        }

        var slot = Enumerable.Range(0, batch.Length).First(place => !output.narrow(0, place, 1).isfinite().all().ToBoolean());
        throw new JobFailureException(
            $"{context.Cache.Samples[batch[slot]].Name}: the network answers with something that is no number, so nothing was evaluated. "
            + "The weights are damaged, or the image holds values that no training image came near.");
    }
}
