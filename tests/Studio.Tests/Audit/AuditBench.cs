using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Audit;
using Studio.Harness;
using Studio.Imaging.Labelmaps;
using Studio.Storage;

namespace Studio.Tests.Audit;

/// <summary>Samples for checks: real blobs, no import.</summary>
sealed class AuditBench : IAsyncDisposable
{
    readonly TemporaryFolder folder = new();
    readonly List<SampleSpec> samples = [];
    readonly BlobStore blobs;

    AuditBench()
    {
        Database = new Database(new DataFolder(folder["data"]));
        blobs = new BlobStore(Database);
        Labels = new LabelReader(blobs);
        Facts = new LabelFactsReader(Labels, new StoredPictures(blobs));
    }

    public Database Database { get; }

    public LabelReader Labels { get; }

    public LabelFactsReader Facts { get; }

    public ProjectTask Task { get; init; }

    public IReadOnlyList<string> Classes { get; init; } = ["nerve", "vessel"];

    public static async Task<AuditBench> CreateAsync(ProjectTask task = ProjectTask.Segmentation)
    {
        var bench = new AuditBench { Task = task };
        await bench.Database.OpenAsync();
        return bench;
    }

    async Task<SampleSpec> StoreAsync(string name, int side, Func<int, int, int> paint, Func<int, int, int> picture)
    {
        var (pixels, classes) = (new byte[side * side], new byte[side * side]);
        for (var place = 0; place < pixels.Length; place++)
            (pixels[place], classes[place]) = ((byte)picture(place % side, place / side), (byte)paint(place % side, place / side));
        var image = await blobs.PutAsync(pixels, name);
        var label = classes.AsSpan().ContainsAnyExcept((byte)0) ? await blobs.PutAsync(LabelmapPacking.Pack(classes), name) : null;
        return Add(name, side, side) with { Pixels = image, Labelmap = label };
    }

    /// <summary>A sample without pixels, for checks that read none.</summary>
    public SampleSpec Add(string name, int rows = 100, int columns = 100) => new(
        samples.Count + 1, name, $"P-{samples.Count + 1:000}", Split.Training, rows, columns, 1, 1, 8, false, false, null, null, new BlobReference("", 0), null);

    /// <summary>Takes part in the audit.</summary>
    public void Take(SampleSpec sample) => samples.Add(sample with { ImageId = samples.Count + 1, PatientKey = sample.PatientKey.Length > 0 ? sample.PatientKey : $"P-{samples.Count + 1:000}" });

    /// <summary>Takes part with a label and a picture that is bright all over, unless another is given.</summary>
    /// <param name="paint">Sets classes: x, y → class.</param>
    /// <param name="picture">Sets grey values in the same way.</param>
    public async Task TakeAsync(string name, int side, Func<int, int, int> paint, Func<int, int, int>? picture = null) =>
        Take(await StoreAsync(name, side, paint, picture ?? ((x, y) => 60 + (((x * 7) + (y * 13)) % 90))));

    /// <summary>Changes the sample that was taken last.</summary>
    public void Change(Func<SampleSpec, SampleSpec> change) => samples[^1] = change(samples[^1]);

    public AuditData Data() => new(
        new Project { Id = 1, Slug = "p", Name = "P", Description = "", Task = Task },
        [.. Classes.Select((name, place) => ClassPalette.Define(place + 1, name))],
        [.. samples],
        null!);

    public async Task<AuditAnswer> RunAsync(IAuditCheck check) => await check.RunAsync(Data(), null, CancellationToken.None);

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
