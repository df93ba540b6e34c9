using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Studio.Contracts.Import;
using Studio.Features.Import.Labels;
using Studio.Features.Import.Masks;
using Studio.Storage;

namespace Studio.Features.Import;

/// <summary>
/// Imports in the background, one batch after the other; nobody has to keep a page open. A batch that the end of the
/// studio interrupted goes on with the next start.
/// </summary>
public sealed partial class ImportService(ImportStores stores, ImportRunner runner, ILogger<ImportService> logger) : BackgroundService
{
    readonly Channel<long> queue = Channel.CreateUnbounded<long>();
    readonly ConcurrentDictionary<long, ImportTracker> trackers = new();

    /// <summary>Queues an import.</summary>
    public async Task<ImportBatch> StartAsync(ImportRequest request, CancellationToken cancellation)
    {
        var batch = await stores.Batches.CreateAsync(request.ProjectId, total: 0, request.CreatedBy, cancellation);
        new ImportFolder(stores.Folder, batch.Id).WriteRequest(request);
        Enqueue(batch.Id);
        return batch;
    }

    /// <summary>How far a batch is, while it waits or runs; null before and after.</summary>
    public ImportTracker? Watch(long batchId) => trackers.GetValueOrDefault(batchId);

    public void Cancel(long batchId) => Watch(batchId)?.Cancel();

    /// <summary>What the values of the waiting masks mean; their labels are stored in the background.</summary>
    /// <param name="batchId">A batch that waits for classes.</param>
    /// <param name="classOfValue">Every value → name of a class, empty for background.</param>
    /// <param name="cancellation">Only while the batch is looked up.</param>
    public Task ConfirmMasksAsync(long batchId, IReadOnlyDictionary<int, string> classOfValue, CancellationToken cancellation) =>
        ConfirmAsync(batchId, folder => folder.WritePlan(MaskValuePlan.Of(classOfValue)), cancellation);

    /// <summary>What the names of waiting boxes, areas and tags mean; they are stored in the background.</summary>
    /// <param name="batchId">A batch that waits for classes.</param>
    /// <param name="classOfName">Every name → name of a class, empty to leave out.</param>
    /// <param name="cancellation">Only while the batch is looked up.</param>
    public Task ConfirmLabelsAsync(long batchId, IReadOnlyDictionary<string, string> classOfName, CancellationToken cancellation) =>
        ConfirmAsync(batchId, folder => folder.WriteNames(new LabelNamePlan(classOfName)), cancellation);

    /// <summary>Drops waiting masks; the pictures stay.</summary>
    public Task DismissMasksAsync(long batchId, CancellationToken cancellation) =>
        DismissAsync(batchId, report => report with { MaskValues = [], Problem = "The masks were left out." }, cancellation);

    /// <summary>Drops waiting boxes, areas and tags; the pictures stay.</summary>
    public Task DismissLabelsAsync(long batchId, CancellationToken cancellation) =>
        DismissAsync(batchId, report => report with { LabelNames = [], Problem = "The boxes and tags were left out." }, cancellation);

    /// <summary>Writes down what a person said; the batch goes on with it.</summary>
    async Task ConfirmAsync(long batchId, Action<ImportFolder> write, CancellationToken cancellation)
    {
        if (await stores.Batches.FindAsync(batchId, cancellation) is not { State: ImportBatchState.WaitingForClasses, Report: { } report })
            return;
        write(new ImportFolder(stores.Folder, batchId));
        await stores.Batches.SetStateAsync(batchId, ImportBatchState.Running, report, cancellation);
        Enqueue(batchId);
    }

    /// <summary>The batch is done where nothing else waits.</summary>
    async Task DismissAsync(long batchId, Func<ImportReport, ImportReport> dismiss, CancellationToken cancellation)
    {
        if (await stores.Batches.FindAsync(batchId, cancellation) is not { State: ImportBatchState.WaitingForClasses, Report: { } report })
            return;
        var dismissed = dismiss(report);
        var isDone = dismissed.MaskValues.Count + dismissed.LabelNames.Count == 0;
        await stores.Batches.SetStateAsync(batchId, isDone ? ImportBatchState.Done : ImportBatchState.WaitingForClasses, dismissed, cancellation);
        if (isDone)
            new ImportFolder(stores.Folder, batchId).Delete();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await EnqueueInterruptedAsync(stoppingToken);
        await foreach (var batchId in queue.Reader.ReadAllAsync(stoppingToken))
            await RunAsync(batchId, stoppingToken);
    }

    void Enqueue(long batchId)
    {
        trackers[batchId] = new ImportTracker();
        queue.Writer.TryWrite(batchId);
    }

    async Task EnqueueInterruptedAsync(CancellationToken cancellation)
    {
        var root = new DirectoryInfo(ImportFolder.RootOf(stores.Folder));
        foreach (var folder in root.Exists ? root.GetDirectories() : [])
        {
            if (!long.TryParse(folder.Name, CultureInfo.InvariantCulture, out var batchId))
                continue;
            var batch = await stores.Batches.FindAsync(batchId, cancellation);
            using var hold = new ImportFolder(stores.Folder, batchId).TryHold();
            if (batch?.State == ImportBatchState.Running && hold is not null)
                Enqueue(batchId);
        }
    }

#pragma warning disable CA1031 // One batch that fails must not end the imports after it; it is logged and marked failed.
    async Task RunAsync(long batchId, CancellationToken stopping)
    {
        // A batch that is started while interrupted ones are looked for may be queued twice; it runs once.
        var tracker = trackers.GetOrAdd(batchId, _ => new ImportTracker());
        try
        {
            if (await stores.Batches.FindAsync(batchId, stopping) is { State: ImportBatchState.Running } batch)
                await RunAsync(batch, new ImportFolder(stores.Folder, batchId), tracker, stopping);
        }
        catch (Exception unforeseen) when (!stopping.IsCancellationRequested)
        {
            LogFailure(batchId, unforeseen.GetType().Name, unforeseen.StackTrace);
        }
        finally
        {
            trackers.TryRemove(KeyValuePair.Create(batchId, tracker));
            tracker.Begin(ImportStage.Ended);
            tracker.Dispose();
        }
    }
#pragma warning restore CA1031

    async Task RunAsync(ImportBatch batch, ImportFolder folder, ImportTracker tracker, CancellationToken stopping)
    {
        if (folder.ReadRequest() is not { } request)
            return;
        if (folder.ReadPlan() is { } plan)
            await runner.AcceptMasksAsync(batch, request, plan, tracker, stopping);
        else if (folder.ReadNames() is { } names)
            await runner.AcceptLabelsAsync(batch, request, names, tracker, stopping);
        else
            await runner.RunAsync(batch, request, tracker, stopping);
    }

    // Not the exception itself: its message may name a file, and files are often named after patients.
    [LoggerMessage(Level = LogLevel.Error, Message = "Import {BatchId} failed with {Kind}: {Stack}")]
    partial void LogFailure(long batchId, string kind, string? stack);
}
