using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Versions;

/// <summary>Who is learned from, and who is judged on?</summary>
public sealed partial class SplitPage
{
    Project? project;
    bool isMissing;
    bool isWorking;
    bool isSaving;
    int latest;
    StoredSplitPlan? stored;
    SplitChoices? choices;
    SplitPreview? preview;
    IReadOnlyList<ClassDefinition> classes = [];
    CurrentUser? user;
    SplitPlan plan = SplitPlan.Default;
    string reason = "";
    string? notice;
    string noticeKind = "";

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required ClassStore Classes { get; init; }

    [Inject]
    public required SplitPlanner Planner { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    /// <summary>Why the plan on the page cannot be saved; null when it can.</summary>
    string? StopReason => plan == stored!.Plan
        ? "Nothing is changed."
        : SplitPlanner.Refuse(plan, user)
            ?? (preview is null || preview.Plan != plan ? "The preview is not ready yet." : null)
            ?? preview!.Problems.FirstOrDefault(problem => problem.Blocks)?.Message
            ?? (stored.IsLocked && string.IsNullOrWhiteSpace(reason) ? "Say why it is changed." : null);

    protected override async Task OnParametersSetAsync()
    {
        var found = await Projects.FindAsync(Slug);
        isMissing = found is null;
        if (found is null || found.Id == project?.Id)
            return;
        user = CurrentUser.From((await Authentication).User);
        classes = await Classes.ListAsync(found.Id);
        choices = await Planner.ListChoicesAsync(found.Id);
        stored = await Planner.FindAsync(found.Id);
        project = found;
        await ChangeAsync(stored.Plan);
    }

    async Task ChangeAsync(SplitPlan wanted)
    {
        plan = wanted;
        notice = null;
        var own = ++latest;
        isWorking = true;
        StateHasChanged();
        try
        {
            var made = await Planner.PreviewAsync(project!.Id, wanted);
            // A slow answer to an earlier wish is not shown any more.
            if (own == latest)
                preview = made;
        }
        catch (StorageException problem)
        {
            (notice, noticeKind) = (problem.Message, "problem");
        }
        finally
        {
            isWorking = own != latest;
        }
    }

    async Task SaveAsync()
    {
        isSaving = true;
        try
        {
            stored = await Planner.SaveAsync(project!.Id, plan, reason, user);
            reason = "";
            (notice, noticeKind) = ("Saved. The next version is parted so.", "ok");
        }
        catch (StorageException problem)
        {
            (notice, noticeKind) = (problem.Message, "problem");
        }
        finally
        {
            isSaving = false;
        }
    }
}
