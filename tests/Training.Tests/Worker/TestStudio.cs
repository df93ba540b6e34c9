using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Studio.Contracts;
using Studio.Contracts.Jobs;

namespace Studio.Training.Tests.Worker;

/// <summary>The studio's side of the worker protocol, in memory, with switches for what can go wrong.</summary>
sealed class TestStudio : IAsyncDisposable
{
    public const string Token = "secret";

    WebApplication? app;
    int port;

    public JobSpec? Job { get; set; }

    public ConcurrentDictionary<string, byte[]> Blobs { get; } = new();

    /// <summary>Stored events by sequence; a second arrival of one is counted, not stored.</summary>
    public SortedDictionary<long, JobEvent> Events { get; } = [];

    public int Resent { get; private set; }

    public bool TokenValid { get; set; } = true;

    public int Heartbeats;

    /// <summary>Drops the connection instead of acknowledging, after storing; counts down.</summary>
    public int LostAcknowledgements;

    public Uri Url => new($"http://127.0.0.1:{port}/");

    public static async Task<TestStudio> StartAsync()
    {
        var studio = new TestStudio();
        await studio.RestartAsync();
        return studio;
    }

    public async Task StopAsync()
    {
        if (app is not null)
        {
            await app.StopAsync(new CancellationToken(canceled: true));
            await app.DisposeAsync();
            app = null;
        }
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}").UseShutdownTimeout(TimeSpan.FromMilliseconds(1));
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        builder.Services.AddSingleton(this);
        builder.Services
            .AddSignalR(options => options.MaximumReceiveMessageSize = WorkerProtocol.MaximumMessageBytes)
            .AddJsonProtocol(options => ContractJson.Configure(options.PayloadSerializerOptions));
        app = builder.Build();
        app.Use((context, next) => Authorise(context, next));
        app.MapHub<WorkerHub>(WorkerProtocol.HubPath);
        app.MapGet(WorkerProtocol.JobRoute, () => Results.Json(Job, ContractJson.Options));
        app.MapGet(WorkerProtocol.BlobRoute + "/{sha}", (string sha) => Blobs.TryGetValue(sha, out var blob) ? Results.Bytes(blob) : Results.NotFound());
        app.MapPut(WorkerProtocol.BlobRoute + "/{sha}", async (string sha, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            Assert.Equal(sha, Convert.ToHexStringLower(SHA256.HashData(body.ToArray())));
            Blobs[sha] = body.ToArray();
        });
        await app.StartAsync();
        port = new Uri(app.Urls.Single()).Port;
    }

    public BlobReference AddBlob(byte[] content)
    {
        var sha = Convert.ToHexStringLower(SHA256.HashData(content));
        Blobs[sha] = content;
        return new BlobReference(sha, content.Length);
    }

    public Task SendAsync(JobCommand command) =>
        app!.Services.GetRequiredService<IHubContext<WorkerHub>>().Clients.All.SendAsync(WorkerProtocol.Command, command);

    public IReadOnlyList<JobEvent> Snapshot()
    {
        lock (Events)
        {
            return [.. Events.Values];
        }
    }

    /// <summary>What evaluations said of images, in order.</summary>
    public IReadOnlyList<ImageResult> Images() => [.. Snapshot().OfType<EvaluatedImages>().SelectMany(part => part.Images)];

    public async Task<T> WaitForAsync<T>(Func<T, bool>? matches = null, int seconds = 30) where T : JobEvent
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(seconds); DateTime.UtcNow < deadline; await Task.Delay(20))
        {
            if (Snapshot().OfType<T>().FirstOrDefault(item => matches?.Invoke(item) ?? true) is { } found)
            {
                return found;
            }
        }

        throw new TimeoutException($"No {typeof(T).Name} within {seconds} s. Events: {string.Join(", ", Snapshot().Select(item => item.GetType().Name))}");
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    Task Authorise(HttpContext context, RequestDelegate next)
    {
        var bearer = context.Request.Headers.Authorization.ToString();
        var valid = TokenValid && (bearer == $"Bearer {Token}" || context.Request.Query["access_token"] == Token);
        if (valid)
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    long LastSequence => Events.Count == 0 ? 0 : Events.Keys.Max();

    sealed class WorkerHub(TestStudio studio) : Hub
    {
        public long Attach()
        {
            lock (studio.Events)
            {
                return studio.LastSequence;
            }
        }

        public void Heartbeat() => Interlocked.Increment(ref studio.Heartbeats);

        public long Report(JobEvent[] events)
        {
            if (!studio.TokenValid)
            {
                throw new HubException(WorkerProtocol.NoLongerYours);
            }

            lock (studio.Events)
            {
                foreach (var item in events)
                {
                    if (!studio.Events.TryAdd(item.Sequence, item))
                    {
                        studio.Resent++;
                    }
                }

                if (studio.LostAcknowledgements > 0)
                {
                    studio.LostAcknowledgements--;
                    Context.Abort();
                }

                return studio.LastSequence;
            }
        }
    }
}
