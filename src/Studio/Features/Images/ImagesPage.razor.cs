using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Shell;
using Studio.Features.Team;
using Studio.Storage;

namespace Studio.Features.Images;

/// <summary>Which images need me?</summary>
public sealed partial class ImagesPage : IDisposable
{
    readonly ImageSelection selection = new();
    Project? project;
    bool isMissing;
    ImageView view = ImageView.Parse(0, null);
    IReadOnlyList<ClassDefinition> classes = [];
    IReadOnlyList<Patient> patients = [];
    IReadOnlyList<ActiveFilter> chips = [];
    ImageFacets? facets;
    IReadOnlyList<UserAccount> people = [];
    CurrentUser? user;
    ImageGrid? grid;
    int changes;
    int projectTotal;

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required ClassStore Classes { get; init; }

    [Inject]
    public required PatientStore Patients { get; init; }

    [Inject]
    public required ImageBrowser Browser { get; init; }

    [Inject]
    public required UserStore Users { get; init; }

    [Inject]
    public required AssignmentService Assignments { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    protected override void OnInitialized() => Navigation.LocationChanged += FollowLocation;

    protected override async Task OnParametersSetAsync()
    {
        if (project?.Slug == Slug || await OpenProjectAsync())
            await ReadAsync();
    }

    // A new query alone sets no parameter.
    void FollowLocation(object? sender, LocationChangedEventArgs args)
    {
        if (project is not null && IsHere(args.Location))
            _ = InvokeAsync(ShowLocationAsync);
    }

    async Task ShowLocationAsync()
    {
        try
        {
            await ReadAsync();
            StateHasChanged();
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    bool IsHere(string address) => new Uri(address).AbsolutePath == $"/p/{Uri.EscapeDataString(Slug)}/images";

    async Task ReadAsync()
    {
        view = ImageView.Parse(project!.Id, new Uri(Navigation.Uri).Query, user?.Id);
        chips = ActiveFilter.Of(view.Filter, classes, patients, people);
        facets = await Browser.GetFacetsAsync(view.Filter);
    }

    async Task<bool> OpenProjectAsync()
    {
        var summary = await Projects.FindSummaryAsync(Slug);
        isMissing = summary is null;
        if (summary is null)
            return false;

        classes = await Classes.ListAsync(summary.Project.Id);
        patients = await Patients.ListAsync(summary.Project.Id);
        people = await Users.ListAsync();
        user = CurrentUser.From((await Authentication).User);
        projectTotal = summary.Images;
        project = summary.Project;
        selection.Clear();
        return true;
    }

    string AddressOf(long imageId)
    {
        var queue = view.ToQueue();
        var address = $"/p/{Slug}/label/{imageId}";
        return queue.Length == 0 ? address : $"{address}?queue={Uri.EscapeDataString(queue)}";
    }

    void Show(ImageFilter filter) => Show(view with { Filter = filter });

    // The address is the state: the page reads it again, and Back works.
    void Show(ImageView wanted)
    {
        var query = wanted.ToQuery();
        Navigation.NavigateTo(query.Length == 0 ? $"/p/{Slug}/images" : $"/p/{Slug}/images?{query}");
    }

    void Search(ChangeEventArgs change) =>
        Show(view.Filter with { Text = change.Value?.ToString() is { Length: > 0 } text ? text : null });

    public void Dispose() => Navigation.LocationChanged -= FollowLocation;

    Task AssignAsync(UserAccount person) => ChangeAsync(async () =>
    {
        var count = await Assignments.AssignAsync(user!, project!, selection.Ids, person);
        return count == 0
            ? $"{person.Name} has these images already."
            : $"{Wording.Count(count, "image")} assigned to {person.Name}.";
    });

    Task TakeBackAsync() => ChangeAsync(async () =>
    {
        var count = await Assignments.TakeBackAsync(user!, project!, null, selection.Ids);
        return count == 0
            ? "None of these images is assigned to somebody who has not submitted it."
            : $"{Wording.Count(count, "assignment")} taken back. What was submitted stays.";
    });

    async Task ChangeAsync(Func<Task<string>> change)
    {
        try
        {
            Toasts.Done(await change());
            selection.Clear();
            await ReadAsync();
            changes++;
            if (grid is not null)
                await grid.ReadAgainAsync();
        }
        catch (StorageException refused)
        {
            Toasts.Problem(refused.Message);
        }
    }

    void LabelSelection()
    {
        var ids = selection.Ids.Order().ToList();
        Navigation.NavigateTo($"/p/{Slug}/label/{ids[0]}?queue={Uri.EscapeDataString($"ids={string.Join(',', ids)}")}");
    }
}
