using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Studio.Features.Account;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Versions;

/// <summary>What exactly was trained on?</summary>
public sealed partial class VersionsPage
{
    Project? project;
    bool isMissing;
    bool isFreezing;
    int labelled;
    string? notice;
    string noticeKind = "";
    IReadOnlyList<DatasetVersion> versions = [];
    Dictionary<long, UserAccount> users = [];
    DatasetVersion? chosen;

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required DatasetVersionStore Versions { get; init; }

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

    protected override async Task OnParametersSetAsync()
    {
        var summary = await Projects.FindSummaryAsync(Slug);
        isMissing = summary is null;
        if (summary is null)
            return;

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
            var userId = CurrentUser.From((await Authentication).User)?.Id;
            var frozen = await Versions.FreezeAsync(project!.Id, userId);
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

    static int ImagesOf(DatasetVersion version) => version.TrainingImages + version.ValidationImages + version.TestImages;
}
