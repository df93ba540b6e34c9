using Microsoft.Extensions.DependencyInjection;
using Studio.Contracts.Import;
using Studio.Contracts.Projects;
using Studio.Features.Import;
using Studio.Features.Import.Decoding;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Tests.Import;

/// <summary>A real data folder with real import processes, and a folder to import from.</summary>
sealed class ImportBench : IAsyncDisposable
{
    readonly TemporaryFolder folder = new();
    readonly ServiceProvider services;

    ImportBench(ServiceProvider services, Project project)
    {
        this.services = services;
        Project = project;
        Directory.CreateDirectory(Source);
    }

    public Project Project { get; }

    /// <summary>What is imported; tests put files here.</summary>
    public string Source => folder["source"];

    public ImportRunner Runner => services.GetRequiredService<ImportRunner>();

    public ImportBatchStore Batches => services.GetRequiredService<ImportBatchStore>();

    public ImageStore Images => services.GetRequiredService<ImageStore>();

    public AnnotationStore Annotations => services.GetRequiredService<AnnotationStore>();

    public ClassStore Classes => services.GetRequiredService<ClassStore>();

    public BlobStore Blobs => services.GetRequiredService<BlobStore>();

    public DataFolder Data => services.GetRequiredService<DataFolder>();

    public DecodePool Pool => services.GetRequiredService<DecodePool>();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public static async Task<ImportBench> CreateAsync(
        string? dataFolder = null, DecodePoolOptions? pool = null, ProjectTask task = ProjectTask.Segmentation)
    {
        var data = dataFolder ?? Directory.CreateTempSubdirectory("studio-data-").FullName;
        var collection = new ServiceCollection().AddLogging().AddStudioStorage(data).AddImport();
        if (pool is not null)
            collection.AddSingleton(_ => new DecodePool(pool));
        var services = collection.BuildServiceProvider();
        await services.GetRequiredService<Database>().OpenAsync();
        var project = await services.GetRequiredService<ProjectStore>().CreateAsync("Nerve", "", task);
        return new ImportBench(services, project);
    }

    public string Write(string path, byte[] content)
    {
        var file = Path.Combine(Source, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return file;
    }

    public ImportRequest Request(MaskConsent consent = MaskConsent.TakeClassNumbers) =>
        new() { ProjectId = Project.Id, Source = Source, Consent = consent };

    public Task<ImportReport> ImportAsync(MaskConsent consent = MaskConsent.TakeClassNumbers) => ImportAsync(Request(consent));

    public async Task<ImportReport> ImportAsync(ImportRequest request, ImportTracker? tracker = null)
    {
        var batch = await Batches.CreateAsync(Project.Id, total: 0, createdBy: null);
        return await Runner.RunAsync(batch, request, tracker ?? new ImportTracker(), CancellationToken.None);
    }

    public async Task<IReadOnlyList<ImportItem>> LastItemsAsync() =>
        await Batches.ListItemsAsync((await Batches.ListAsync(Project.Id))[0].Id);

    public async Task<ImportItem> LastItemAsync(string path) => (await LastItemsAsync()).Single(item => item.Path == path);

    public async Task<ImageRecord> ImageAsync(string name) => (await Images.ListAsync(Project.Id)).Single(image => image.Name == name);

    /// <summary>Classes of the imported label, one byte per pixel.</summary>
    public async Task<byte[]> LabelAsync(string name)
    {
        var document = await Annotations.FindAsync((await ImageAsync(name)).Id, authorId: null);
        Assert.NotNull(document);
        return (await Annotations.ComposeAsync(document.Id)).Labelmap.Classes;
    }

    public async ValueTask DisposeAsync()
    {
        var data = Data.Root;
        await services.DisposeAsync();
        folder.Dispose();
        if (Directory.Exists(data))
            Directory.Delete(data, recursive: true);
    }
}
