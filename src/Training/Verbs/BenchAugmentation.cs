using System.Diagnostics;
using Studio.Contracts.Recipes;
using Studio.Training.Augmentation;
using Studio.Training.Data;
using Studio.Training.Devices;
using Studio.Training.Tasks;
using Studio.Training.Trainer;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Verbs;

/// <summary>One training whose steps change the images in different ways, in turns: not at all, as the recipe says, in every way.</summary>
sealed class BenchAugmentation : IDisposable
{
    const int Classes = 2;
    const int WarmupRounds = 2;

    /// <summary>Every change that a segmentation can have, as strong as recipes have it.</summary>
    static readonly AugmentationRecipe Everything = new()
    {
        FlipHorizontal = true, FlipVertical = true, RotationDegrees = 15, ShearDegrees = 5, Scale = 0.1, Translation = 0.05, Crop = 0.1,
        ElasticAmount = 0.02, ElasticSmoothness = 0.1, Blur = 1, Brightness = 0.2, Contrast = 0.2, Gamma = 0.2, Noise = 0.05, CutOut = 0.2,
    };

    readonly TrainingNetwork network;
    readonly WeightUpdate update;
    readonly BatchLoader loader;
    readonly IReadOnlyList<(string Name, TrainingStep Step, AugmentationRecipe Changes)> steps;
    readonly Recipe recipe;
    readonly int images;
    int round;

    /// <param name="place">cpu or cuda.</param>
    public BenchAugmentation(SampleCache cache, Recipe recipe, string place)
    {
        this.recipe = recipe;
        images = cache.Samples.Count;
        var device = ComputeDevice.Choose(place, recipe.Training.Precision);
        network = TrainingNetwork.Create(recipe, Classes, device);
        update = new WeightUpdate(network, recipe, device);
        loader = new BatchLoader(cache, device, recipe);
        steps =
        [
            .. new[] { ("none", AugmentationRecipe.None), ("the recipe's", recipe.Augmentation), ("everything", Everything) }.Select(pair =>
            {
                var changed = recipe with { Augmentation = pair.Item2 };
                var task = PredictionTask.Create(changed, BenchClasses.Of(Classes));
                return (pair.Item1, new TrainingStep(network, update, loader, task, changed), pair.Item2);
            }),
        ];
        for (var warm = 0; warm < WarmupRounds; warm++)
        {
            Round();
        }
    }

    /// <summary>One step with each augmentation, on other images each time.</summary>
    /// <returns>Images per second by name.</returns>
    public IReadOnlyDictionary<string, double> Round()
    {
        var draws = NextDraws();
        var settings = new StepSettings(round, round, recipe.Optimizer.LearningRate, recipe.Optimizer.Momentum, recipe.Loss);
        var rates = new Dictionary<string, double>();
        // Whoever is first in one round is last in another: what stays in the processor's cache meets all alike.
        foreach (var (name, step, _) in steps.Skip(round % steps.Count).Concat(steps.Take(round % steps.Count)))
        {
            var clock = Stopwatch.StartNew();
            step.Run(draws, settings);
            rates[name] = draws.Length / clock.Elapsed.TotalSeconds;
        }

        return steps.ToDictionary(step => step.Name, step => rates[step.Name]);
    }

    /// <summary>Milliseconds to load and change the images of one step, without learning from them, by name.</summary>
    public IReadOnlyDictionary<string, double> PrepareBatches()
    {
        var draws = NextDraws();
        var times = new Dictionary<string, double>();
        foreach (var (name, _, changes) in steps)
        {
            using var scope = NewDisposeScope();
            var clock = Stopwatch.StartNew();
            var (batch, labels) = loader.Load(draws);
            var (changed, _) = BatchAugmenter.Apply(batch, labels, AugmentationDraw.OfBatch(changes, recipe.Training.Seed, round, draws), changes);
            if (changed.device.type == DeviceType.CUDA)
            {
                // A GPU is only asked to begin: reading a number waits until it has ended.
                changed.flatten()[0].item<float>();
            }

            times[name] = clock.Elapsed.TotalMilliseconds;
        }

        return times;
    }

    /// <summary>The next images of the cache, round and round.</summary>
    SampleDraw[] NextDraws()
    {
        var first = round++ * recipe.Training.BatchSize;
        return [.. Enumerable.Range(first, recipe.Training.BatchSize).Select(index => new SampleDraw(index % images))];
    }

    public void Dispose()
    {
        update.Dispose();
        network.Dispose();
    }
}
