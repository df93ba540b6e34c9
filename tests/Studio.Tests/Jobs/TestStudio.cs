using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Studio.Contracts.Jobs;
using Studio.Features.Account;
using Studio.Features.Jobs;
using Studio.Features.Runs;
using Studio.Harness;
using Studio.Hosting;
using Studio.Storage;

namespace Studio.Tests.Jobs;

/// <summary>A real studio in this process: Kestrel on a free port, SQLite, and scripted job processes.</summary>
sealed class TestStudio : IAsyncDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    readonly WebApplication app;

    TestStudio(WebApplication app) => this.app = app;

    static TestStudio() => Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Warning");

    /// <summary>Starts nothing, so that the test itself decides what happens when.</summary>
    public static JobOptions NoDispatch { get; } = new() { Dispatches = false, Pulse = TimeSpan.FromMilliseconds(50) };

    public static JobOptions Dispatch { get; } = new()
    {
        TrainingProgram = Repository.Program("tests/ScriptedWorker", "Studio.ScriptedWorker"),
        Pulse = TimeSpan.FromMilliseconds(50),
        CancelGrace = TimeSpan.FromSeconds(1),
    };

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<TestStudio> StartAsync(TemporaryFolder folder, JobOptions jobs, string url = "http://127.0.0.1:0")
    {
        var app = StudioHost.Build(new StudioOptions { DataFolder = folder["data"], Urls = url, Jobs = jobs });
        await StudioHost.PrepareAsync(app, CancellationToken.None);
        await app.StartAsync();
        return new TestStudio(app);
    }

    public IServiceProvider Services => app.Services;

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A graceful stop: job processes go on.</summary>
    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await WaitForProcessesOfEndedJobsAsync();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>A process that has not heard yet that its last report arrived would call for this studio for ever.</summary>
    async Task WaitForProcessesOfEndedJobsAsync()
    {
        var isIdle = (await Get<JobStore>().ListOpenAsync()).All(job => job.State != JobState.Running);
        for (var wait = 0; wait < 500 && isIdle && Get<JobProcesses>().Count > 0; wait++)
            await Task.Delay(20);
    }

    /// <summary>Claims the next job as a dispatcher would and gives its token; nothing is started.</summary>
    public async Task<ClaimedJob> ClaimAsync() =>
        await Get<JobStore>().ClaimNextAsync("test", TimeSpan.FromMinutes(1)) ?? throw new InvalidOperationException("No job waits.");

    public HttpClient HttpWithToken(string token)
    {
        var http = new HttpClient { BaseAddress = new Uri(Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public Task<JsonHubClient> ConnectWorkerAsync(string token) => JsonHubClient.ConnectAsync(
        Address, $"{WorkerProtocol.HubPath}?access_token={Uri.EscapeDataString(token)}", _ => { });

    /// <summary>A browser's cookie for a signed-in user; an owner if nobody is named.</summary>
    public string SignInCookie(CurrentUser? user = null)
    {
        var options = Get<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        var ticket = new AuthenticationTicket((user ?? new CurrentUser(1, "Test", "T", "owner")).ToPrincipal(scheme), scheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
    }

    /// <summary>Waits until a job satisfies a condition.</summary>
    public async Task<Job> WaitAsync(Guid jobId, Func<Job, bool> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var job = (await Get<JobStore>().FindAsync(jobId, limit.Token))!;
            if (condition(job))
                return job;
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"The job is {job.State}, attempt {job.Attempt}: {job.Reason} {job.Detail}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public Task<Job> WaitForEndAsync(Guid jobId) => WaitAsync(jobId, job => job.HasEnded);

    /// <summary>Waits until so many epochs are reported.</summary>
    public async Task WaitForEpochAsync(Guid jobId, int epoch)
    {
        await foreach (var batch in Get<JobEventFeed>().WatchAsync(jobId, 0, new CancellationTokenSource(Limit).Token))
        {
            if (batch.OfType<EpochMetrics>().Any(item => item.Epoch >= epoch))
                return;
        }
    }

    public Task<IReadOnlyList<JobEvent>> EventsAsync(Guid jobId) => Get<JobEventStore>().ReadAsync(jobId);

    /// <summary>Queues a training whose process follows the script.</summary>
    public async Task<(Run Run, Guid JobId)> StartRunAsync(string script)
    {
        var project = await LabelledProject.CreateAsync(app.Services);
        var recipe = LabelledProject.Recipe(script);
        var started = await Get<RunService>().StartAsync(new StartRun(project.Id, recipe, "text", null, "cpu", 7, null));
        Assert.DoesNotContain(started.Problems, problem => problem.Blocks);
        return (started.Run!, started.JobId!.Value);
    }
}
