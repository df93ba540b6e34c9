using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Studio.Contracts;
using Studio.Contracts.Jobs;

namespace Studio.Training.Worker;

/// <summary>
/// Keeps a job in touch with the studio: events out, commands in, a heartbeat. Connects again for ever, because the
/// studio may restart while training goes on; only a refused token ends it (<see cref="Refused"/>).
/// </summary>
sealed class WorkerConnection : IJobReporter, IAsyncDisposable
{
    const int BatchEvents = 200;
    static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    readonly StudioClient studio;
    readonly EventQueue queue;
    readonly BlobOutbox outbox;
    readonly CancellationTokenSource closing = new();
    readonly TaskCompletionSource refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource attached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Task loop = Task.CompletedTask;

    public WorkerConnection(StudioClient studio, EventLog log, BlobOutbox outbox)
    {
        this.studio = studio;
        this.outbox = outbox;
        queue = new EventQueue(log);
    }

    /// <summary>Raised on a thread of the pool for every command of the studio.</summary>
    public event Action<JobCommand>? CommandReceived;

    /// <summary>Ends when the studio no longer accepts the token.</summary>
    public Task Refused => refused.Task;

    /// <summary>
    /// Connects and waits until the studio has told the number of the last event it stored, so that no number is given
    /// twice; ends early when the token is refused.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        loop = Task.Run(RunAsync, CancellationToken.None);
        await Task.WhenAny(attached.Task, Refused).WaitAsync(cancellationToken);
    }

    public void Report(JobEvent item) => queue.Add(item);

    public BlobReference AddBlob(ReadOnlySpan<byte> content) => outbox.Add(content);

    /// <summary>Waits until the studio has stored every event, or has refused the token.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        while (!queue.IsEmpty && !refused.Task.IsCompleted)
        {
            await Task.Delay(20, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await loop;
        queue.Dispose();
        closing.Dispose();
    }

    async Task RunAsync()
    {
        var wait = FirstWait;
        while (!closing.IsCancellationRequested)
        {
            try
            {
                await using var hub = Build();
                await hub.StartAsync(closing.Token);
                var connected = Stopwatch.GetTimestamp();
                try
                {
                    await ServeAsync(hub);
                }
                finally
                {
                    // A connection that breaks at once, e.g. over a file for which the studio has no room, is no success.
                    wait = Stopwatch.GetElapsedTime(connected) > LongestWait ? FirstWait : wait;
                }
            }
            catch (OperationCanceledException) when (closing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (IsRefusal(problem))
            {
                refused.TrySetResult();
                return;
            }
            catch (Exception problem)
            {
                ProcessLog.Write($"Connection to the studio: {problem.Message} Trying again in {wait.TotalSeconds:0.#} s.");
                queue.TryWrite();
                await Task.Delay(wait, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }
        }
    }

    static bool IsRefusal(Exception problem) =>
        problem is StudioRefusedException || (problem is HubException hub && StudioRefusedException.IsRefusal(hub));

    /// <summary>One connection, from attaching until it breaks.</summary>
    async Task ServeAsync(HubConnection hub)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        hub.Closed += _ => broken.CancelAsync();
        hub.On<JobCommand>(WorkerProtocol.Command, command => CommandReceived?.Invoke(command));
        try
        {
            Acknowledge(await hub.InvokeAsync<long>(WorkerProtocol.Attach, broken.Token));
            attached.TrySetResult();
            var heartbeat = HeartbeatAsync(hub, broken.Token);
            var sending = SendAsync(hub, broken.Token);
            await await Task.WhenAny(heartbeat, sending);
        }
        catch (OperationCanceledException) when (!closing.IsCancellationRequested)
        {
            throw new IOException("The connection was lost.");
        }
        finally
        {
            await broken.CancelAsync();
        }
    }

    static async Task HeartbeatAsync(HubConnection hub, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(WorkerProtocol.HeartbeatSeconds));
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await hub.InvokeAsync(WorkerProtocol.Heartbeat, cancellationToken);
        }
    }

    async Task SendAsync(HubConnection hub, CancellationToken cancellationToken)
    {
        while (true)
        {
            var batch = queue.NextBatch(BatchEvents);
            if (batch.Count == 0)
            {
                await queue.WaitAsync(TimeSpan.FromSeconds(1), cancellationToken);
                continue;
            }

            foreach (var item in batch)
            {
                await outbox.UploadForAsync(item, studio, cancellationToken);
            }

            Acknowledge(await hub.InvokeAsync<long>(WorkerProtocol.Report, batch.ToArray(), cancellationToken));
        }
    }

    void Acknowledge(long sequence)
    {
        foreach (var item in queue.Acknowledge(sequence))
        {
            outbox.Release(item);
        }
    }

    HubConnection Build()
    {
        var address = new UriBuilder(new Uri(studio.Studio, WorkerProtocol.HubPath))
        {
            Scheme = studio.Studio.Scheme == Uri.UriSchemeHttps ? "wss" : "ws",
            Query = $"access_token={Uri.EscapeDataString(studio.Token)}",
        };
        var builder = new HubConnectionBuilder();
        builder.Services.AddSingleton<IConnectionFactory>(new WebSocketConnectionFactory());
        builder.Services.AddSingleton<EndPoint>(new UriEndPoint(address.Uri));
        builder.AddJsonProtocol(options => ContractJson.Configure(options.PayloadSerializerOptions));
        return builder.Build();
    }
}
