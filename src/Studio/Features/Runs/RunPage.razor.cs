using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Compare;
using Studio.Features.Jobs;
using Studio.Storage;

namespace Studio.Features.Runs;

/// <summary>Is it going well, when is it done?</summary>
public sealed partial class RunPage : IDisposable
{
    static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(1);
    static readonly TimeSpan RenderInterval = TimeSpan.FromMilliseconds(100);

    CancellationTokenSource following = new();
    RunDetails? details;
    RunTimeline timeline = new();
    (string Slug, int Number) shown;
    bool isMissing;
    bool mayReorder;
    bool mayOpenTest;
    ReaderCeiling? ceiling;
    string? refusal;

    [Parameter]
    public required string Slug { get; set; }

    [Parameter]
    public int Number { get; set; }

    /// <summary>Epoch of the pictures; null follows the latest.</summary>
    [SupplyParameterFromQuery]
    public int? Epoch { get; set; }

    /// <summary>typical or worst.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required RunDetailsReader Reader { get; init; }

    [Inject]
    public required RunService Runs { get; init; }

    [Inject]
    public required JobEventFeed Feed { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (Slug, Number))
            return;
        shown = (Slug, Number);
        ceiling = null;
        await following.CancelAsync();
        following.Dispose();
        following = new CancellationTokenSource();
        timeline = new RunTimeline();
        refusal = null;
        var user = CurrentUser.From((await Authentication).User);
        (mayReorder, mayOpenTest) = (user?.IsOwner == true, user?.Decides == true);
        var project = await Projects.FindAsync(Slug);
        details = project is null ? null : await Reader.FindAsync(project.Id, Number, following.Token);
        isMissing = details is null;
        if (details is null)
            return;
        _ = GuardAsync(FollowEventsAsync(following.Token));
        _ = GuardAsync(FollowStateAsync(following.Token));
    }

    public void Dispose()
    {
        following.Cancel();
        following.Dispose();
    }

    async Task FollowEventsAsync(CancellationToken cancellationToken)
    {
        if (details?.Run.JobId is not { } jobId)
            return;
        var rendered = DateTimeOffset.MinValue;
        await foreach (var batch in Feed.WatchAsync(jobId, 0, cancellationToken))
        {
            timeline.Add(batch);
            if (DateTimeOffset.UtcNow - rendered < RenderInterval)
                continue;
            rendered = DateTimeOffset.UtcNow;
            StateHasChanged();
        }

        details = await Reader.RefreshAsync(details, cancellationToken);
        StateHasChanged();
    }

    /// <summary>Place in the queue, pauses, evaluations and packages change without an event of the training.</summary>
    async Task FollowStateAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RefreshInterval);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            details = await Reader.RefreshAsync(details!, cancellationToken);
            StateHasChanged();
        }
    }

    async Task GuardAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException)
        {
            // The page shows another run or was closed.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    Task CommandAsync(JobCommand command) => TryAsync(async () =>
    {
        if (!await Runs.CommandAsync(details!.Run.Id, command))
            throw new RunRefusedException("This run has ended already.");
    });

    Task MoveToFrontAsync() => TryAsync(async () => await Runs.MoveToFrontAsync(details!.Run.Id, await UserIdAsync()));

    Task EvaluateAsync(EvaluationWish wish) => TryAsync(async () => await Runs.EvaluateAsync(details!.Run.Id, wish, await UserIdAsync()));

    Task ExportAsync() => TryAsync(async () => await Runs.ExportAsync(details!.Run.Id, await UserIdAsync()));

    async Task TryAsync(Func<Task> action)
    {
        refusal = null;
        try
        {
            await action();
        }
        catch (Exception problem) when (problem is RunRefusedException or StorageException)
        {
            refusal = problem.Message;
        }

        details = await Reader.RefreshAsync(details!, following.Token);
    }

    async Task<long?> UserIdAsync() => CurrentUser.From((await Authentication).User)?.Id;

    void GoTo(int? epoch, string? show)
    {
        var query = new Dictionary<string, object?> { ["epoch"] = epoch, ["show"] = show };
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query), replace: true);
    }
}
