using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Devices;
using Studio.Training.Losses;
using Studio.Training.Optimizers;
using Studio.Training.Trainer;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Verbs;

/// <summary><c>bench-step</c>: times training steps as a run makes them, without data loading; bench/peer/unet_step.py is the counterpart.</summary>
static class BenchStepVerb
{
    const int WarmupSteps = 3;

    sealed record Result(IReadOnlyList<double> StepMs, double Loss, long PeakMemoryBytes, string Version);

    public static Command Create()
    {
        var steps = new Option<int>("--steps") { DefaultValueFactory = _ => 20, Description = "Steps to time." };
        var size = new Option<int>("--size") { DefaultValueFactory = _ => 256, Description = "Rows and columns." };
        var batch = new Option<int>("--batch") { DefaultValueFactory = _ => 8 };
        var width = new Option<int>("--base") { DefaultValueFactory = _ => 16, Description = "Channels of the first level." };
        var classes = new Option<int>("--classes") { DefaultValueFactory = _ => 3, Description = "With background." };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 2 };
        var precision = new Option<string>("--precision") { DefaultValueFactory = _ => "auto" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object (always so)." };
        var command = new Command("bench-step", "Times training steps.") { steps, size, batch, width, classes, threads, precision, json };
        command.SetAction(parsed =>
        {
            var recipe = new Recipe
            {
                Name = "bench",
                Summary = "bench",
                Input = new InputRecipe { Height = parsed.GetValue(size), Width = parsed.GetValue(size) },
                Architecture = new ArchitectureRecipe { BaseChannels = parsed.GetValue(width) },
                Training = new TrainingRecipe { BatchSize = parsed.GetValue(batch), Precision = parsed.GetValue(precision)! },
            };
            var result = OnOneThread(() => Run(recipe, parsed.GetValue(classes), parsed.GetValue(steps), parsed.GetValue(threads)));
            Console.Out.WriteLine(JsonSerializer.Serialize(result, ContractJson.Options));
            return ExitCodes.Done;
        });
        return command;
    }

    static Result OnOneThread(Func<Result> run)
    {
        Result? result = null;
        var thread = new Thread(() => result = run());
        thread.Start();
        thread.Join();
        return result ?? throw new InvalidOperationException("The benchmark ended without a result.");
    }

    static Result Run(Recipe recipe, int classes, int steps, int threads)
    {
        ComputeDevice.PrepareThread(threads);
        var device = ComputeDevice.Choose("cpu", recipe.Training.Precision);
        using var network = TrainingNetwork.Create(recipe, classes - 1, device);
        using var optimizer = OptimizerCatalog.Create(network.Module, recipe.Optimizer);
        using var images = randn(recipe.Training.BatchSize, recipe.Input.Channels, recipe.Input.Height, recipe.Input.Width);
        using var labels = randint(classes, [recipe.Training.BatchSize, recipe.Input.Height, recipe.Input.Width], ScalarType.Int64);
        var times = new List<double>();
        double loss = 0;
        for (var step = 0; step < WarmupSteps + steps; step++)
        {
            var clock = Stopwatch.StartNew();
            loss = Step(network, optimizer, recipe, images, labels);
            if (step >= WarmupSteps)
            {
                times.Add(clock.Elapsed.TotalMilliseconds);
            }
        }

        return new Result(times, loss, ProcessMemory.Peak, TorchRuntime.LibtorchVersion);
    }

    static double Step(TrainingNetwork network, optim.Optimizer optimizer, Recipe recipe, Tensor images, Tensor labels)
    {
        optimizer.zero_grad();
        using var scope = NewDisposeScope();
        var loss = LossCatalog.All[recipe.Loss.Name](network.Forward(images), labels, recipe.Loss);
        loss.backward();
        nn.utils.clip_grad_norm_(network.Module.parameters(), recipe.Training.GradientClip);
        optimizer.step();
        return loss.ToDouble();
    }
}
