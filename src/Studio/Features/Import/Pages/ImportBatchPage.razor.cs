using Microsoft.AspNetCore.Components;
using Studio.Contracts.Import;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Import.Pages;

/// <summary>What became of my files?</summary>
public sealed partial class ImportBatchPage : IDisposable
{
    static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);
    const int ProgressesPerReload = 8;

    const string MaskHint = "They lie in a folder named like one for masks and no picture has their name. Rename masks like their pictures, or move pictures out of that folder, and import them again.";

    readonly CancellationTokenSource leaving = new();
    ImportBatch? batch;
    IReadOnlyList<ImportItem> items = [];
    List<ImportItem> shown = [];
    IReadOnlyList<ArrangedSeries> series = [];
    int openPictures;
    ImportProgress progress = ImportProgress.None;
    ImportFate? filter;
    bool isMissing;

    [Parameter]
    public required string Project { get; set; }

    [Parameter]
    public long BatchId { get; set; }

    /// <summary>imported, skipped or rejected; everything else shows all.</summary>
    [SupplyParameterFromQuery(Name = "show")]
    public string? Shown { get; set; }

    [Inject]
    public required ImportService Imports { get; init; }

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required ImportBatchStore Batches { get; init; }

    [Inject]
    public required SeriesArranger Series { get; init; }

    [Inject]
    public required BurnedInStore BurnedIn { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    string Title => batch is null ? "Import" : $"Import of {Wording.When(batch.CreatedAt)}";

    string Summary => batch switch
    {
        null => "",
        { State: ImportBatchState.Running } => "The import is running.",
        { State: ImportBatchState.WaitingForClasses } => $"{Counts}. {Question}",
        { State: ImportBatchState.Cancelled } => $"Cancelled. {Counts}.",
        { State: ImportBatchState.Failed } => $"Stopped early. {Counts}.",
        _ => $"{Counts}.",
    };

    string Counts => batch?.Report is { } report
        ? $"{Wording.Count(report.Imported, "picture")} imported, {Wording.Number(report.Skipped)} skipped, {Wording.Count(report.MasksImported + report.OutlinesImported, "label")} stored{BoxesAndTags(report)}{LeftOut(report)}, {Wording.Count(report.Rejected.Count, "file")} rejected"
        : $"{Wording.Count(batch?.Imported ?? 0, "file")} imported, {Wording.Number(batch?.Skipped ?? 0)} skipped, {Wording.Number(batch?.Rejected ?? 0)} rejected";

    string Question => batch?.Report is { MaskValues.Count: > 0 }
        ? "Say what the values of the masks mean, then their labels are stored."
        : "Say which classes the names mean, then boxes and tags are stored.";

    /// <summary>Masks count as skipped files in the list below; without this the numbers would not add up.</summary>
    static string LeftOut(ImportReport report) =>
        report.UnmatchedMasks.Count > 0 ? $", {Wording.Count(report.UnmatchedMasks.Count, "mask")} left out" : "";

    static string BoxesAndTags(ImportReport report) =>
        (report.BoxesImported > 0 ? $", {Wording.Count(report.BoxesImported, "box", "boxes")}" : "")
        + (report.TagsImported > 0 ? $", {Wording.Count(report.TagsImported, "tag")}" : "");

    protected override async Task OnParametersSetAsync()
    {
        filter = Enum.TryParse<ImportFate>(Shown, ignoreCase: true, out var fate) ? fate : null;
        if (batch?.Id == BatchId)
        {
            Filter();
            return;
        }

        await ReloadAsync();
        isMissing = batch is null;
        if (batch?.State == ImportBatchState.Running)
            _ = FollowAsync();
    }

    /// <summary>Looks at the progress until the batch is no longer running; the import itself needs no page.</summary>
    async Task FollowAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(ProgressInterval);
            for (var tick = 1; batch?.State == ImportBatchState.Running && await timer.WaitForNextTickAsync(leaving.Token); tick++)
            {
                var tracker = Imports.Watch(BatchId);
                progress = tracker?.Progress ?? FromStore();
                if (tracker is null || progress.Stage == ImportStage.Ended || tick % ProgressesPerReload == 0)
                    await ReloadAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (StorageException problem)
        {
            await DispatchExceptionAsync(problem);
        }
    }

    /// <summary>Another process (the command line) runs the batch: only its rows tell.</summary>
    ImportProgress FromStore() => batch is null
        ? ImportProgress.None
        : ImportProgress.None with { Stage = ImportStage.Reading, Done = items.Count, Total = batch.Total };

    async Task ReloadAsync()
    {
        var found = await Batches.FindAsync(BatchId, leaving.Token);
        var project = await Projects.FindAsync(Project, leaving.Token);
        // An address put together from two projects shows neither.
        batch = found?.ProjectId == project?.Id ? found : null;
        if (batch is null)
            return;

        items = await Batches.ListItemsAsync(BatchId, leaving.Token);
        if (batch is { State: not ImportBatchState.Running })
        {
            series = await Series.ListOfBatchAsync(BatchId, leaving.Token);
            openPictures = await BurnedIn.CountOpenAsync(batch.ProjectId, leaving.Token);
        }

        Filter();
    }

    void Filter() => shown = [.. items.Where(item => filter is null || item.Fate == filter)];

    void Show(ImportFate? fate) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter("show", fate?.ToString().ToLowerInvariant()), replace: true);

    string Pressed(ImportFate? fate) => filter == fate ? "true" : "false";

    void Cancel() => Imports.Cancel(BatchId);

    async Task ConfirmAsync(IReadOnlyDictionary<int, string> classOfValue)
    {
        await Imports.ConfirmMasksAsync(BatchId, classOfValue, leaving.Token);
        await ReloadAsync();
        _ = FollowAsync();
    }

    async Task DismissAsync()
    {
        await Imports.DismissMasksAsync(BatchId, leaving.Token);
        await ReloadAsync();
    }

    async Task ConfirmLabelsAsync(IReadOnlyDictionary<string, string> classOfName)
    {
        await Imports.ConfirmLabelsAsync(BatchId, classOfName, leaving.Token);
        await ReloadAsync();
        _ = FollowAsync();
    }

    async Task DismissLabelsAsync()
    {
        await Imports.DismissLabelsAsync(BatchId, leaving.Token);
        await ReloadAsync();
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
