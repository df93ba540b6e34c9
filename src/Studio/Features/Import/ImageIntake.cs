using System.Collections.Concurrent;
using Studio.Contracts.Import;
using Studio.Features.Import.Decoding;
using Studio.Features.Import.Expanding;
using Studio.Storage;

namespace Studio.Features.Import;

/// <summary>Brings the pictures of one batch into a project, each file on its own: hash, decode, then blobs and rows.</summary>
/// <param name="turns">Of the batch's pictures, by position.</param>
sealed class ImageIntake(
    BatchRun run, FileTurns turns, PatientRule patientRule, IntakePrivacy privacy, ImportStores stores, DecodePool pool) : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, string> firstPathByContent = new(StringComparer.Ordinal);
    readonly IntakeWriter writer = new(stores);

    /// <summary>Path of a file with the same content that came first in this batch, by path.</summary>
    public ConcurrentDictionary<string, string> Duplicates { get; } = new(StringComparer.Ordinal);

    /// <summary>The fate of a file, listed already.</summary>
    /// <exception cref="StorageFullException">No room; nothing of this file is visible.</exception>
    public async Task<ImportItem> TakeAsync(ImportFile file, int position, CancellationToken cancellation)
    {
        var hash = await TryHashAsync(file, cancellation);
        var first = await turns.PassAsync(position, () => hash is null ? file.Path : firstPathByContent.GetOrAdd(hash, file.Path), cancellation);
        if (hash is not { } content)
            return await RejectAsync(file, position, "The file cannot be read from the disk. Copy it again and import it again.");
        if (first != file.Path)
        {
            Duplicates[file.Path] = first;
            return await run.RecordAsync(position, await OfDuplicateAsync(file, first, cancellation));
        }

        if (await stores.Images.FindByContentAsync(run.Request.ProjectId, content, cancellation) is { } known)
        {
            run.SafePaths[file.Path] = await StoredPathAsync(known) ?? file.Path;
            if (run.EarlierFate(position, known) is { } item)
                return item;
            return await run.RecordAsync(position, new ImportItem(run.SafePaths[file.Path], ImportFate.Skipped, "Already in the project.", known));
        }

        var output = run.Folder.NewOutput();
        try
        {
            return await pool.DecodeAsync(file.FullPath, file.Path, DecodePurpose.Image, output, privacy.Options, cancellation) switch
            {
                DecodedImage image => await writer.StoreAsync(Describe(file, position, content, image, output)),
                DecodeRejected rejected => await RejectAsync(file, position, rejected.Reason),
                DecodeStorageFull => throw ImportFullException.While($"reading {file.Path}"),
                _ => await RejectAsync(file, position, "It was not read as a picture."),
            };
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    /// <summary>What is known of a file already.</summary>
    public Task<ImportItem> PassAsync(ImportItem known, int position, CancellationToken cancellation) =>
        turns.PassAsync(position, () => known, cancellation);

    public ValueTask DisposeAsync() => writer.DisposeAsync();

    Task<ImportItem> RejectAsync(ImportFile file, int position, string reason) =>
        run.RecordAsync(position, new ImportItem(file.Path, ImportFate.Rejected, reason, null));

    /// <summary>The path under which a DICOM file is in a project that de-identifies; the file given now may be named after the patient.</summary>
    async Task<string?> StoredPathAsync(long imageId) =>
        privacy.Options is not null && await stores.Images.FindAsync(imageId) is { Format: "DICOM" } image ? image.SourcePath : null;

    /// <summary>Only the header knows who must not be named, so a file whose picture is known is read for it all the same.</summary>
    async Task<ImportItem> OfDuplicateAsync(ImportFile file, string first, CancellationToken cancellation)
    {
        if (privacy.Options is not null)
        {
            var output = run.Folder.NewOutput();
            var reply = await pool.DecodeAsync(file.FullPath, file.Path, DecodePurpose.Image, output, privacy.Options, cancellation);
            Directory.Delete(output, recursive: true);
            if (reply is DecodedImage { Clinical.SafePath: { } safe })
            {
                run.SafePaths[file.Path] = safe;
                return new ImportItem(safe, ImportFate.Skipped, "The same picture as another file of this import.", null);
            }
        }

        return new ImportItem(file.Path, ImportFate.Skipped, $"The same picture as {first}.", null);
    }

    static async Task<string?> TryHashAsync(ImportFile file, CancellationToken cancellation)
    {
        try
        {
            await using var stream = File.OpenRead(file.FullPath);
            return await Sha256Text.OfAsync(stream, cancellation);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    IntakeEntry Describe(ImportFile file, int position, string content, DecodedImage image, string output)
    {
        // Masks are matched by the file's own path while the batch runs; only this one is kept.
        var path = image.Clinical?.SafePath ?? file.Path;
        run.SafePaths[file.Path] = path;
        var blobs = new List<StagedBlob>();
        var frames = new List<NewFrame>(image.Frames.Count);
        foreach (var frame in image.Frames)
        {
            blobs.Add(new StagedBlob(frame.PixelFile, frame.PixelSha256, frame.PixelLength));
            var thumbnail = Staged(frame.ThumbnailFile);
            blobs.Add(thumbnail);
            var name = ImageName.Of(path, frame.FrameIndex, image.Frames.Count);
            var series = SeriesName.Of(image, frame, content);
            frames.Add(new NewFrame(frame, name, thumbnail.Sha256, series?.Uid, series?.Channel, series?.CaseKey));
        }

        var original = privacy.KeepsOriginals ? CopyOriginal(file, content, output) : null;
        if (original is not null)
            blobs.Add(original);
        var patient = (patientRule.PatientOf(path) ?? image.PatientId)?.Trim();
        var instance = new NewInstance(
            run.Request.ProjectId,
            path,
            content,
            image,
            string.IsNullOrEmpty(patient) ? null : patient,
            original?.Sha256,
            run.Request.FixedSplit,
            frames);
        return new IntakeEntry(instance, new ImportPlace(run.Batch.Id, position, string.Join(" ", image.Warnings)), blobs);
    }

    static StagedBlob Staged(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return new StagedBlob(path, Sha256Text.Of(bytes), bytes.Length);
    }

    static StagedBlob CopyOriginal(ImportFile file, string content, string output)
    {
        var copy = Path.Combine(output, "original");
        File.Copy(file.FullPath, copy);
        return new StagedBlob(copy, content, new FileInfo(copy).Length);
    }
}
