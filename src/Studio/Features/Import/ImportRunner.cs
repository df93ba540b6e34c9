using System.Collections.Concurrent;
using Studio.Contracts.Import;
using Studio.Features.Import.Decoding;
using Studio.Features.Import.Expanding;
using Studio.Features.Import.Labels;
using Studio.Features.Import.Masks;
using Studio.Features.Import.Uploads;
using Studio.Imaging.Matching;
using Studio.Storage;

namespace Studio.Features.Import;

/// <summary>Runs one batch from its files to stored images and labels. What is finished stays, whatever comes after.</summary>
public sealed class ImportRunner(ImportStores stores, UploadStore uploads, DecodePool pool, IEnumerable<IImportFollower> followers)
{
    /// <summary>Many more files in work than decoders, so that what is decoded can be stored in groups meanwhile.</summary>
    readonly int parallelism = pool.Parallelism * 8;

    /// <summary>Reads everything, stores the images, and the labels where the meaning of the masks is clear.</summary>
    /// <param name="batch">A running batch.</param>
    /// <param name="request">What it was started with.</param>
    /// <param name="tracker">Counts, and tells when a person cancels.</param>
    /// <param name="stopping">The program ends: the batch stays running and goes on with the next start.</param>
    /// <returns>The report; the batch's state is stored with it.</returns>
    public async Task<ImportReport> RunAsync(ImportBatch batch, ImportRequest request, ImportTracker tracker, CancellationToken stopping)
    {
        var run = new BatchRun(batch, request, stores, tracker);
        var report = await EndWithReportAsync(run, ReadAsync, stopping);
        if (request.UploadId is { } upload)
            uploads.Discard(upload);
        return report;

        async Task<ImportBatchState> ReadAsync(CancellationToken cancellation)
        {
            await ReadEverythingAsync(run, cancellation);
            return run.EndState;
        }
    }

    /// <summary>Stores the labels of a batch that waited for classes.</summary>
    public Task<ImportReport> AcceptMasksAsync(
        ImportBatch batch, ImportRequest request, MaskValuePlan plan, ImportTracker tracker, CancellationToken stopping)
    {
        var run = new BatchRun(batch, request, stores, tracker);
        return EndWithReportAsync(run, AcceptAsync, stopping);

        async Task<ImportBatchState> AcceptAsync(CancellationToken cancellation)
        {
            var masks = run.Folder.ReadMasks();
            run.NameMasks(masks.Select(mask => mask.Path));
            await StoreLabelsAsync(run, plan, masks, cancellation);
            run.Folder.DropPlan();
            return run.EndState;
        }
    }

    /// <summary>Stores the boxes, areas and tags of a batch that waited for classes.</summary>
    public Task<ImportReport> AcceptLabelsAsync(
        ImportBatch batch, ImportRequest request, LabelNamePlan plan, ImportTracker tracker, CancellationToken stopping)
    {
        var run = new BatchRun(batch, request, stores, tracker);
        return EndWithReportAsync(run, AcceptAsync, stopping);

        async Task<ImportBatchState> AcceptAsync(CancellationToken cancellation)
        {
            await new LabelImport(run, stores).AcceptAsync(plan, cancellation);
            return run.EndState;
        }
    }

    /// <summary>Whatever ends the work, the batch ends with a report; only the end of the program leaves it running.</summary>
    async Task<ImportReport> EndWithReportAsync(
        BatchRun run, Func<CancellationToken, Task<ImportBatchState>> work, CancellationToken stopping)
    {
        using var hold = run.Folder.TryHold() ?? throw new InvalidOperationException($"Batch {run.Batch.Id} is running in another process.");
        using var either = CancellationTokenSource.CreateLinkedTokenSource(run.Tracker.Cancelled, stopping);
        try
        {
            await run.LoadAsync();
            return await run.EndAsync(await work(either.Token));
        }
        catch (OperationCanceledException) when (run.Tracker.Cancelled.IsCancellationRequested)
        {
            return await run.EndAsync(ImportBatchState.Cancelled, "The import was cancelled. What was finished is kept.");
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception problem) when (Explain(problem) is { } sentence)
        {
            return await run.EndAsync(ImportBatchState.Failed, sentence);
        }
        catch (Exception unforeseen)
        {
            await run.EndAsync(ImportBatchState.Failed, $"The import stopped because of an error in the studio ({unforeseen.GetType().Name}). What was finished is kept.");
            throw;
        }
        finally
        {
            foreach (var follower in followers)
                follower.OnImportEnded(run.Batch.ProjectId);
        }
    }

