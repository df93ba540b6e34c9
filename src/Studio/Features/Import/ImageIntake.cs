using System.Collections.Concurrent;
using Studio.Contracts.Import;
using Studio.Features.Import.Decoding;
using Studio.Features.Import.Expanding;
using Studio.Storage;

namespace Studio.Features.Import;

/// <summary>Brings the pictures of one batch into a project, each file on its own: hash, decode, blobs, rows.</summary>
sealed class ImageIntake(ImportRequest request, PatientRule patientRule, ImportFolder folder, ImportStores stores, DecodePool pool)
{
    readonly ConcurrentDictionary<string, string> firstPathByContent = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, Task<Patient>> patients = new(StringComparer.Ordinal);

    /// <summary>Path of a file with the same content that came first in this batch, by path.</summary>
    public ConcurrentDictionary<string, string> Duplicates { get; } = new(StringComparer.Ordinal);

    /// <exception cref="StorageFullException">No room; nothing of this file is visible.</exception>
    public async Task<ImportItem> TakeAsync(ImportFile file, CancellationToken cancellation)
    {
        if (await TryHashAsync(file, cancellation) is not { } content)
            return Rejected(file, "The file cannot be read from the disk. Copy it again and import it again.");
        if (!firstPathByContent.TryAdd(content, file.Path))
        {
            Duplicates[file.Path] = firstPathByContent[content];
            return new ImportItem(file.Path, ImportFate.Skipped, $"The same picture as {firstPathByContent[content]}.", null);
        }

        if (await stores.Images.FindByContentAsync(request.ProjectId, content, cancellation) is { } known)
            return new ImportItem(file.Path, ImportFate.Skipped, "Already in the project.", known);

        var output = folder.NewOutput();
        try
        {
            return await pool.DecodeAsync(file.FullPath, file.Path, DecodePurpose.Image, output, cancellation) switch
            {
                DecodedImage image => await StoreAsync(file, content, image, cancellation),
                DecodeRejected rejected => Rejected(file, rejected.Reason),
                DecodeStorageFull => throw ImportFullException.While($"reading {file.Path}"),
                _ => Rejected(file, "It was not read as a picture."),
            };
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }
    }

    static ImportItem Rejected(ImportFile file, string reason) => new(file.Path, ImportFate.Rejected, reason, null);

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

    async Task<ImportItem> StoreAsync(ImportFile file, string content, DecodedImage image, CancellationToken cancellation)
    {
        var patient = await FindPatientAsync(patientRule.PatientOf(file.Path) ?? image.PatientId);
        var rows = new List<NewImage>(image.Frames.Count);
        foreach (var frame in image.Frames)
        {
            var name = ImageName.Of(file.Path, frame.FrameIndex, image.Frames.Count);
            await stores.Blobs.PutFileAsync(frame.PixelFile, frame.PixelSha256, frame.PixelLength, $"The picture {name}", cancellation);
            var thumbnail = await File.ReadAllBytesAsync(frame.ThumbnailFile, cancellation);
            var thumbnailBlob = await stores.Blobs.PutAsync(thumbnail, $"The preview of {name}", cancellation);
            rows.Add(new NewImage(
                request.ProjectId, patient?.Id, name, file.Path, content, image, frame, thumbnailBlob.Sha256, request.FixedSplit));
        }

        var ids = await stores.Images.InsertAsync(rows, cancellation);
        return ids[0] is { } id
            ? new ImportItem(file.Path, ImportFate.Imported, string.Join(" ", image.Warnings), id)
            : new ImportItem(file.Path, ImportFate.Skipped, "Already in the project.", null);
    }

    async Task<Patient?> FindPatientAsync(string? key) => string.IsNullOrWhiteSpace(key)
        ? null
        : await patients.GetOrAdd(key.Trim(), trimmed => stores.Patients.GetOrCreateAsync(request.ProjectId, trimmed));
}
