using System.CommandLine;
using System.Globalization;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Runs;
using Studio.Features.Train;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>train</c>: queue a run and wait for it.</summary>
public static class TrainCommand
{
    const string AllFolds = "all";

    static readonly Option<string> Recipe = new("--recipe") { Description = "Name of the recipe ('recipes' lists them).", Required = true };

    static readonly Option<string[]> Set = new("--set")
    {
        Description = "Change one setting of the recipe, e.g. training.epochs=24. May be given several times.",
        DefaultValueFactory = _ => [],
    };

    static readonly Option<string> Device = new Option<string>("--device")
    {
        Description = "Where to train.",
        DefaultValueFactory = _ => "auto",
    }.AcceptOnlyFromAmong([.. RunChecks.Devices]);

    static readonly Option<string?> Name = new("--name") { Description = "Name of the run." };

    static readonly Option<int?> Seed = new("--seed") { Description = "Seed of everything random; the recipe's own when not given." };

    static readonly Option<int?> Version = new("--version")
    {
        Description = "Number of the dataset version to train on; the labels as they are now when not given.",
    };

    static readonly Option<string?> Fold = new("--fold") { Description = "Where the split has folds: the one to be judged on, or all for a run of each; the first when not given." };

    public static Command Create() => Verb.Create(
        "train",
        "Train a model on the labels as they are now, or on a version, and wait. Ctrl+C ends early and keeps the best checkpoint.",
        [RunOptions.Project, Version, Recipe, Set, Device, Name, Seed, Fold],
        RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var project = await RunOptions.RequireProjectAsync(host, parsed.GetRequiredValue(RunOptions.Project), cancellation);
        var (recipe, yaml) = ReadRecipe(host, parsed);
        var wish = new StartRun(
            project.Id, recipe, yaml, parsed.GetValue(Name), parsed.GetRequiredValue(Device), recipe.Training.Seed, UserId: null)
        {
            Version = parsed.GetValue(Version),
        };
        var runs = host.Get<RunService>();
        var all = parsed.GetValue(Fold) == AllFolds;
        var started = all
            ? await runs.StartFoldsAsync(wish, cancellation)
            : [await runs.StartAsync(wish with { Fold = ReadFold(parsed.GetValue(Fold)) }, cancellation)];
        foreach (var warning in started[0].Problems.Where(problem => !problem.Blocks))
            await Console.Error.WriteLineAsync(warning.Message);
        if (started.Any(item => item.Run is null))
            throw new BadInputException(string.Join(Environment.NewLine, started[0].Problems.Where(problem => problem.Blocks).Select(problem => problem.Message)));
        var reports = new List<(object Json, string Words, bool IsDone)>();
        foreach (var (run, jobId) in started.Select(item => (item.Run!, item.JobId!.Value)))
        {
            await Console.Error.WriteLineAsync($"Run {run.Number} of {project.Slug} is queued{(run.Fold is { } fold ? $", fold {fold}" : "")}.");
            reports.Add(await WaitAsync(parsed, run.Id, jobId, cancellation));
        }

        Verb.Print(
            parsed,
            all ? new { runs = reports.Select(report => report.Json) } : reports[0].Json,
            string.Join(Environment.NewLine, reports.Select(report => report.Words)));
        return reports.All(report => report.IsDone) ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>A host waits for one job, so each run has its own.</summary>
    static async Task<(object Json, string Words, bool IsDone)> WaitAsync(ParseResult parsed, long runId, Guid jobId, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        return await ReportAsync(host, runId, await host.RunJobAsync(jobId, JobCommand.Stop, ProgressLines.OnStandardError().Show));
    }

    static int? ReadFold(string? text)
    {
        if (text is null)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var fold)
            ? fold
            : throw new BadInputException($"--fold {text}: give a number, or {AllFolds}.");
    }

    static (Recipe Recipe, string Yaml) ReadRecipe(VerbHost host, ParseResult parsed)
    {
        var (recipe, yaml, _) = host.Get<RecipeCatalog>().Require(parsed.GetRequiredValue(Recipe));
        var changes = parsed.GetRequiredValue(Set).ToList();
        if (parsed.GetValue(Seed) is { } seed)
            changes.Add($"training.seed={seed.ToString(CultureInfo.InvariantCulture)}");
        if (changes.Count == 0)
            return (recipe, yaml);
        var changed = RecipeOverrides.Apply(recipe, changes).Require();
        return (changed, RecipeWriter.Write(changed));
    }

    static async Task<(object Json, string Words, bool IsDone)> ReportAsync(VerbHost host, long runId, Job job)
    {
        var run = (await host.Get<RunStore>().FindAsync(runId))!;
        var version = (await host.Get<DatasetVersionStore>().FindAsync(run.VersionId))!;
        var events = host.Get<JobEventStore>();
        var start = await events.FindLatestAsync<JobStarted>(job.Id);
        var last = await events.FindLatestAsync<EpochMetrics>(job.Id);
        var json = new
        {
            run = run.Number,
            runId = run.Id,
            version = version.Number,
            name = run.Name,
            fold = run.Fold,
            state = job.State,
            reason = job.Reason,
            epochs = last?.Epoch ?? 0,
            best = Best(run, version.Classes),
            imagesPerSecond = last?.ImagesPerSecond,
            device = start?.Device,
            seconds = (job.EndedAt - job.StartedAt)?.TotalSeconds,
        };
        return (json, Words(run, job), job.State == JobState.Succeeded);
    }

    /// <summary>
    /// The best epoch's validation figures: <c>epoch</c>, then, for a run judged by IoU, <c>iou.mean</c> and <c>iou.</c> +
    /// each class; <c>score</c> names what it is judged by.
    /// </summary>
    static Dictionary<string, object?>? Best(Run run, IReadOnlyList<ClassDefinition> classes)
    {
        if (run.BestEpoch is not { } epoch)
            return null;
        var key = ScoreWording.Key(run.Score);
        var best = new Dictionary<string, object?> { ["epoch"] = epoch, ["score"] = run.Score.Name, [$"{key}.mean"] = run.BestScore };
        foreach (var (definition, value) in run.Score.PerClass ? classes.Zip(run.BestScores) : [])
            best[$"{key}.{definition.Name}"] = value;
        return best;
    }

    static string Words(Run run, Job job) => run.BestEpoch is { } epoch
        ? string.Create(CultureInfo.InvariantCulture, $"Run {run.Number}: {job.Reason} Best validation {run.Score.Name} {run.BestScore:0.000} in epoch {epoch}.")
        : $"Run {run.Number}: {job.Reason}";
}
