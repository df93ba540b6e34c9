using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Recipes;
using Studio.Training.Devices;
using Studio.Training.Jobs;

namespace Studio.Training.Verbs;

/// <summary>
/// <c>bench-step</c>: times training steps of a recipe's network on random data, without loading or changing images;
/// bench/peer/training_step.py is the counterpart.
/// </summary>
static class BenchStepVerb
{
    const int WarmupSteps = 3;

    public static Command Create()
    {
        var recipe = new Option<string>("--recipe") { DefaultValueFactory = _ => "unet", Description = "Recipe file, or the name of an architecture." };
        var changes = new Option<string[]>("--set") { AllowMultipleArgumentsPerToken = true, Description = "Changes to it, key=value." };
        var classes = new Option<int>("--classes") { DefaultValueFactory = _ => 2, Description = "Without background." };
        var steps = new Option<int>("--steps") { DefaultValueFactory = _ => 20, Description = "Steps to time." };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 2 };
        var share = new Option<FileInfo?>("--share") { Description = "Writes weights, batch and what they give in float32 to this file first." };
        var turns = new Option<bool>("--turns") { Description = "Reads from standard input how many steps to time, line by line, until it ends." };
        var device = BenchDevice.Option();
        var command = new Command("bench-step", "Times training steps.") { recipe, changes, classes, steps, threads, share, turns, device };
        command.SetAction(parsed =>
        {
            var reading = BenchRecipe.Read(parsed.GetValue(recipe)!, parsed.GetValue(changes) ?? []);
            if (reading.Recipe is not { } read)
            {
                reading.Problems.ToList().ForEach(Console.Error.WriteLine);
                return ExitCodes.BadInput;
            }

            var (classCount, threadCount, file, place) =
                (parsed.GetValue(classes), parsed.GetValue(threads), parsed.GetValue(share), parsed.GetValue(device)!);
            return BenchThread.Run(() =>
            {
                ComputeDevice.PrepareThread(threadCount);
                // Compared where float32 is exact: a GPU rounds it in its convolutions.
                if (file is not null && place != BenchDevice.Processor)
                {
                    using var shared = new BenchStep(read, classCount, BenchDevice.Processor);
                    shared.Share(file.FullName);
                }

                using var step = new BenchStep(read, classCount, place);
                if (file is not null && place == BenchDevice.Processor)
                {
                    step.Share(file.FullName);
                }

                step.Measure(WarmupSteps);
                Measure(step, parsed.GetValue(turns) ? null : parsed.GetValue(steps));
            });
        });
        return command;
    }

    /// <param name="steps">Null: standard input says how many, again and again.</param>
    static void Measure(BenchStep step, int? steps)
    {
        if (steps is { } once)
        {
            Print(step.Measure(once));
            return;
        }

        Print(step.Measure(0));
        while (Console.In.ReadLine() is { } line)
        {
            Print(step.Measure(int.Parse(line, CultureInfo.InvariantCulture)));
        }
    }

    static void Print(BenchStepResult result) => Console.Out.WriteLine(JsonSerializer.Serialize(result, ContractJson.Options));
}

/// <summary>Training has one thread of its own in a run, and so has a measurement: libtorch's threads belong to it.</summary>
static class BenchThread
{
    /// <returns>Exit code; another exception in the measurement than that there is no such device ends the process as anywhere.</returns>
    public static int Run(Action measure)
    {
        var code = ExitCodes.Done;
        var thread = new Thread(() =>
        {
            try
            {
                measure();
            }
            catch (JobFailureException problem)
            {
                Console.Error.WriteLine(problem.Message);
                code = ExitCodes.BadInput;
            }
        });
        thread.Start();
        thread.Join();
        return code;
    }
}

/// <summary>Where a measurement computes.</summary>
static class BenchDevice
{
    public const string Processor = "cpu";

    public static Option<string> Option() =>
        new("--device") { DefaultValueFactory = _ => Processor, Description = "cpu or cuda." };
}

/// <summary>The recipe that is measured.</summary>
static class BenchRecipe
{
    /// <param name="source">A file, or an architecture, which is then trained by the first loss that fits.</param>
    public static RecipeReading Read(string source, IEnumerable<string> changes)
    {
        if (File.Exists(source))
        {
            var reading = RecipeReader.ReadFile(source);
            return reading.Recipe is { } read ? RecipeOverrides.Apply(read, changes) : reading;
        }

        if (!ArchitectureFacts.All.TryGetValue(source, out var facts))
        {
            var problem = new RecipeProblem(
                source, 0, "", "There is no such file and no such architecture.", string.Join(", ", RecipeNames.Architectures));
            return new RecipeReading(null, [problem]);
        }

        var recipe = new Recipe
        {
            Id = source,
            Name = source,
            Summary = "Measured on random data.",
            Task = facts.Task,
            Architecture = new ArchitectureRecipe { Name = source },
            Loss = new LossRecipe { Name = LossFacts.All.First(pair => pair.Value.Contains(facts.Output)).Key },
        };
        return RecipeOverrides.Apply(recipe, changes);
    }
}
