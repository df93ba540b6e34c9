using System.Runtime.InteropServices;
using Studio.Training.Data;
using Studio.Training.Trainer;
using static TorchSharp.torch;

namespace Studio.Training.Evaluation;

/// <summary>Runs a network over samples of the cache and brings its answers back to the original images.</summary>
sealed class SegmentationPredictor(TrainingNetwork network, BatchLoader loader, int batchSize)
{
    /// <summary>
    /// Calls back once for each batch, in evaluation mode and without gradients. The logits are float32
    /// [N, classes, H, W] on the device and live for the call only, as do the int64 labels [N, H, W].
    /// </summary>
    public void ForEachBatch(IReadOnlyList<int> samples, Action<int[], Tensor, Tensor> visit, Action check)
    {
        network.Module.eval();
        try
        {
            using var noGrad = no_grad();
            foreach (var batch in samples.Chunk(batchSize))
            {
                check();
                using var scope = NewDisposeScope();
                var (images, labels) = loader.Load(batch);
                visit(batch, network.Forward(images), labels.to(ScalarType.Int64));
            }
        }
        finally
        {
            network.Module.train();
        }
    }

    /// <summary>Predicted classes [rows, columns] of each sample's original image, in the order of the batch.</summary>
    public byte[][] ToLabelmaps(int[] batch, Tensor logits)
    {
        using var scope = NewDisposeScope();
        var scores = logits.cpu().contiguous();
        var floats = MemoryMarshal.Cast<byte, float>(scores.bytes).ToArray();
        var length = floats.Length / batch.Length;
        var labelmaps = new byte[batch.Length][];
        Parallel.For(0, batch.Length, slot =>
        {
            var sample = loader.Cache.Samples[batch[slot]];
            labelmaps[slot] = PredictionRestoration.ToLabelmap(
                floats.AsSpan(slot * length, length), network.Classes, sample.Rows, sample.Columns, loader.Cache.Input);
        });
        return labelmaps;
    }
}
