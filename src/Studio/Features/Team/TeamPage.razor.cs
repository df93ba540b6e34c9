using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Studio.Features.Account;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Team;

/// <summary>Who labels what, and how far is it?</summary>
public sealed partial class TeamPage
{
    Project? project;
    bool isMissing;
    CurrentUser? user;
    IReadOnlyList<TeamMember> members = [];
    int free;
    string? problem;

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required UserStore Users { get; init; }

    [Inject]
    public required AssignmentStore Assignments { get; init; }

    [Inject]
    public required AssignmentService Service { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    bool CanDecide => user?.Decides == true;

    protected override async Task OnParametersSetAsync()
    {
        var found = await Projects.FindAsync(Slug);
        isMissing = found is null;
        if (found is null)
            return;

        user = CurrentUser.From((await Authentication).User);
        await ReadAsync(found);
        project = found;
    }

    async Task ReadAsync(Project found)
    {
        var progress = await Assignments.ListProgressAsync(found.Id, Clock.GetMidnight());
        members = [.. (await Users.ListAsync()).Select(person =>
            new TeamMember(person, progress.GetValueOrDefault(person.Id) ?? new AssignmentProgress { UserId = person.Id }))];
        free = await Assignments.CountFreeAsync(found.Id);
    }

    Task ShareOutAsync(ShareOut wanted) => ChangeAsync(async () =>
    {
        var given = await Service.ShareOutAsync(user!, project!, wanted.People, wanted.Readers);
        return $"{Wording.Count(given.Values.Sum(), "image")} shared out among {Wording.Count(given.Count(share => share.Value > 0), "person", "people")}.";
    });

    Task TakeBackAsync(TeamMember member) => ChangeAsync(async () =>
    {
        var count = await Service.TakeBackAsync(user!, project!, member.Person, imageIds: null);
        return $"{Wording.Count(count, "image")} taken back from {member.Person.Name}. Labels and what was submitted stay.";
    });

    async Task ChangeAsync(Func<Task<string>> change)
    {
        problem = null;
        try
        {
            Toasts.Done(await change());
            await ReadAsync(project!);
        }
        catch (StorageException refused)
        {
            problem = refused.Message;
        }
    }
}
