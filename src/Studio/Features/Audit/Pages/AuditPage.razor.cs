using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Audit.Pages;

/// <summary>Would a good score mean a good model?</summary>
public sealed partial class AuditPage : IDisposable
{
    static readonly TimeSpan FollowInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>While nothing runs the page looks this many times less often.</summary>
    const int Calm = 4;

    readonly CancellationTokenSource leaving = new();
    AuditState state = AuditState.None;
    AuditProgress? progress;
    AuditItem? chosen;
    Project? project;
    IReadOnlyList<ClassDefinition> classes = [];
    IReadOnlyDictionary<long, string> people = new Dictionary<long, string>();
    CurrentUser? user;
    string? problem;
    bool isMissing;
    bool hasChanged;
    bool wasBusy;
    int labelled;
    int nextVersion;

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    /// <summary>The finding that is shown; the first when absent.</summary>
    [Parameter]
    public string? Key { get; set; }

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required ClassStore Classes { get; init; }

    [Inject]
    public required DatasetVersionStore Versions { get; init; }

    [Inject]
    public required UserStore Users { get; init; }

    [Inject]
    public required AuditReader Reader { get; init; }

    [Inject]
    public required AuditRunner Runner { get; init; }

    [Inject]
    public required AuditDecisions Decisions { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    bool MayDecide => user?.Decides == true;

    bool IsBusy => state.Running is not null || Runner.IsBusy(project!.Id);

    string LastRun => state.Last is not { } last ? "" : last.State switch
    {
        AuditRunState.Done => $"Last run {Wording.When(last.CreatedAt)}, {Wording.Duration((last.EndedAt ?? last.CreatedAt) - last.CreatedAt)}.",
        AuditRunState.Cancelled => $"The last run, {Wording.When(last.CreatedAt)}, was cancelled; what it found until then stands below.",
        AuditRunState.Interrupted => $"The last run, {Wording.When(last.CreatedAt)}, was interrupted; what it found until then stands below.",
        _ => $"The last run, {Wording.When(last.CreatedAt)}, ended with an error of the studio's own. The log has it.",
    };

    protected override void OnInitialized() => _ = FollowAsync();

    protected override async Task OnParametersSetAsync()
    {
        if (project?.Slug != Slug && !await OpenAsync())
            return;
        problem = null;
        Choose();
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    async Task<bool> OpenAsync()
    {
        var summary = await Projects.FindSummaryAsync(Slug);
        isMissing = summary is null;
        if (summary is null)
            return false;
        user = CurrentUser.From((await Authentication).User);
        labelled = summary.Labelled;
        classes = await Classes.ListAsync(summary.Project.Id);
        people = (await Users.ListAsync()).ToDictionary(person => person.Id, person => person.Name);
        await ReadAsync(summary.Project);
        project = summary.Project;
        return true;
    }

    async Task ReadAsync(Project of)
    {
        state = await Reader.ReadAsync(of.Id, leaving.Token);
        progress = state.Running is { } running ? StoredChecks.ReadProgress(running) : null;
        nextVersion = (await Versions.ListAsync(of.Id, leaving.Token) is [var last, ..] ? last.Number : 0) + 1;
        hasChanged = state.Checks.Count > 0 && !state.IsOf(await Versions.HashNextAsync(of.Id, leaving.Token));
    }

    void Choose() => chosen = Key is null ? (state.Items is [var first, ..] ? first : null) : state.Items.FirstOrDefault(item => item.Key == Key);

    /// <summary>"1 of 2" among those of its kind.</summary>
    (int Place, int Count) PlaceOf(AuditItem item)
    {
        var alike = state.Items.Where(other => other.Kind == item.Kind).ToList();
        return (alike.IndexOf(item) + 1, alike.Count);
    }

    /// <summary>What another page, the command line or the studio itself does shows here too.</summary>
    async Task FollowAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(FollowInterval);
            for (var tick = 0; await timer.WaitForNextTickAsync(leaving.Token); tick++)
            {
                if (project is not null && (IsBusy || wasBusy || tick % Calm == 0))
                    await InvokeAsync(RefreshAsync);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    async Task RefreshAsync()
    {
        var now = await Reader.ReadAsync(project!.Id, leaving.Token);
        var isSame = now.IsSame(state) && IsBusy == wasBusy;
        wasBusy = IsBusy;
        if (isSame)
            return;
        if (now.Running is null)
        {
            await ReadAsync(project);
        }
        else
        {
            state = now;
            progress = StoredChecks.ReadProgress(now.Running);
        }

        Choose();
        StateHasChanged();
    }

    void CheckAgain(string? onlyCheck = null)
    {
        problem = null;
        Decisions.CheckAgain(user, project!.Id, onlyCheck);
        wasBusy = true;
    }

    Task CancelAsync() => TryAsync(() => Decisions.CancelAsync(user, state.Running!));

    Task FixAsync(AuditFix fix) => TryAsync(async () =>
    {
        var change = await Decisions.FixAsync(user, project!.Id, chosen!.Finding!, fix);
        Toasts.Done(change.Sentence, () => InvokeAsync(() => TryAsync(change.UndoAsync)));
    });

    Task TakeInAsync(IReadOnlyList<long> imageIds) => TryAsync(() => Decisions.TakeInAsync(user, project!.Id, imageIds));

    Task SetAsideAsync(string reason) => TryAsync(() => Decisions.SetAsideAsync(user, project!.Id, chosen!.Key, reason));

    Task WithdrawAsync() => TryAsync(() => Decisions.WithdrawAsync(user, project!.Id, chosen!.Key));

    async Task TryAsync(Func<Task> action)
    {
        problem = null;
        try
        {
            await action();
            await ReadAsync(project!);
            Choose();
        }
        catch (StorageException refused)
        {
            problem = refused.Message;
        }

        StateHasChanged();
    }
}
