using System.Text.Json;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Tests.CommandLine;

public sealed class TrainingVerbTests
{
    [Fact]
    public async Task TrainEvaluateExport_WithoutServer_AnswerInJson()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=3");

        var train = await verbs.RunJsonAsync("train", "--project", VerbRunner.Project, "--recipe", "scripted", "--name", "First");
        var evaluate = await verbs.RunJsonAsync("evaluate", "--run", "1", "--project", VerbRunner.Project);
        var export = await verbs.RunJsonAsync("export", "--run", "1", "--project", VerbRunner.Project, "--to", verbs.Folder["package"]);

        Assert.Equal((1, "First", "succeeded", 3, "cpu"), (
            train.GetProperty("run").GetInt32(), train.GetProperty("name").GetString(), train.GetProperty("state").GetString(),
            train.GetProperty("epochs").GetInt32(), train.GetProperty("device").GetString()));
        var best = train.GetProperty("best");
        Assert.Equal((3, 0.75, 0.75), (best.GetProperty("epoch").GetInt32(), best.GetProperty("iou.mean").GetDouble(), best.GetProperty("iou.lesion").GetDouble()));
        Assert.Equal(10, train.GetProperty("imagesPerSecond").GetDouble());
        var iou = evaluate.GetProperty("metrics").GetProperty("iou.mean");
        Assert.Equal([0.4, 0.6], iou.GetProperty("ci95").EnumerateArray().Select(bound => bound.GetDouble()));
        Assert.Equal(0.5, iou.GetProperty("mean").GetDouble());
        Assert.Equal(1e-6, export.GetProperty("parity").GetProperty("maxAbsDiff").GetDouble());
        var files = export.GetProperty("files").EnumerateArray().Select(file => file.GetString()!).ToList();
        Assert.Equal(["model-card.md", "model.onnx"], files.Order());
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(verbs.Folder["package"], file))));
    }

    [Fact]
    public async Task Export_OfOneFormat_LeavesTheRest()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1");
        await verbs.RunJsonAsync("train", "--project", VerbRunner.Project, "--recipe", "scripted");

        await verbs.RunJsonAsync("export", "--run", "1", "--to", verbs.Folder["onnx"], "--format", "onnx");

        Assert.Equal(["model.onnx"], Directory.GetFiles(verbs.Folder["onnx"]).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Train_WithServerOnSameFolder_IsRunByServer()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=20 epochMs=100");
        await using var server = await StudioProcess.StartAsync(verbs.Data, environment: VerbRunner.ScriptedJobs);
        var jobs = new JobStore(new Database(new DataFolder(verbs.Data)));

        var train = verbs.RunJsonAsync("train", "--project", VerbRunner.Project, "--recipe", "scripted");
        var owner = await WaitForOwnerAsync(jobs);

        Assert.Equal($"{Environment.MachineName}/{server.ProcessId}", owner);
        Assert.Equal("succeeded", (await train).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Train_WithSettings_KeepsThemWithTheRun()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1");

        await verbs.RunJsonAsync(
            "train", "--project", VerbRunner.Project, "--recipe", "scripted", "--set", "training.batchSize=3", "--set", "loss.name=soft-dice", "--seed", "9");

        var database = new Database(new DataFolder(verbs.Data));
        var run = (await new RunStore(database).FindAsync(1))!;
        Assert.Equal((3, "soft-dice", 9), (run.Recipe.Training.BatchSize, run.Recipe.Loss.Name, run.Seed));
        Assert.Contains("batchSize: 3", run.RecipeYaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_Interrupted_KeepsBestCheckpoint()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1000 epochMs=50");
        using var train = verbs.Start("train", "--project", VerbRunner.Project, "--recipe", "scripted", "--json");
        await ReadUntilAsync(train.StandardError, "Epoch 2 ");

        // As timeout(1) does: the process, then its group.
        VerbRunner.Interrupt(train);
        VerbRunner.Interrupt(train);
        var rest = train.StandardError.ReadToEndAsync();
        var json = JsonDocument.Parse(await train.StandardOutput.ReadToEndAsync()).RootElement;
        await train.WaitForExitAsync();

        Assert.Equal(0, train.ExitCode);
        Assert.Equal("succeeded", json.GetProperty("state").GetString());
        Assert.InRange(json.GetProperty("best").GetProperty("epoch").GetInt32(), 2, 999);
        Assert.Contains("best checkpoint is kept", await rest, StringComparison.Ordinal);
        Assert.DoesNotContain("info:", await rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Train_InterruptedTwice_EndsProcessThatDoesNotObey()
    {
        using var verbs = await VerbRunner.CreateAsync("epochs=1000 epochMs=50 deaf=1");
        using var train = verbs.Start("train", "--project", VerbRunner.Project, "--recipe", "scripted", "--json");
        await ReadUntilAsync(train.StandardError, "Epoch 1 ");

        VerbRunner.Interrupt(train);
        await Task.Delay(TimeSpan.FromMilliseconds(400));
        VerbRunner.Interrupt(train);
        var rest = train.StandardError.ReadToEndAsync();
        var json = JsonDocument.Parse(await train.StandardOutput.ReadToEndAsync()).RootElement;
        await train.WaitForExitAsync();
        await rest;

        Assert.Equal((1, "cancelled"), (train.ExitCode, json.GetProperty("state").GetString()));
        var job = (await new JobStore(new Database(new DataFolder(verbs.Data))).ListByRunAsync(1))[0];
        var processes = Directory.GetDirectories("/proc").Select(folder => Path.Combine(folder, "environ"));
        Assert.DoesNotContain(processes, file => Holds(file, job.Id.ToString("D")));
    }

    [Fact]
    public async Task Train_ThatFails_SaysWhyAndExitsWithOne()
    {
        using var verbs = await VerbRunner.CreateAsync("failAt=1");

        var result = await verbs.RunAsync("train", "--project", VerbRunner.Project, "--recipe", "scripted", "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal("The loss is not a number.", VerbRunner.Parse(result).GetProperty("reason").GetString());
    }

    static async Task<string> WaitForOwnerAsync(JobStore jobs)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            if ((await jobs.ListOpenAsync(limit.Token)).FirstOrDefault(job => job.LeaseOwner is not null) is { } job)
                return job.LeaseOwner!;
            await Task.Delay(20, limit.Token);
        }
    }

    static bool Holds(string file, string text)
    {
        try
        {
            return File.ReadAllText(file).Contains(text, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static async Task ReadUntilAsync(StreamReader reader, string mark)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.Contains(mark, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"The verb ended before it printed \"{mark}\".");
    }
}
