using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Studio.Contracts.Jobs;
using Studio.Features.Jobs;
using Studio.Hosting;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary>
/// The studio's services for one verb, on the data folder that a server may be using at the same time. A job that the
/// verb waits for is run by that server, or by this process when no other one runs jobs.
/// </summary>
public sealed class VerbHost : IAsyncDisposable
{
    /// <summary>A port that is free; only job processes of this machine connect.</summary>
    const string LoopbackUrl = "http://127.0.0.1:0";

    /// <summary>Signals closer together are one wish: some programs signal a process and then its whole group.</summary>
    static readonly TimeSpan SameWish = TimeSpan.FromMilliseconds(250);

    readonly WebApplication app;
    readonly JobOptions jobOptions;

    VerbHost(WebApplication app, JobOptions jobOptions)
    {
        this.app = app;
        this.jobOptions = jobOptions;
    }

    /// <exception cref="BadInputException">The folder holds no data; nothing is created there.</exception>
    public static async Task<VerbHost> OpenAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var folder = new DataFolder(parsed.GetRequiredValue(SharedOptions.Data).FullName);
        if (!File.Exists(folder.DatabaseFile))
            throw new BadInputException($"{folder.Root} is no data folder of the studio: it holds no database. Name another one with --data, or import images first.");
        var jobOptions = new JobOptions();
        var app = StudioHost.Build(new StudioOptions
        {
            DataFolder = folder.Root,
            Urls = LoopbackUrl,
            ServesPages = false,
            Jobs = jobOptions,
        });
        await StudioHost.PrepareAsync(app, cancellation);
        return new VerbHost(app, jobOptions);
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>Waits for a job to its end. Ctrl+C asks the job to end, a second Ctrl+C ends its process.</summary>
    /// <param name="jobId">A queued job.</param>
    /// <param name="onInterrupt">What the first Ctrl+C asks for.</param>
    /// <param name="show">Receives every event of the job.</param>
    public async Task<Job> RunJobAsync(Guid jobId, JobCommand onInterrupt, Action<JobEvent> show)
    {
        jobOptions.OnlyJob = jobId;
        await app.StartAsync();
        long? firstSignal = null;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);
        await foreach (var batch in Get<JobEventFeed>().WatchAsync(jobId, 0, CancellationToken.None))
        {
            foreach (var item in batch)
                show(item);
        }

        await app.StopAsync();
        return (await Get<JobStore>().FindAsync(jobId))!;

        void Ask(PosixSignalContext context)
        {
            context.Cancel = true;
            firstSignal ??= Stopwatch.GetTimestamp();
            var command = Stopwatch.GetElapsedTime(firstSignal.Value) < SameWish ? onInterrupt : JobCommand.Cancel;
            Get<JobQueue>().RequestAsync(jobId, command, CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
