using System.Diagnostics;
using System.Text;
using Studio.Contracts.Jobs;
using Studio.Training.Worker;

namespace Studio.ScriptedWorker;

/// <summary>Goes through the events of a training, an evaluation or an export without computing anything.</summary>
sealed class ScriptedJob
{
    readonly JobSpec job;
    readonly IReadOnlyList<JobEvent> history;
    readonly WorkerConnection connection;
    readonly Script script;
    JobCommand? command;

    public ScriptedJob(JobSpec job, IReadOnlyList<JobEvent> history, WorkerConnection connection)
    {
        this.job = job;
        this.history = history;
        this.connection = connection;
        script = new Script(job.Recipe.Summary);
        connection.CommandReceived += given => command = script.IsDeaf ? null : given;
    }

    public async Task<int> RunAsync()
    {
        await connection.StartAsync(CancellationToken.None);
        var work = job.Kind switch
        {
            JobKind.Train => TrainAsync(),
            JobKind.Evaluate => EvaluateAsync(),
            _ => ExportAsync(),
        };
        await Task.WhenAny(work, connection.Refused);
        if (connection.Refused.IsCompleted)
            return 3;
        await work;
        await connection.FlushAsync(CancellationToken.None);
        return 0;
    }

    async Task TrainAsync()
    {
        var done = history.OfType<CheckpointSaved>().Select(saved => saved.Epoch).DefaultIfEmpty(0).Max();
        var attempt = 1 + history.OfType<JobStarted>().Count();
        connection.Report(new JobStarted("cpu", "none", 1, "float32", 1000, 6, 2, 2, script.Epochs, script.StepsPerEpoch, done, [0.1]));
        for (var epoch = done + 1; epoch <= script.Epochs && command is not (JobCommand.Stop or JobCommand.Cancel); epoch++)
        {
            if (await MisbehaveAsync(epoch, attempt))
                return;
            await PlayEpochAsync(epoch);
        }

        connection.Report(command switch
        {
            JobCommand.Cancel => new JobEnded(JobState.Cancelled, "Cancelled.", null),
            JobCommand.Stop => new JobEnded(JobState.Succeeded, "Stopped; the best checkpoint is kept.", null),
            _ => new JobEnded(JobState.Succeeded, "Finished.", null),
        });
    }

    /// <summary>True when the script ends the job here.</summary>
    async Task<bool> MisbehaveAsync(int epoch, int attempt)
    {
        if (epoch == script.KillAt && attempt <= script.KillAttempts)
        {
            await connection.FlushAsync(CancellationToken.None);
            Process.GetCurrentProcess().Kill();
            await Task.Delay(Timeout.Infinite);
        }

        if (epoch == 1 && script.ExitCode > 0)
        {
            await Console.Error.WriteLineAsync("The scripted process was told to leave.");
            Environment.Exit(script.ExitCode);
        }

        if (epoch != script.FailAt)
            return false;
        connection.Report(new JobEnded(JobState.Failed, "The loss is not a number.", "epoch " + epoch));
        return true;
    }

    async Task PlayEpochAsync(int epoch)
    {
        for (var step = 1; step <= script.StepsPerEpoch; step++)
            connection.Report(new StepMetrics(epoch, ((epoch - 1) * script.StepsPerEpoch) + step, 1.0 / epoch, 0.001, 10, 1 << 20));
        await Task.Delay(script.EpochMs);
        var iou = 1 - (1.0 / (epoch + 1));
        connection.Report(new EpochMetrics(
            epoch, 1.0 / epoch, 1.0 / epoch, [.. job.Classes.Select(_ => (double?)iou)], iou, 0.001, 10, 1 << 20, null,
            (script.Epochs - epoch) * script.EpochMs / 1000.0, IsBest: true));
        var weights = new byte[script.CheckpointBytes];
        Encoding.UTF8.GetBytes($"{job.JobId} {epoch}").CopyTo(weights, 0);
        connection.Report(new CheckpointSaved(epoch, connection.AddBlob(weights), IsBest: true));
    }

    async Task EvaluateAsync()
    {
        var images = job.Samples.Where(sample => sample.Split == job.EvaluationSplit).ToList();
        if (job.Checkpoint is null || images.Count == 0)
        {
            connection.Report(new JobEnded(JobState.Failed, "Nothing to evaluate.", null));
            return;
        }

        await Task.Delay(script.EpochMs);
        var metrics = new Dictionary<string, MetricValue> { ["iou.mean"] = new(0.5, 0.4, 0.6, images.Count) };
        connection.Report(new EvaluationResult(job.EvaluationSplit, images.Count, images.Count, metrics, [], 0.1));
        connection.Report(new JobEnded(JobState.Succeeded, "Evaluated.", null));
    }

    async Task ExportAsync()
    {
        await Task.Delay(script.EpochMs);
        var onnx = connection.AddBlob(Encoding.UTF8.GetBytes($"model of {job.JobId}"));
        var card = connection.AddBlob(Encoding.UTF8.GetBytes("# Card"));
        connection.Report(new PackageWritten(
            [
                new PackageFile("model.onnx", onnx.Length, onnx),
                new PackageFile("model-card.md", card.Length, card),
            ],
            1e-6,
            3));
        connection.Report(new JobEnded(JobState.Succeeded, "Exported.", null));
    }
}