    static string? Explain(Exception problem) => problem switch
    {
        ImportProblemException => problem.Message,
        StorageFullException or ImportFullException => $"{problem.Message} The import stopped. What was finished is kept, and a new import skips it.",
        IOException full when ImportFullException.IsCause(full) => Explain(ImportFullException.While("files were unpacked", full)),
        _ => null,
    };

    async Task ReadEverythingAsync(BatchRun run, CancellationToken cancellation)
    {
        if (!PatientRule.TryParse(run.Request.Patients, out var patientRule, out var error))
            throw new ImportProblemException(error);
        foreach (var name in run.Request.ClassNames)
            await stores.Classes.AddAsync(run.Batch.ProjectId, name, cancellation);

        run.Tracker.Begin(ImportStage.Finding);
        var found = await Task.Run(() => Find(run, cancellation), cancellation);
        await run.SettleAsync(found, cancellation);
        var pictures = await ReadPicturesAsync(run, found.Pictures, patientRule, cancellation);
        await ArrangeSeriesAsync(run, pictures, cancellation);
        await new LabelImport(run, stores).ReadAsync(found, pictures, cancellation);
        if (found.Masks.Count == 0)
            return;

        var masks = await ReadMasksAsync(run, found.Masks, pictures, cancellation);
        if (masks.Count == 0)
            return;
        var pixels = masks.SelectMany(mask => mask.Counts).GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Sum(entry => entry.Value));
        var classes = await stores.Classes.ListAsync(run.Batch.ProjectId, cancellation);
        var (plan, proposals) = MaskValuePlanner.Decide(pixels, classes, run.Request);
        run.Proposals = proposals;
        if (plan is null)
            run.Folder.WriteMasks(masks);
        else
            await StoreLabelsAsync(run, plan, masks, cancellation);
    }

    FoundFiles Find(BatchRun run, CancellationToken cancellation)
    {
        run.Folder.ClearUnpacked();
        var expander = new SourceExpander(run.Folder.Unpacked, ZipLimits.Default);
        var request = run.Request;
        var main = request.UploadId is { } upload
            ? expander.Expand(uploads.ListFiles(upload), cancellation)
            : expander.Expand(request.Source ?? throw new InvalidOperationException("An import needs a source."), cancellation);
        if (request.MaskSource is not { } maskSource)
        {
            var own = LabelFinder.Find(request, [main], cancellation);
            return FoundFiles.Sort(main, run.ProjectHadImages) with { Labels = own };
        }

        var masks = expander.Expand(maskSource, cancellation);
        var labels = LabelFinder.Find(request, [main, masks], cancellation);
        return FoundFiles.WithMasks(main, masks, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(maskSource)))) with { Labels = labels };
    }

    /// <returns>Path of every picture that is in the project now → image.</returns>
    async Task<IReadOnlyDictionary<string, long>> ReadPicturesAsync(
        BatchRun run, IReadOnlyList<(ImportFile File, int Position)> pictures, PatientRule rule, CancellationToken cancellation)
    {
        run.Tracker.Begin(ImportStage.Reading, pictures.Count, pictures.Sum(entry => entry.File.Length));
        var privacy = await IntakePrivacy.OfAsync(stores.Projects, run.Batch.ProjectId, cancellation);
        await using var intake = new ImageIntake(run, new FileTurns(pictures.Count), rule, privacy, stores, pool);
        var images = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(pictures, InParallel(cancellation), async (entry, token) =>
        {
            var item = run.EarlierPicture(entry.File.Path) is { } known
                ? await intake.PassAsync(known, entry.Position, token)
                : await intake.TakeAsync(entry.File, entry.Position, token);
            if (item.ImageId is { } id)
                images[entry.File.Path] = id;
            run.Tracker.Finish(entry.File.Length, item.Fate);
        });
        foreach (var (path, first) in intake.Duplicates)
        {
            if (images.TryGetValue(first, out var id))
                images[path] = id;
        }

        return images;
    }

    /// <summary>Also series that earlier imports began: their slices get new places.</summary>
    async Task ArrangeSeriesAsync(BatchRun run, IReadOnlyDictionary<string, long> pictures, CancellationToken cancellation)
    {
        var series = await stores.Series.FindOfBatchAsync(run.Batch.Id, cancellation);
        run.Tracker.Begin(ImportStage.Arranging, series.Count);
        foreach (var id in series)
        {
            await stores.Series.ArrangeAsync(id, cancellation);
            run.Tracker.Finish(0, null);
        }

        foreach (var found in ChannelNames.Find([.. pictures.Keys]).Where(found => found.Channels.Count > 1))
        {
            var channels = found.Channels.Select(channel => new ChannelOfCase(pictures[channel.Path], channel.Name));
            await stores.Channels.JoinAsync(found.Key, [.. channels], cancellation);
        }
    }

    async Task<IReadOnlyList<StagedMask>> ReadMasksAsync(
        BatchRun run, IReadOnlyList<(ImportFile File, int Position)> masks, IReadOnlyDictionary<string, long> pictures, CancellationToken cancellation)
    {
        run.Tracker.Begin(ImportStage.ReadingMasks, masks.Count, masks.Sum(entry => entry.File.Length));
        var images = await stores.Images.ListAsync(run.Batch.ProjectId, cancellation);
        var targets = MaskTargets.Match([.. masks.Select(entry => entry.File.Path)], pictures, images, run.SafePaths);
        run.UnmatchedMasks = targets.Unmatched;
        var intake = new MaskIntake(run.Folder, pool);
        await Parallel.ForEachAsync(masks, InParallel(cancellation), async (entry, token) =>
        {
            var item = targets.ByMask.TryGetValue(entry.File.Path, out var target)
                ? await intake.ReadAsync(entry.File, entry.Position, target, token)
                : new ImportItem(entry.File.Path, ImportFate.Skipped, targets.Reasons[entry.File.Path], null);
            if (item is not null)
                await run.RecordAsync(entry.Position, item);
            run.Tracker.Finish(entry.File.Length, null);
        });
        run.ImagesWithoutMask = [.. targets.ImagesWithoutMask(intake.Staged).Select(path => run.SafePaths.GetValueOrDefault(path, path))];
        return [.. intake.Staged.OrderBy(mask => mask.Position)];
    }

    async Task StoreLabelsAsync(BatchRun run, MaskValuePlan plan, IReadOnlyList<StagedMask> masks, CancellationToken cancellation)
    {
        run.Tracker.Begin(ImportStage.StoringLabels, masks.Count);
        var acceptance = new MaskAcceptance(run.Batch.ProjectId, stores);
        var mapping = await acceptance.SettleAsync(plan, cancellation);
        await Parallel.ForEachAsync(masks.Where(mask => mask.OtherPath is null), InParallel(cancellation), StoreAsync);
        // What is kept beside a label is compared with it.
        foreach (var mask in masks.Where(mask => mask.OtherPath is not null))
            await StoreAsync(mask, cancellation);
        run.Proposals = [];

        async ValueTask StoreAsync(StagedMask mask, CancellationToken token)
        {
            await run.RecordAsync(mask.Position, await acceptance.AcceptAsync(mask, mapping, token));
            run.Tracker.Finish(0, null);
        }
    }

    ParallelOptions InParallel(CancellationToken cancellation) => new()
    {
        MaxDegreeOfParallelism = parallelism,
        CancellationToken = cancellation,
    };
}

/// <summary>Ends a batch with a message for people: bad input, not a fault.</summary>
sealed class ImportProblemException(string message) : Exception(message);
