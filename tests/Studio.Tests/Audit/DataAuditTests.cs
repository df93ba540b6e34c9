using Microsoft.Extensions.Logging.Abstractions;
using Studio.Contracts.Projects;
using Studio.Features.Audit;
using Studio.Imaging;
using Studio.Imaging.Formats.Png;
using Studio.Imaging.Labelmaps;
using Studio.Storage;
using Studio.Tests.Import;

namespace Studio.Tests.Audit;

/// <summary>Planted faults in a real data folder.</summary>
public sealed class DataAuditTests : IAsyncLifetime
{
    const int Side = 96;
    const int Clean = 24;

    ImportBench bench = null!;

    public async ValueTask InitializeAsync()
    {
        bench = await ImportBench.CreateAsync();
        await bench.Classes.AddAsync(bench.Project.Id, "nerve");
        await bench.Classes.AddAsync(bench.Project.Id, "vessel");
        for (var seed = 0; seed < Clean; seed++)
            bench.Write($"{seed:00}.png", Pictures.Png(Side, Side, seed));
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task CleanImages_OnlyThatPatientsAreUnknown()
    {
        await ImportAndLabelAsync();
        var hint = Assert.Single(await AuditAsync());
        Assert.Equal(("unknown-patients", AuditSeverity.Hint), (hint.Kind, hint.Severity));
        Assert.Equal(Clean, hint.Evidence.Values["images"]);
    }

    [Fact]
    public async Task SamePictureInAnotherFile_IsNamedWithHowFarItsLabelsAgree()
    {
        bench.Write("copy.pgm", Pictures.Pgm(Side, Side, seed: 3));
        await ImportAndLabelAsync();
        await LabelAsync("copy", columns: 24);

        var finding = Assert.Single(await AuditAsync(), finding => finding.Kind == "same-picture");

        Assert.Equal(AuditSeverity.Problem, finding.Severity);
        Assert.Equal(["03", "copy"], finding.Evidence.Images.Order());
        Assert.Contains("labelled differently (Dice nerve 0.67, vessel 0.80)", finding.Message, StringComparison.Ordinal);
        Assert.Equal(2.0 * 12 / (24 + 12), finding.Evidence.Values["dice.nerve"], 1e-9);
    }

    [Fact]
    public async Task CopyThroughAnotherWindow_IsNearlyTheSame()
    {
        bench.Write("copy.png", Brighter(5));
        await ImportAndLabelAsync();

        var finding = Assert.Single(await AuditAsync(), finding => finding.Kind == "near-duplicate");

        Assert.Equal(["05", "copy"], finding.Evidence.Images.Order());
        Assert.InRange(finding.Evidence.Values["likeness"], 0.9, 1);
    }

    [Fact]
    public async Task SecondAudit_UsesTheStoredFingerprints()
    {
        await ImportAndLabelAsync();
        var made = new List<int>();
        await Audit().RunAsync(bench.Project, progress => made.Add(progress.Images));
        await Audit().RunAsync(bench.Project, progress => made.Add(progress.Images));
        Assert.Equal([Clean], made.Where(images => images > 0));
    }

    async Task ImportAndLabelAsync()
    {
        await bench.ImportAsync();
        foreach (var image in await bench.Images.ListAsync(bench.Project.Id))
            await LabelAsync(image.Name, columns: 12);
    }

    /// <summary>Class 1 on the first columns, class 2 on the rest of the first 48.</summary>
    async Task LabelAsync(string name, int columns)
    {
        var classes = new byte[Side * Side];
        for (var place = 0; place < classes.Length; place++)
            classes[place] = (place % Side) switch { var column when column < columns => 1, < 48 => 2, _ => 0 };
        await bench.Annotations.ImportAsync((await bench.ImageAsync(name)).Id, new Labelmap(Side, Side, classes), ImageState.Accepted);
    }

    static byte[] Brighter(int seed)
    {
        var samples = Array.ConvertAll(Pictures.Noise(Side, Side, seed, 1, 1).Samples, value => (byte)Math.Min(255, (value * 1.2) + 10));
        return PngWriter.Write(new RasterImage(new RasterLayout(Side, Side, 1, 1, 8), samples));
    }

    DataAudit Audit() => new(
        bench.Get<DatasetVersionStore>(),
        bench.Classes,
        [new PatientCheck(), new DuplicateCheck(new Fingerprinting(bench.Get<FingerprintStore>(), new StoredPictures(bench.Blobs)), bench.Blobs)],
        NullLogger<DataAudit>.Instance);

    async Task<IReadOnlyList<AuditFinding>> AuditAsync()
    {
        var results = await Audit().RunAsync(bench.Project);
        Assert.All(results, result => Assert.Null(result.Error));
        return [.. results.SelectMany(result => result.Answer!.Findings)];
    }
}
