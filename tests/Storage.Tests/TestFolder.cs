using Microsoft.Data.Sqlite;
using Studio.Contracts.Import;
using Studio.Contracts.Projects;
using Studio.Imaging.Labelmaps;

namespace Studio.Storage.Tests;

/// <summary>A real data folder in a temporary place with every store over it.</summary>
sealed class TestFolder : IAsyncDisposable
{
    int nextImage;

    TestFolder(string root, ManualClock clock)
    {
        Clock = clock;
        Database = new Database(new DataFolder(root), clock);
        Blobs = new BlobStore(Database);
        Annotations = new AnnotationStore(Database, Blobs);
        Submissions = new SubmissionStore(Database, Annotations);
        Versions = new DatasetVersionStore(Database, Annotations);
        Browser = new ImageBrowser(Database);
    }

    public ManualClock Clock { get; }
    public Database Database { get; }
    public BlobStore Blobs { get; }
    public AnnotationStore Annotations { get; }
    public SubmissionStore Submissions { get; }
    public DatasetVersionStore Versions { get; }
    public ProjectStore Projects => new(Database);
    public ClassStore Classes => new(Database);
    public UserStore Users => new(Database);
    public PatientStore Patients => new(Database);
    public ImageStore Images => new(Database);
    public ImageExclusionStore Exclusions => new(Database);

    /// <summary>One for all questions, as it keeps what it has read.</summary>
    public ImageBrowser Browser { get; }
    public FieldStore Fields => new(Database);
    public CollectionStore Collections => new(Database);
    public SavedFilterStore SavedFilters => new(Database);
    public ImageEditStore Edits => new(Database);
    public BoxStore Boxes => new(Database);
    public TagStore Tags => new(Database);
    public AssignmentStore Assignments => new(Database);
    public RunStore Runs => new(Database);
    public JobStore Jobs => new(Database);
    public JobEventStore Events => new(Database);
    public AuditLog Audit => new(Database);
    public VersionComparer Comparer => new(Database);
    public VersionRestorer Restorer => new(Database, Blobs, Annotations, Versions);
    public BlobUseStore BlobUses => new(Database);
    public AuditRunStore AuditRuns => new(Database);
    public FindingReviewStore Reviews => new(Database);
    public string Root => Database.Folder.Root;

    public static string NewRoot() => Path.Combine(Path.GetTempPath(), $"storage-test-{Guid.NewGuid():N}");

    public static async Task<TestFolder> CreateAsync(string? root = null)
    {
        var folder = new TestFolder(root ?? NewRoot(), new ManualClock());
        await folder.Database.OpenAsync();
        return folder;
    }

    /// <summary>A second database object over the same files, as another process would have.</summary>
    public Database OpenAgain() => new(new DataFolder(Root), Clock);

    public Task<int> ExecuteAsync(string sql, object? arguments = null) =>
        Database.WriteAsync("A change by a test", session => session.Execute(sql, arguments), default);

    public Task<T> ScalarAsync<T>(string sql, object? arguments = null) =>
        Database.ReadAsync(session => session.Single<T>(sql, arguments), default);

    public Task<Project> AddProjectAsync(params string[] classes) => AddProjectAsync(ProjectTask.Segmentation, classes);

    public async Task<Project> AddProjectAsync(ProjectTask task, params string[] classes)
    {
        var project = await Projects.CreateAsync("Median nerve", "", task);
        foreach (var name in classes)
        {
            await Classes.AddAsync(project.Id, name);
        }

        return project;
    }

    public Task<UserAccount> AddUserAsync(string name) =>
        Users.CreateAsync(new NewUser(name, name[..1], UserRole.Annotator, "hash"));

    public async Task<long> AddImageAsync(
        long projectId,
        string? name = null,
        string? patient = null,
        Split? fixedSplit = null,
        int rows = 4,
        int columns = 5)
    {
        var number = Interlocked.Increment(ref nextImage);
        var patientId = patient is null ? (long?)null : (await Patients.GetOrCreateAsync(projectId, patient)).Id;
        var pixels = await Blobs.PutAsync(BitConverter.GetBytes(number), "The pixels of a test");
        var thumbnail = await Blobs.PutAsync(new byte[] { 7 }, "The thumbnail of a test");
        var frame = new DecodedFrame(0, "pixels", pixels.Sha256, pixels.Length, "thumbnail", 0, 255, 2, 250);
        var file = new DecodedImage(
            "PNG", null, null, null, null, null, rows, columns, 1, 1, 8, false, "MONOCHROME2", 1, 0, 0.5, 0.25,
            [new WindowPreset("Soft", 40, 400)], [frame], []);
        var content = Sha256Text.Of(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var id = await Images.InsertAsync(
            new NewImage(projectId, patientId, name ?? $"image {number}", "folder/image.png", content, file, frame, thumbnail.Sha256, fixedSplit));
        return id!.Value;
    }

    /// <summary>Imports a 4×5 label whose first pixels hold the given classes.</summary>
    public Task<AnnotationDocument> ImportLabelAsync(long imageId, params byte[] firstPixels)
    {
        var labelmap = Labelmap.Empty(4, 5);
        firstPixels.CopyTo(labelmap.Classes, 0);
        return Annotations.ImportAsync(imageId, labelmap, ImageState.InReview);
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }
}
