using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Radzen;
using Studio.Features.Account;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Projects;

/// <summary>Where was I?</summary>
public sealed partial class ProjectsPage
{
    IReadOnlyList<ProjectCardFacts>? cards;
    ProjectCardFacts? sample;
    ContinuePoint? continuePoint;

    [Inject]
    public required ProjectsReader Reader { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    static string Greeting => DateTime.Now.Hour switch
    {
        < 12 => "Good morning",
        < 18 => "Good afternoon",
        _ => "Good evening",
    };

    string Extent => cards switch
    {
        null => "",
        { Count: 0 } => "No project yet.",
        _ => Wording.Count(cards.Count, "project") + " on this workstation.",
    };

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        if (CurrentUser.From((await Authentication).User) is { } user)
            continuePoint = await Reader.FindContinuePointAsync(user.Id);
    }

    async Task ReadAsync()
    {
        cards = await Reader.ListAsync();
        sample = cards.FirstOrDefault(c => c.Summary.Project.IsSample);
    }

    async Task OpenNewProjectAsync()
    {
        var answer = await Dialogs.OpenAsync<NewProjectDialog>("New project: outlines", options: new DialogOptions { Width = "36rem" });
        if (answer is Project project)
            Navigation.NavigateTo($"/p/{project.Slug}");
    }
}
