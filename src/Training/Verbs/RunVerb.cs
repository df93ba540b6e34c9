using System.CommandLine;
using Studio.Contracts.Jobs;
using Studio.Training.Jobs;
using Studio.Training.Worker;

namespace Studio.Training.Verbs;

/// <summary><c>run</c>: does the one job that the token in the environment stands for.</summary>
static class RunVerb
{
    public static Command Create()
    {
        var command = new Command("run", $"Runs one job. Needs {WorkerProtocol.UrlVariable} and {WorkerProtocol.TokenVariable} in the environment.");
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var url = Environment.GetEnvironmentVariable(WorkerProtocol.UrlVariable);
        var token = Environment.GetEnvironmentVariable(WorkerProtocol.TokenVariable);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var studioAddress) || string.IsNullOrEmpty(token))
        {
            await Console.Error.WriteLineAsync($"{WorkerProtocol.UrlVariable} and {WorkerProtocol.TokenVariable} must be set; the studio sets them when it starts a job.");
            return ExitCodes.BadInput;
        }

        using var studio = new StudioClient(studioAddress, token);
        try
        {
            return await RunJobAsync(studio, await studio.GetJobAsync(cancellationToken), cancellationToken);
        }
        catch (StudioRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return ExitCodes.NoLongerOurs;
        }
    }

    static async Task<int> RunJobAsync(StudioClient studio, JobSpec spec, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(spec.WorkFolder);
        await using var folderLock = await WorkFolderLock.TakeAsync(spec.WorkFolder, cancellationToken);
        using var control = new JobControl();
        var log = EventLog.Open(Path.Combine(spec.WorkFolder, "events.jsonl"));
        var connection = new WorkerConnection(studio, log, new BlobOutbox(Path.Combine(spec.WorkFolder, "outbox")));
        connection.CommandReceived += control.Obey;
        await connection.StartAsync(cancellationToken);
        var work = log.Recovered is [.., JobEnded ended]
            ? Task.FromResult(ended)
            : new JobRunner(spec, studio, connection, control).RunAsync();
        var interrupted = Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        var first = await Task.WhenAny(work, connection.Refused, interrupted);
        if (first == connection.Refused)
        {
            // The job is no longer ours: nothing may be written or reported any more.
            await Console.Error.WriteLineAsync(new StudioRefusedException().Message);
            ProcessEnd.Now(ExitCodes.NoLongerOurs);
        }

        if (first == interrupted)
        {
            await Console.Error.WriteLineAsync("Interrupted. The job resumes from its last epoch when it is started again.");
            ProcessEnd.Now(ExitCodes.Interrupted);
        }

        await connection.FlushAsync(cancellationToken);
        await connection.DisposeAsync();
        return (await work).State == JobState.Failed ? ExitCodes.Failed : ExitCodes.Done;
    }
}
