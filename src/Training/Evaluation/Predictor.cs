using System.Runtime.InteropServices;
using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Tasks;
using Studio.Training.Trainer;
using static TorchSharp.torch;

namespace Studio.Training.Evaluation;

/// <summary>Runs a network over samples of the cache and brings its answers back to the original images.</summary>
sealed class Predictor(TrainingNetwork network, BatchLoader loader, PredictionTask task, Recipe recipe)
{
    /// <summary>
    /// Calls back once for each batch, in evaluation mode and without gradients. Output and target are as in training and
    /// live for the call only.
    /// </summary>
    public void ForEachBatch(IReadOnlyList<int> samples, Action<int[], Tensor, Tensor> visit, Action check)
    {
        network.Module.eval();
        try
        {
            using var noGrad = no_grad();
            foreach (var batch in samples.Chunk(recipe.Training.BatchSize))
            {
                check();
                using var scope = NewDisposeScope();
                var (images, labels) = loader.LoadWhole(batch);
                var target = task.Target([.. batch.Select(sample => loader.Cache.Samples[sample])], null, labels).to(images.device);
                visit(batch, network.Judge(images), target);
            }
        }
        finally
        {
            network.Train();
        }
    }

    /// <summary>Answers for each sample's original image, in the order of the batch.</summary>
    public Answer[] Answers(int[] batch, Tensor output) => ForEachImage(batch, output, task.Decoder.Decode);

    /// <summary>The probability of each class at each pixel of the original images, [classes + 1, pixels].</summary>
    public float[][] Probabilities(int[] batch, Tensor logits) => ForEachImage(batch, logits, (output, rows, columns) =>
        PredictionRestoration.ToProbabilities(output, (int)logits.shape[1], rows, columns, loader.Cache.Input));

    delegate T Reading<out T>(ReadOnlySpan<float> output, int rows, int columns);

    T[] ForEachImage<T>(int[] batch, Tensor output, Reading<T> read)
    {
        using var scope = NewDisposeScope();
        var values = output.cpu().contiguous();
        var floats = MemoryMarshal.Cast<byte, float>(values.bytes).ToArray();
        var length = floats.Length / batch.Length;
        var results = new T[batch.Length];
        Parallel.For(0, batch.Length, slot =>
        {
            var sample = loader.Cache.Samples[batch[slot]];
            results[slot] = read(floats.AsSpan(slot * length, length), sample.Rows, sample.Columns);
        });
        return results;
    }
}
