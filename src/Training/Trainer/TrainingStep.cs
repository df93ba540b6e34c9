using Studio.Contracts.Recipes;
using Studio.Training.Augmentation;
using Studio.Training.Architectures;
using Studio.Training.Losses;
using Studio.Training.Tasks;
using TorchSharp;
using Studio.Torch;
using static TorchSharp.torch;

namespace Studio.Training.Trainer;

/// <summary>What changes from step to step.</summary>
/// <param name="Epoch">1-based, over the whole run.</param>
readonly record struct StepSettings(int Epoch, long Step, double LearningRate, double Momentum, LossRecipe Loss);

/// <summary>
/// One update of the weights. Images are computed in portions whose gradients add up: as many as the recipe says, and half
/// as many each time memory runs out; batch statistics are then those of the portions.
/// </summary>
sealed class TrainingStep(TrainingNetwork network, WeightUpdate update, BatchLoader loader, PredictionTask task, Recipe recipe)
{
    readonly Loss loss = task.TrainingLoss;
    readonly IDeeplySupervised? supervised = recipe.Architecture.DeepSupervision ? network.Module as IDeeplySupervised : null;

    /// <summary>Images computed at once; the batch size until memory ran out.</summary>
    public int MicroBatch { get; set; } = recipe.Training.BatchSize;

    /// <summary>Called with a sentence when the batch had to be split.</summary>
    public Action<string>? MemoryRanOut { get; set; }

    /// <summary>Test seam: called before each forward pass with its number of images.</summary>
    internal Action<int>? BeforeForward { get; set; }

    /// <returns>Mean loss over the samples.</returns>
    public double Run(ReadOnlySpan<SampleDraw> samples, StepSettings settings)
    {
        update.SetRates(settings.LearningRate, settings.Momentum);
        while (true)
        {
            try
            {
                return Update(samples, settings);
            }
            catch (TorchException problem) when (IsOutOfMemory(problem) && MicroBatch > 1)
            {
                update.Clear();
                var before = MicroBatch;
                MicroBatch = (MicroBatch + 1) / 2;
                MemoryRanOut?.Invoke($"Memory ran out with batch {before}, training goes on with batch {MicroBatch} and the same step size.");
            }
        }
    }

    double Update(ReadOnlySpan<SampleDraw> samples, StepSettings settings)
    {
        update.Clear();
        var draws = AugmentationDraw.OfBatch(recipe.Augmentation, recipe.Training.Seed, settings.Epoch, samples);
        double total = 0;
        for (var start = 0; start < samples.Length; start += MicroBatch)
        {
            var length = Math.Min(MicroBatch, samples.Length - start);
            var share = (double)length / samples.Length;
            total += share * Backward(samples.Slice(start, length), draws.AsSpan(start, length).ToArray(), settings.Loss, share);
        }

        LossNotFiniteException.ThrowIfNotFinite(total, settings.Epoch, settings.Step);
        update.Apply(settings.Epoch, settings.Step);
        return total;
    }

    double Backward(ReadOnlySpan<SampleDraw> samples, AugmentationDraw[] draws, LossRecipe lossSettings, double share)
    {
        using var scope = NewDisposeScope();
        BeforeForward?.Invoke(samples.Length);
        var (images, labels) = loader.Load(samples);
        var (changed, moved) = BatchAugmenter.Apply(images, labels, draws, recipe.Augmentation, loader.Margin);
        var target = task.Target([.. samples.ToArray().Select(draw => loader.Cache.Samples[draw.Sample])], draws, moved).to(changed.device);
        if (recipe.Augmentation.MixUp > 0)
        {
            (changed, target) = MixUp.Apply(changed, target, draws);
        }

        var value = supervised is null
            ? loss(network.Forward(changed), target, lossSettings)
            : DeepSupervision.Compute(loss, network.ForwardAll(supervised, changed), target, lossSettings);
        update.Scale(share == 1 ? value : value * share).backward();
        return value.ToDouble();
    }

    /// <summary>libtorch has no own type for it across versions; CUDA and CPU allocators say it in words.</summary>
    static bool IsOutOfMemory(TorchException problem) =>
        problem.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
        || problem.Message.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase);
}
