using Studio.Contracts.Recipes;
using Studio.Training.Augmentation;
using Studio.Training.Losses;
using Studio.Training.Optimizers;
using Studio.Training.Tasks;
using TorchSharp;
using Studio.Torch;
using static TorchSharp.torch;

namespace Studio.Training.Trainer;

/// <summary>
/// One update of the weights. Images are computed in portions whose gradients add up: as many as the recipe says, and half
/// as many each time memory runs out; batch statistics are then those of the portions.
/// </summary>
sealed class TrainingStep(TrainingNetwork network, optim.Optimizer optimizer, BatchLoader loader, PredictionTask task, Recipe recipe)
{
    readonly Loss loss = task.TrainingLoss;

    /// <summary>Images computed at once; the batch size until memory ran out.</summary>
    public int MicroBatch { get; set; } = recipe.Training.BatchSize;

    /// <summary>Called with a sentence when the batch had to be split.</summary>
    public Action<string>? MemoryRanOut { get; set; }

    /// <summary>Test seam: called before each forward pass with its number of images.</summary>
    internal Action<int>? BeforeForward { get; set; }

    /// <param name="epoch">1-based, over the whole run.</param>
    /// <returns>Mean loss over the samples.</returns>
    public double Run(ReadOnlySpan<SampleDraw> samples, int epoch, double learningRate)
    {
        OptimizerCatalog.SetLearningRate(optimizer, learningRate);
        while (true)
        {
            try
            {
                return Update(samples, epoch);
            }
            catch (TorchException problem) when (IsOutOfMemory(problem) && MicroBatch > 1)
            {
                optimizer.zero_grad();
                var before = MicroBatch;
                MicroBatch = (MicroBatch + 1) / 2;
                MemoryRanOut?.Invoke($"Memory ran out with batch {before}, training goes on with batch {MicroBatch} and the same step size.");
            }
        }
    }

    double Update(ReadOnlySpan<SampleDraw> samples, int epoch)
    {
        optimizer.zero_grad();
        double total = 0;
        for (var start = 0; start < samples.Length; start += MicroBatch)
        {
            var part = samples.Slice(start, Math.Min(MicroBatch, samples.Length - start));
            var share = (double)part.Length / samples.Length;
            total += share * Backward(part, epoch, share);
        }

        if (recipe.Training.GradientClip > 0)
        {
            nn.utils.clip_grad_norm_(network.Module.parameters(), recipe.Training.GradientClip);
        }

        optimizer.step();
        return total;
    }

    double Backward(ReadOnlySpan<SampleDraw> samples, int epoch, double share)
    {
        using var scope = NewDisposeScope();
        BeforeForward?.Invoke(samples.Length);
        var (images, labels) = loader.Load(samples);
        var draws = new AugmentationDraw[samples.Length];
        for (var slot = 0; slot < draws.Length; slot++)
        {
            draws[slot] = AugmentationDraw.Of(recipe.Augmentation, recipe.Training.Seed, epoch, samples[slot].Sample, samples[slot].Copy);
        }

        var (changed, moved) = BatchAugmenter.Apply(images, labels, draws, recipe.Augmentation);
        var target = task.Target([.. samples.ToArray().Select(draw => loader.Cache.Samples[draw.Sample])], draws, moved).to(changed.device);
        var value = loss(network.Forward(changed), target, recipe.Loss);
        (share == 1 ? value : value * share).backward();
        return value.ToDouble();
    }

    /// <summary>libtorch has no own type for it across versions; CUDA and CPU allocators say it in words.</summary>
    static bool IsOutOfMemory(TorchException problem) =>
        problem.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
        || problem.Message.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase);
}
