using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Storage;

namespace Studio.Features.Settings;

/// <summary>Name, description and classes of a project.</summary>
public sealed partial class SettingsPage
{
    Project? project;
    bool isMissing;
    IReadOnlyList<ClassDefinition> classes = [];
    ProjectPrivacy? privacy;
    CurrentUser? user;
    int openPictures;
    string? problem;
    string? saved;

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required ClassStore Classes { get; init; }

    [Inject]
    public required BurnedInStore BurnedIn { get; init; }

    [Inject]
    public required AuditLog Audit { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var found = await Projects.FindAsync(Slug);
        isMissing = found is null;
        if (found is null)
            return;

        classes = await Classes.ListAsync(found.Id);
        privacy = await Projects.GetPrivacyAsync(found.Id);
        openPictures = await BurnedIn.CountOpenAsync(found.Id);
        user = CurrentUser.From((await Authentication).User);
        project = found;
    }

    bool IsOwner => user?.Role == "owner";

    Task RenameAsync(ChangeEventArgs change)
    {
        var name = change.Value?.ToString()?.Trim() ?? "";
        if (name.Length > 0)
            return DescribeProjectAsync(name, project!.Description);

        problem = "A project needs a name; the old one stays.";
        return Task.CompletedTask;
    }

    Task DescribeAsync(ChangeEventArgs change) =>
        DescribeProjectAsync(project!.Name, change.Value?.ToString()?.Trim() ?? "");

    Task DescribeProjectAsync(string name, string description) => SaveAsync(async () =>
    {
        await Projects.DescribeAsync(project!.Id, name, description);
        project = project with { Name = name, Description = description };
    });

    Task SaveClassesAsync(IReadOnlyList<ClassDefinition> wanted) => SaveAsync(async () =>
    {
        await Classes.SetAsync(project!.Id, wanted);
        classes = wanted;
    });

    Task AddClassAsync(string name) => SaveAsync(async () =>
    {
        await Classes.AddAsync(project!.Id, name);
        classes = await Classes.ListAsync(project.Id);
    });

    Task SaveLabellingAsync(Project wanted) => SaveAsync(async () =>
    {
        if (user?.Decides != true)
            throw new StorageException("Only an owner or a lead can change how images are labelled.");
        await Projects.SetLabellingAsync(project!.Id, wanted.TagsExcludeEachOther, wanted.ClassesOverlap);
        await Audit.AppendAsync(user.Id, "change-labelling", $"project/{project.Slug}", new { wanted.TagsExcludeEachOther, wanted.ClassesOverlap });
        project = wanted;
    });

    Task SavePrivacyAsync(ProjectPrivacy wanted) => SaveAsync(async () =>
    {
        if (!IsOwner)
            throw new StorageException("Only an owner can change what happens to patient data.");
        await Projects.SetPrivacyAsync(project!.Id, wanted);
        await Audit.AppendAsync(user!.Id, "change-privacy", $"project/{project.Slug}", wanted);
        privacy = wanted;
    });

    async Task SaveAsync(Func<Task> save)
    {
        problem = null;
        try
        {
            await save();
            saved = "Saved";
        }
        catch (StorageException refused)
        {
            (problem, saved) = (refused.Message, null);
        }
    }
}
