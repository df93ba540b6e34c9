using System.Text;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Projects;
using Studio.Imaging.Annotations;
using Studio.Storage;

namespace Studio.Features.Versions.Export;

/// <summary>A file of an export.</summary>
public sealed record ExportedFile(string Path, long Bytes, string Sha256);

/// <param name="Files">All but the manifest.</param>
public sealed record ExportedDataset(int Images, IReadOnlyList<ExportedFile> Files);

/// <summary>
/// Writes a version as files that any tool reads: pictures and masks as PNG, a COCO file, tables, a datasheet, and a manifest
/// with the hash of each. Every stored file is checked on the way, and the manifest comes last: without it an export is not whole.
/// </summary>
public sealed class DatasetExporter(DataFolder folder, ProjectStore projects, VersionExportStore store, BlobStore blobs)
{
    /// <param name="withNames">Whether the images' names come along, which may tell who somebody is.</param>
    /// <param name="progress">Images written, of how many.</param>
    /// <exception cref="StorageException">A stored file is missing or damaged; the image is named.</exception>
    public async Task<ExportedDataset> WriteAsync(
        DatasetVersion version, IExportTarget target, bool withNames, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(version);
        var project = await projects.FindAsync(version.ProjectId, cancellationToken)
            ?? throw new StorageException($"The project of version {version.Number} is not in the data folder.");
        var files = new DatasetFiles(await store.ListItemsAsync(version.Id, cancellationToken), project.Task);
        var output = new HashedOutput(target, folder);
        await output.WriteAsync("annotations.coco.json", coco => WritePicturesAsync(files, project, version, output, coco, progress, cancellationToken), cancellationToken);
        var fields = await store.ListFieldsAsync(version.Id, cancellationToken);
        await output.WriteAsync("images.csv", stream => ExportTables.WriteImages(stream, files, fields, withNames), cancellationToken);
        if (files.HasTags)
            await output.WriteAsync("tags.csv", stream => ExportTables.WriteTags(stream, files, version.Classes), cancellationToken);
        var facts = await store.ReadFactsAsync(version, cancellationToken);
        var sheet = new Datasheet(project, version, files.Items, facts, withNames).Write();
        await output.WriteAsync("datasheet.md", stream => stream.Write(Encoding.UTF8.GetBytes(sheet)), cancellationToken);
        ExportedFile[] written = [.. output.Files.OrderBy(file => file.Path, StringComparer.Ordinal)];
        await output.WriteAsync("manifest.json", stream => WriteManifest(stream, project, version, written), cancellationToken);
        return new ExportedDataset(files.Items.Count, written);
    }

    async Task WritePicturesAsync(
        DatasetFiles files,
        Project project,
        DatasetVersion version,
        HashedOutput output,
        Stream target,
        Action<int, int>? progress,
        CancellationToken cancellationToken)
    {
        await using var coco = new CocoWriter(target);
        await coco.BeginAsync(
            $"{project.Name}, version {version.Number}",
            version.Classes.Select(item => (item.Index, item.Name)),
            files.Items.Select(item => new CocoPicture(item.ImageId, DatasetFiles.PictureOf(item), item.Rows, item.Columns)));
        foreach (var (place, item) in files.Items.Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var samples = await blobs.ReadAllBytesAsync(item.PixelSha256, cancellationToken);
            await output.WriteAsync(DatasetFiles.PictureOf(item), ExportedPicture.Picture(item, samples), cancellationToken);
            if (files.HasMasks)
            {
                var classes = await ExportedPicture.ReadClassesAsync(item, blobs, cancellationToken);
                await output.WriteAsync(DatasetFiles.MaskOf(item), ExportedPicture.Mask(item, classes, version.Classes), cancellationToken);
                await coco.AddLabelAsync(item.ImageId, classes, item.Rows, item.Columns);
            }

            foreach (var box in item.Boxes)
                await coco.AddBoxAsync(item.ImageId, box.ClassIndex, box.X, box.Y, box.Width, box.Height);
            progress?.Invoke(place + 1, files.Items.Count);
        }

        await coco.FinishAsync();
    }

    static void WriteManifest(Stream target, Project project, DatasetVersion version, ExportedFile[] files) => JsonSerializer.Serialize(
        target,
        new
        {
            project = project.Slug,
            task = project.Task,
            version = version.Number,
            versionHash = version.Hash,
            frozenAt = version.CreatedAt,
            images = version.Images,
            classes = version.Classes.Select(item => new { item.Index, item.Name, item.Color }),
            files,
        },
        ContractJson.Indented);
}
