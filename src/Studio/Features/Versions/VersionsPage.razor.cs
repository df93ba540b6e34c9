using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Studio.Features.Account;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Versions;

/// <summary>What exactly was trained on?</summary>
public sealed partial class VersionsPage : IDisposable
{
    static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    Project? project;
    bool isMissing;
    bool isFreezing;
    int labelled;
    string? notice;
    string noticeKind = "";
    IReadOnlyList<DatasetVersion> versions = [];
    Dictionary<long, UserAccount> users = [];
    DatasetVersion? chosen;
    CurrentUser? user;
    (int Done, int Total)? restoring;
    CancellationTokenSource? stop;

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required DatasetVersionStore Versions { get; init; }

    [Inject]
    public required VersionRestorer Restorer { get; init; }

    [Inject]
    public required UserStore Users { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    /// <summary>The version to show; the newest when absent.</summary>
    [Parameter]
    public int? Number { get; set; }

    /// <summary>Number of the version to compare with; the one before when absent.</summary>
    [SupplyParameterFromQuery(Name = "against")]
    public int? Against { get; set; }

    /// <summary>Kind of change that is shown.</summary>
    [SupplyParameterFromQuery(Name = "change")]
    public string? Change { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var summary = await Projects.FindSummaryAsync(Slug);
        isMissing = summary is null;
        if (summary is null)
            return;

        user = CurrentUser.From((await Authentication).User);
        labelled = summary.Labelled;
        users = (await Users.ListAsync()).ToDictionary(u => u.Id);
        versions = await Versions.ListAsync(summary.Project.Id);
        chosen = Number is null && versions.Count > 0 ? versions[0] : versions.FirstOrDefault(v => v.Number == Number);
        project = summary.Project;
    }

    async Task FreezeAsync()
    {
        isFreezing = true;
        try
        {
            var frozen = await Versions.FreezeAsync(project!.Id, user?.Id);
            Tell(frozen);
            Navigation.NavigateTo($"/p/{Slug}/versions/{frozen.Version.Number}");
        }
        catch (StorageException problem)
        {
            (notice, noticeKind) = (problem.Message, "warning");
        }
        finally
        {
            isFreezing = false;
        }
    }

    void Tell(FrozenVersion frozen)
    {
        var number = frozen.Version.Number;
        (notice, noticeKind) = (frozen.IsNew, frozen.PatientsInSeveralSplits) switch
        {
            (_, { Count: > 0 } torn) => (
                $"Version {number} holds {Wording.Count(torn.Count, "patient")} in more than one part of the split that came with the data: "
                + $"{string.Join(", ", torn.Take(5))}. Scores on the test set look better than they are.",
                "warning"),
            (false, _) => ($"Nothing has changed since version {number}, so it stays the newest.", ""),
            _ => ($"Version {number} is frozen.", "ok"),
        };
    }

    string AuthorOf(DatasetVersion version) =>
        version.CreatedBy is { } id && users.TryGetValue(id, out var user) ? user.Name : "the command line";

    async Task RestoreAsync(string reason)
    {
        // Also for a page that was changed in the browser: it changes labels of everybody.
        if (user?.Decides != true || chosen is null || restoring is not null)
            return;
        using var own = new CancellationTokenSource();
        (stop, restoring) = (own, (0, 0));
        var last = DateTime.UtcNow;
        try
        {
            var version = chosen;
            var restored = await Task.Run(() => Restorer.RestoreAsync(version, reason, user.Id, Tell, own.Token));
            (notice, noticeKind) = (RestoreWording.Done(version, restored), "ok");
            Navigation.NavigateTo($"/p/{Slug}/versions/{restored.Version.Number}");
        }
        catch (StorageException problem)
        {
            (notice, noticeKind) = (problem.Message, "warning");
        }
        catch (OperationCanceledException)
        {
            (notice, noticeKind) = ("Cancelled. Nothing was put back.", "warning");
        }
        finally
        {
            (stop, restoring) = (null, null);
        }

        void Tell(int done, int total)
        {
            if (DateTime.UtcNow - last < ProgressInterval)
                return;
            last = DateTime.UtcNow;
            _ = InvokeAsync(() =>
            {
                restoring = restoring is null ? null : (done, total);
                StateHasChanged();
            });
        }
    }

    public void Dispose() => stop?.Cancel();
}
