using Studio.Contracts.Jobs;
using Studio.ScriptedWorker;
using Studio.Training.Worker;

if (args is not ["run"])
{
    await Console.Error.WriteLineAsync("usage: run");
    return 2;
}

var url = Environment.GetEnvironmentVariable(WorkerProtocol.UrlVariable)!;
var token = Environment.GetEnvironmentVariable(WorkerProtocol.TokenVariable)!;
using var studio = new StudioClient(new Uri(url), token);
try
{
    var job = await studio.GetJobAsync(CancellationToken.None);
    using var log = EventLog.Open(Path.Combine(Directory.CreateDirectory(job.WorkFolder).FullName, "events.jsonl"));
    await using var connection = new WorkerConnection(studio, log, new BlobOutbox(Path.Combine(job.WorkFolder, "outbox")));
    return await new ScriptedJob(job, log.Recovered, connection).RunAsync();
}
catch (StudioRefusedException)
{
    return 3;
}
