using System.Diagnostics;
using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Devices;
using Studio.Training.Losses;
using Studio.Training.Tasks;
using Studio.Training.Trainer;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Verbs;

/// <param name="Loss">Of the last step; NaN before the first.</param>
sealed record BenchStepResult(IReadOnlyList<double> StepMs, double Loss, long PeakMemoryBytes, string Version);

/// <summary>A network with its loss, its optimiser and one batch of random data, stepped as a run does it.</summary>
sealed class BenchStep : IDisposable
{
    readonly TrainingNetwork network;
    readonly WeightUpdate update;
    readonly Loss loss;
    readonly Recipe recipe;
    readonly Tensor images;
    readonly Tensor target;
    double lastLoss;

    /// <param name="classes">Without background.</param>
    /// <param name="place">cpu or cuda.</param>
    public BenchStep(Recipe recipe, int classes, string place)
    {
        this.recipe = recipe;
        var device = ComputeDevice.Choose(place, recipe.Training.Precision);
        network = TrainingNetwork.Create(recipe, classes, device);
        network.Freeze(recipe.Transfer.Freeze);
        update = new WeightUpdate(network, recipe, device);
        update.SetRates(recipe.Optimizer.LearningRate, recipe.Optimizer.Momentum);
        loss = PredictionTask.Create(recipe, BenchClasses.Of(classes)).TrainingLoss;
        (images, target) = BenchBatch.Create(recipe, classes);
        if (device.IsCuda)
        {
            (images, target) = (images.to(device.Device), target.to(device.Device));
        }
    }

    /// <summary>
    /// Weights (weights.NAME), images and target, and what one forward and backward pass makes of them in float32 and
    /// training mode: output, loss and norm of the gradient. A peer that gets the same numbers has the same network.
    /// </summary>
    public void Share(string path)
    {
        using var scope = NewDisposeScope();
        var shared = network.Module.state_dict().ToDictionary(pair => $"weights.{pair.Key}", pair => pair.Value.detach().clone());
        (shared["images"], shared["target"]) = (images, target);
        update.Clear();
        var output = network.Module.call(TorchRuntime.ChannelsLast(images));
        var value = loss(output, target, recipe.Loss);
        value.backward();
        shared["output"] = output.detach();
        shared["loss"] = value.detach();
        shared["gradient"] = tensor(nn.utils.clip_grad_norm_(network.Module.parameters(), double.PositiveInfinity));
        SafeTensors.Write(path, shared);
    }

    public BenchStepResult Measure(int steps)
    {
        var times = new List<double>(steps);
        for (var step = 0; step < steps; step++)
        {
            var clock = Stopwatch.StartNew();
            lastLoss = Step(step);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return new BenchStepResult(times, lastLoss, ProcessMemory.Peak, TorchRuntime.LibtorchVersion);
    }

    public void Dispose()
    {
        update.Dispose();
        network.Dispose();
        images.Dispose();
        target.Dispose();
    }

    double Step(int number)
    {
        update.Clear();
        using var scope = NewDisposeScope();
        var value = loss(network.Forward(images), target, recipe.Loss);
        value.backward();
        update.Apply(1, number);

        // Reading the number waits for all that a GPU was given before, the update included.
        return value.ToDouble();
    }
}
