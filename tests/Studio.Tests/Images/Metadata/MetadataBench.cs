using Microsoft.Extensions.DependencyInjection;
using Studio.Contracts.Import;
using Studio.Contracts.Projects;
using Studio.Features.Images.Metadata;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Tests.Images.Metadata;

/// <summary>A real data folder with images of given paths, and tables about them.</summary>
sealed class MetadataBench : IAsyncDisposable
{
    readonly TemporaryFolder folder;
    readonly ServiceProvider services;
    int next;

    MetadataBench(TemporaryFolder folder, ServiceProvider services, Project project) => (this.folder, this.services, Project) = (folder, services, project);

    public Project Project { get; }

    public MetadataImport Import => Get<MetadataImport>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public static async Task<MetadataBench> CreateAsync(bool deidentifies = false)
    {
        var folder = new TemporaryFolder();
        var services = new ServiceCollection().AddStudioStorage(folder["data"]).AddSingleton<MetadataImport>().BuildServiceProvider();
        await services.GetRequiredService<Database>().OpenAsync();
        var projects = services.GetRequiredService<ProjectStore>();
        var project = await projects.CreateAsync("Nerve", "", ProjectTask.Segmentation);
        await projects.SetPrivacyAsync(project.Id, new ProjectPrivacy(deidentifies, KeepsOriginals: false));
        return new MetadataBench(folder, services, project);
    }

    /// <summary>The file's images, one per frame.</summary>
    public async Task<IReadOnlyList<long>> AddAsync(string path, string? patient = null, string? series = null, string? sop = null, int frames = 1)
    {
        var number = ++next;
        var blob = await Get<BlobStore>().PutAsync(BitConverter.GetBytes(number), "The pixels of a test");
        var batch = await Get<ImportBatchStore>().CreateAsync(Project.Id, 1, null);
        var decoded = Enumerable.Range(0, frames).Select(frame => new DecodedFrame(frame, "pixels", blob.Sha256, blob.Length, "thumbnail", 0, 255, 2, 250)).ToList();
        var file = new DecodedImage(
            "DICOM", "CT", patient, null, series, sop, 2, 2, 1, 1, 8, false, "MONOCHROME2", 1, 0, 1, 1, [], decoded, [],
            new ClinicalContext(null, null, null, null, number, null, null, null));
        var instance = new NewInstance(
            Project.Id, path, Sha256Text.Of($"content {number}"), file, patient, null, null,
            [.. decoded.Select(frame => new NewFrame(frame, Studio.Features.Import.ImageName.Of(path, frame.FrameIndex, frames), blob.Sha256, series))]);
        var item = (await Get<InstanceStore>().AddAsync([(instance, new ImportPlace(batch.Id, 0, ""))]))[0];
        return [.. Enumerable.Range(0, frames).Select(frame => item.ImageId!.Value + frame)];
    }

    public async Task<MetadataTable> OpenAsync(string csv)
    {
        var path = folder[$"table {Guid.NewGuid():N}.csv"];
        await File.WriteAllTextAsync(path, csv);
        return await Import.OpenAsync(Project, path);
    }

    public async Task<TablePlan> PlanAsync(string csv, Func<TableMapping, TableMapping>? change = null)
    {
        var table = await OpenAsync(csv);
        return await Import.PlanAsync(table, (change ?? (mapping => mapping))(table.Proposal));
    }

    public async Task<StoredTable> StoreAsync(string csv, Func<TableMapping, TableMapping>? change = null)
    {
        var table = await OpenAsync(csv);
        return await Import.StoreAsync(table, await Import.PlanAsync(table, (change ?? (mapping => mapping))(table.Proposal)), userId: null);
    }

    /// <summary>By image, as text.</summary>
    public async Task<Dictionary<long, string>> ValuesAsync(string field)
    {
        var values = new Dictionary<long, string>();
        var found = (await Get<FieldStore>().ListAsync(Project.Id)).Single(known => known.Name == field);
        await Get<FieldStore>().VisitAsync(found, value => values[value.ImageId] = value.Text ?? FormattableString.Invariant($"{value.Number}"));
        return values;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Dispose();
    }
}
