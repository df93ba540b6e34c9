using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Radzen;
using Studio.Features.Account;
using Studio.Features.Runs;
using Studio.Storage;

namespace Studio.Features.Models;

/// <summary>Can I use it, and for what?</summary>
public sealed partial class ModelsPage
{
    Project? project;
    IReadOnlyList<ModelEntry>? entries;
    IReadOnlyList<Run> candidates = [];
    ModelDetails? details;

    [Parameter]
    public required string Slug { get; set; }

    /// <summary>Null shows the newest model that is not retired.</summary>
    [Parameter]
    public int? Number { get; set; }

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required ModelStore Models { get; init; }

    [Inject]
    public required ModelReader Reader { get; init; }

    [Inject]
    public required RunService Runs { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [Inject]
    public required NotificationService Notifications { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    protected override async Task OnParametersSetAsync()
    {
        project = await Projects.FindAsync(Slug);
        if (project is null)
        {
            Navigation.NavigateTo("/not-found");
            return;
        }

        await LoadAsync();
    }

    async Task LoadAsync()
    {
        candidates = await Reader.ListCandidatesAsync(project!.Id);
        var listed = await Reader.ListAsync(project.Id);
        var shown = Number is null
            ? listed.FirstOrDefault(entry => entry.Model.Stage != ModelStage.Retired) ?? (listed is [var newest, ..] ? newest : null)
            : listed.FirstOrDefault(entry => entry.Model.Number == Number);
        details = shown is null ? null : await Reader.ReadAsync(shown.Model);
        entries = listed;
    }

    async Task SetStageAsync(ModelStage stage)
    {
        var model = details!.Model;
        var before = model.Stage;
        await Models.SetStageAsync(model.Id, stage);
        await LoadAsync();
        Notifications.Notify(new NotificationMessage
        {
            Severity = NotificationSeverity.Success,
            Summary = $"Model {model.Number} is now {stage.ToString().ToLowerInvariant()}, was {before.ToString().ToLowerInvariant()}.",
        });
    }

    async Task MakeAsync()
    {
        var parameters = new Dictionary<string, object?> { [nameof(MakeModelDialog.Candidates)] = candidates };
        if (await Dialogs.OpenAsync<MakeModelDialog>("Make a model from a run", parameters, new DialogOptions { Width = "36rem" }) is not Run run)
            return;
        try
        {
            await Runs.ExportAsync(run.Id, CurrentUser.From((await Authentication).User)?.Id);
            Navigation.NavigateTo($"/p/{Slug}/runs/{run.Number}");
        }
        catch (RunRefusedException problem)
        {
            Notifications.Notify(new NotificationMessage { Severity = NotificationSeverity.Error, Summary = problem.Message });
        }
    }
}
