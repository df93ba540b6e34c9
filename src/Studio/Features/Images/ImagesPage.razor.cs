using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Radzen;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Label;
using Studio.Features.Shell;
using Studio.Features.Team;
using Studio.Storage;

namespace Studio.Features.Images;

/// <summary>Which images need me?</summary>
public sealed partial class ImagesPage : IDisposable
{
    /// <summary>The measure that is always among the filters.</summary>
    const string Usual = "sharpness";

    const int MostInAddress = 300;

    readonly ImageSelection selection = new();
    Project? project;
    bool isMissing;
    ImageView view = ImageView.Parse(0, null);
    ImageVocabulary words = ImageVocabulary.None;
    IReadOnlyList<ActiveFilter> chips = [];
    ImageFacets? facets;
    CurrentUser? user;
    ImageGrid? grid;
    int changes;
    int projectTotal;

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required ImageVocabularyReader Vocabulary { get; init; }

    [Inject]
    public required ImageBrowser Browser { get; init; }

    [Inject]
    public required SavedFilterStore SavedFilters { get; init; }

    [Inject]
    public required CollectionStore Collections { get; init; }

    [Inject]
    public required BulkEditor Editor { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

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
        facets = await Browser.GetFacetsAsync(view.Filter, FieldsShown());
        var texts = facets.Fields.SelectMany(facet => facet.Texts).DistinctBy(text => text.Token).ToDictionary(text => text.Token, text => text.Text);
        chips = ActiveFilter.Of(view.Filter, words, texts);
    }

    async Task<bool> OpenProjectAsync()
    {
        var summary = await Projects.FindSummaryAsync(Slug);
        isMissing = summary is null;
        if (summary is null)
            return false;

        words = await Vocabulary.ReadAsync(summary.Project.Id);
        user = CurrentUser.From((await Authentication).User);
        projectTotal = summary.Images;
        project = summary.Project;
        selection.Clear();
        return true;
    }

    /// <summary>Columns among the filters: those that are set or asked for, and the usual one.</summary>
    List<long> FieldsShown()
    {
        var first = words.Fields.FirstOrDefault(field => field is { Source: FieldSource.Measured, Element: Usual })?.Id;
        return [.. view.Filter.Fields.Select(field => field.FieldId).Concat(view.MoreFilters).Concat(first is { } id ? [id] : []).Distinct()
            .OrderBy(field => words.Fields.TakeWhile(known => known.Id != field).Count())];
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

    // A saved filter keeps how the list is laid out now.
    void Open(string query) => Show(view with { Filter = ImageView.Parse(project!.Id, query, user?.Id).Filter });

    Task SaveFilterAsync(string name) => ChangeAsync(
        async () =>
        {
            await SavedFilters.SaveAsync(project!.Id, name, view.ToQueue(), user?.Id);
            return new BulkOutcome($"The filter {name.Trim()} is saved for everybody in this project.");
        },
        keepsSelection: true);

    Task ForgetFilterAsync(SavedFilter filter) => ChangeAsync(
        async () =>
        {
            await SavedFilters.DeleteAsync(project!.Id, filter.Id);
            return new BulkOutcome($"The filter {filter.Name} is forgotten.", () => SavedFilters.SaveAsync(project.Id, filter.Name, filter.Query, user?.Id));
        },
        keepsSelection: true);

    async Task ChooseAllAsync() => selection.Add(await Browser.ListIdsAsync(view.Filter), 0);

    Task ApplyAsync(BulkChange change) => ChangeAsync(async () =>
        await Editor.ApplyAsync(user!, project!, await Browser.ListBehindAsync(view.Filter, selection.Ids), change));

    async Task AddHeaderColumnAsync()
    {
        await Dialogs.OpenAsync<AddColumnDialog>("Add a column from the headers", new Dictionary<string, object?>
        {
            ["Slug"] = Slug,
            ["OnAdded"] = EventCallback.Factory.Create<Field>(this, ShowColumnAsync),
        });
    }

    /// <summary>A new column is in the table at once.</summary>
    async Task ShowColumnAsync(Field field)
    {
        words = await Vocabulary.ReadAsync(project!.Id);
        Show(view with { Columns = [.. TableColumn.Chosen(view.Columns, words.Fields).Select(column => column.Key), FieldFilterWord.Key(field.Id)] });
    }

    void Search(ChangeEventArgs change) =>
        Show(view.Filter with { Text = change.Value?.ToString() is { Length: > 0 } text ? text : null });

    public void Dispose() => Navigation.LocationChanged -= FollowLocation;

    Task AssignAsync(UserAccount person) => ChangeAsync(async () =>
    {
        var count = await Assignments.AssignAsync(user!, project!, selection.Ids, person);
        return new BulkOutcome(count == 0
            ? $"{person.Name} has these images already."
            : $"{Wording.Count(count, "image")} assigned to {person.Name}.");
    });

    Task TakeBackAsync() => ChangeAsync(async () =>
    {
        var count = await Assignments.TakeBackAsync(user!, project!, null, selection.Ids);
        return new BulkOutcome(count == 0
            ? "None of these images is assigned to somebody who has not submitted it."
            : $"{Wording.Count(count, "assignment")} taken back. What was submitted stays.");
    });

    async Task ChangeAsync(Func<Task<BulkOutcome>> change, bool keepsSelection = false)
    {
        try
        {
            var outcome = await change();
            if (outcome.Undo is { } undo)
                Toasts.Done(outcome.Sentence, () => InvokeAsync(() => TakeBackAsync(undo)));
            else
                Toasts.Done(outcome.Sentence);
            if (!keepsSelection)
                selection.Clear();
            await ReadAllAsync();
        }
        catch (StorageException refused)
        {
            Toasts.Problem(refused.Message);
        }
    }

    async Task TakeBackAsync(Func<Task> undo)
    {
        await undo();
        await ReadAllAsync();
        StateHasChanged();
    }

    async Task ReadAllAsync()
    {
        words = await Vocabulary.ReadAsync(project!.Id);
        await ReadAsync();
        changes++;
        if (grid is not null)
            await grid.ReadAgainAsync();
    }

    async Task LabelSelection()
    {
        var ids = selection.Ids.Order().ToList();
        if (ids.Count > MostInAddress)
        {
            // An address has no room for them, and a collection can be found again.
            var collection = await Collections.CreateAsync(project!.Id, $"Chosen {DateTimeOffset.Now:yyyy-MM-dd HH:mm:ss}", user?.Id);
            await Collections.AddAsync(collection.Id, ids);
            Navigation.NavigateTo($"/p/{Slug}/label/{ids[0]}?queue={Uri.EscapeDataString($"collection={collection.Id}")}");
            return;
        }

        Navigation.NavigateTo($"/p/{Slug}/label/{ids[0]}?queue={Uri.EscapeDataString($"ids={string.Join(',', ids)}")}");
    }
}
