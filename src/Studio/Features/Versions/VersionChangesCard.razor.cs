using Microsoft.AspNetCore.Components;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Versions;

/// <summary>Compares a version with another one; the one before it where nobody chose.</summary>
public sealed partial class VersionChangesCard
{
    const int PageSize = 24;

    static readonly TimeSpan RenderInterval = TimeSpan.FromMilliseconds(150);

    readonly CancellationTokenSource gone = new();
    CancellationTokenSource? drawing;
    IReadOnlyList<DatasetVersion> others = [];
    DatasetVersion? against;
    VersionComparison? comparison;
    IReadOnlyList<ChangedImage> images = [];
    Dictionary<long, DrawnChange> drawn = [];
    VersionChanges chosen;
    int page;
    int pages;

    [Inject]
    public required VersionComparer Comparer { get; init; }

    [Inject]
    public required FrozenLabelReader Labels { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    [Parameter, EditorRequired]
    public required DatasetVersion Version { get; set; }

    /// <summary>All of the project, newest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<DatasetVersion> Versions { get; set; }

    /// <summary>Number of the version to compare with; null takes the one before, of the first one the one after.</summary>
    [Parameter]
    public int? AgainstNumber { get; set; }

    /// <summary>Kind of change in the address, e.g. relabelled; null shows all.</summary>
    [Parameter]
    public string? Change { get; set; }

    [Parameter]
    public int? Page { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        drawing?.Cancel();
        using var own = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        drawing = own;
        try
        {
            await ShowAsync(own.Token);
        }
        catch (OperationCanceledException)
        {
            // Somebody looks at something else by now.
        }
        finally
        {
            drawing = drawing == own ? null : drawing;
        }
    }

    async Task ShowAsync(CancellationToken cancellationToken)
    {
        others = [.. Versions.Where(version => version.Id != Version.Id)];
        against = AgainstNumber is { } number
            ? others.FirstOrDefault(version => version.Number == number)
            : others.FirstOrDefault(version => version.Number < Version.Number);
        if (against is null && AgainstNumber is null)
            others = [];
        if (against is null)
            return;
        if (comparison?.Before.Id != against.Id || comparison.After.Id != Version.Id)
            comparison = await Comparer.CompareAsync(against, Version, cancellationToken);
        chosen = VersionComparison.Kinds.FirstOrDefault(kind => Wording.InAddress(kind) == Change);
        var items = comparison.Of(chosen).ToList();
        pages = Math.Max(1, (items.Count + PageSize - 1) / PageSize);
        page = Math.Clamp(Page ?? 1, 1, pages);
        images = await Comparer.ReadAsync(comparison, [.. items.Skip((page - 1) * PageSize).Take(PageSize)], cancellationToken);
        await DrawAsync(cancellationToken);
    }

    /// <summary>Pictures are there at once, their lines come one after the other.</summary>
    async Task DrawAsync(CancellationToken cancellationToken)
    {
        drawn = [];
        StateHasChanged();
        var last = DateTime.UtcNow;
        foreach (var image in images)
        {
            drawn[image.ImageId] = await Labels.DrawAsync(image, cancellationToken);
            if (DateTime.UtcNow - last < RenderInterval)
                continue;
            last = DateTime.UtcNow;
            StateHasChanged();
        }
    }

    Task ChooseAsync(ChangeEventArgs change)
    {
        Navigation.NavigateTo($"/p/{Slug}/versions/{Version.Number}?against={change.Value}");
        return Task.CompletedTask;
    }

    string Address(VersionChanges kind, int number) => Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["change"] = kind == VersionChanges.None ? null : Wording.InAddress(kind),
        ["page"] = number == 1 ? null : number,
    });

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
