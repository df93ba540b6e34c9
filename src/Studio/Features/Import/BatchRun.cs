using System.Collections.Concurrent;
using System.Diagnostics;
using Studio.Contracts.Import;
using Studio.Features.Import.Labels;
using Studio.Storage;

namespace Studio.Features.Import;

/// <summary>What is known about a batch while it runs, and what becomes its report.</summary>
sealed class BatchRun(ImportBatch batch, ImportRequest request, ImportStores stores, ImportTracker tracker)
{
    readonly long started = Stopwatch.GetTimestamp();
    readonly Dictionary<string, ImportItem> earlier = new(StringComparer.Ordinal);
    IReadOnlyDictionary<int, ImportItem> earlierByPlace = new Dictionary<int, ImportItem>();
    HashSet<string> maskPaths = new(StringComparer.Ordinal);
    HashSet<string> labelPaths = new(StringComparer.Ordinal);
    string projectName = "";

    public ImportBatch Batch => batch;

    public ImportRequest Request => request;

    public ImportTracker Tracker => tracker;

    public ImportFolder Folder { get; } = new(stores.Folder, batch.Id);

    public bool ProjectHadImages { get; private set; }

    /// <summary>Paths of the pictures as they may be stored, by the paths they have: in memory only, as these may name patients.</summary>
    public ConcurrentDictionary<string, string> SafePaths { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<string> UnmatchedMasks { get; set; } = [];

    public IReadOnlyList<string> ImagesWithoutMask { get; set; } = [];

    public IReadOnlyList<MaskValueProposal> Proposals { get; set; } = [];

    /// <summary>Boxes, areas and tags.</summary>
    public LabelTally Labels { get; } = new();

    /// <summary>Whether a person has to say what masks or labels mean.</summary>
    public ImportBatchState EndState => Proposals.Count > 0 || Labels.Proposals.Count > 0 ? ImportBatchState.WaitingForClasses : ImportBatchState.Done;

    /// <summary>Reads what an interrupted run of the same batch had finished.</summary>
    public async Task LoadAsync()
    {
        var summary = await stores.Projects.FindAsync(batch.ProjectId) ?? throw new ImportProblemException("The project of this import does not exist any more.");
        projectName = summary.Name;
        ProjectHadImages = (await stores.Projects.FindSummaryAsync(summary.Slug))?.Images > 0;
        earlierByPlace = await stores.Batches.ListPlacesAsync(batch.Id);
        foreach (var item in earlierByPlace.Values)
            earlier[item.Path] = item;
        if (batch.Report is { } report)
        {
            UnmatchedMasks = report.UnmatchedMasks;
            ImagesWithoutMask = report.ImagesWithoutMask;
            Proposals = report.MaskValues;
            Labels.Load(report);
        }
    }

    /// <summary>What became of a picture before the studio was restarted, or null. One whose image is not known is looked at again.</summary>
    public ImportItem? EarlierPicture(string path) =>
        earlier.GetValueOrDefault(path) is { } item && (item.ImageId is not null || item.Fate == ImportFate.Rejected) ? item : null;

    /// <summary>The same where the file is listed under a cleaned path: by its place, if the picture there is this one.</summary>
    public ImportItem? EarlierFate(int position, long imageId) =>
        earlierByPlace.TryGetValue(position, out var item) && item.ImageId == imageId ? item : null;

    /// <summary>Writes down the files whose fate is known before anything is read.</summary>
    /// <exception cref="ImportProblemException">There is nothing to read.</exception>
    public async Task SettleAsync(FoundFiles found, CancellationToken cancellation)
    {
        NameMasks(found.Masks.Select(entry => entry.File.Path));
        NameLabels(found.Labels.Select(label => label.File.Path));
        await stores.Batches.SetTotalAsync(batch.Id, found.Total, cancellation);
        foreach (var (item, position) in found.Settled)
        {
            await RecordAsync(position, item);
            tracker.Count(item.Fate);
        }

        if (found.Pictures.Count == 0 && found.Masks.Count == 0 && (found.Labels.Count == 0 || !ProjectHadImages))
        {
            throw new ImportProblemException(found.Total == 0
                ? "There is no file in what was given. Choose a folder with pictures."
                : $"There is no picture among the {found.Total} files. Choose a folder with {ReadableFormats.Names} files.");
        }
    }

    /// <summary>Says which files are masks; they are counted on their own.</summary>
    public void NameMasks(IEnumerable<string> paths) => maskPaths = paths.ToHashSet(StringComparer.Ordinal);

    /// <summary>Says which files hold boxes, areas or tags; they are counted on their own.</summary>
    public void NameLabels(IEnumerable<string> paths) => labelPaths = paths.ToHashSet(StringComparer.Ordinal);

    /// <summary>Not cancelled half-way: a file that is stored is also listed.</summary>
    public async Task<ImportItem> RecordAsync(int position, ImportItem item)
    {
        await stores.Batches.SetItemAsync(batch.Id, position, item, CancellationToken.None);
        return item;
    }

    /// <summary>Stores state and report. On a full disk even this may fail; the report is given all the same.</summary>
    public async Task<ImportReport> EndAsync(ImportBatchState state, string? problem = null)
    {
        if (state != ImportBatchState.WaitingForClasses)
            (Proposals, Labels.Proposals) = ([], []);
        var report = CreateReport(await stores.Batches.ListItemsAsync(batch.Id, CancellationToken.None), problem);
        try
        {
            await stores.Batches.SetStateAsync(batch.Id, state, report, CancellationToken.None);
        }
        catch (StorageFullException) when (state == ImportBatchState.Failed)
        {
            // The reason is already in the report; the next start finds the batch running and ends it.
        }

        if (state != ImportBatchState.WaitingForClasses)
            Folder.Delete();
        tracker.Begin(ImportStage.Ended);
        return report;
    }

    ImportReport CreateReport(IReadOnlyList<ImportItem> items, string? problem)
    {
        var pictures = items.Where(item => !maskPaths.Contains(item.Path) && !labelPaths.Contains(item.Path)).ToList();
        var report = new ImportReport(
            projectName,
            batch.Report?.Imported ?? pictures.Count(item => item.Fate == ImportFate.Imported),
            batch.Report?.Skipped ?? pictures.Count(item => item.Fate == ImportFate.Skipped),
            [.. items.Where(item => item.Fate == ImportFate.Rejected).Select(item => new RejectedFile(item.Path, item.Reason))],
            Math.Max(batch.Report?.MasksImported ?? 0, items.Count(item => item.Fate == ImportFate.Imported && maskPaths.Contains(item.Path))),
            UnmatchedMasks,
            ImagesWithoutMask,
            Proposals,
            Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 2),
            problem);
        return Labels.AddTo(report);
    }
}
