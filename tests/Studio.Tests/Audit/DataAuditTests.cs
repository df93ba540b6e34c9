using Microsoft.Extensions.Logging.Abstractions;
using Studio.Contracts.Projects;
using Studio.Features.Audit;
using Studio.Harness;
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
    public async Task SameFileWithAnotherMask_IsNamedWithBothLabels()
    {
        bench.Write("masks/03.png", Stripes(12));
        bench.Write("masks/copy.png", Stripes(24));
        bench.Write("copy.png", Pictures.Png(Side, Side, seed: 3));
        await bench.ImportAsync();

        var finding = Assert.Single(await AuditAsync(), finding => finding.Kind == "two-labels");

        Assert.Equal(AuditSeverity.Problem, finding.Severity);
        Assert.StartsWith("03 and copy are the same picture, labelled differently (Dice nerve 0.67, vessel 0.80).", finding.Message, StringComparison.Ordinal);
        Assert.Equal(2.0 * 12 / (24 + 12), finding.Evidence.Values["dice.nerve"], 1e-9);
        var (own, other) = (finding.Evidence.Pictures[0], finding.Evidence.Pictures[1]);
        Assert.Equal(("03", "copy", null, null), (own.Name, other.Name, own.Outlines, other.Part));
        Assert.Equal(own.ImageId, other.ImageId);
        Assert.Equal([new ClassOutline(1, "M0 0h24v96h-24z"), new ClassOutline(2, "M24 0h24v96h-24z")], other.Outlines!);
    }

    [Fact]
    public async Task RealUltrasound_NamesTheTwoLabelsOfOnePictureAndANearCopy()
    {
        var data = Path.Combine(Repository.SharedData, "usgra_ultrasound", "dataset");
        Assert.SkipUnless(Directory.Exists(data), "The data folder ../shared/data/usgra_ultrasound is not here.");
        foreach (var name in (string[])["0043", "0055", "0058", "0077"])
        {
            bench.Write($"real/images/{name}.png", await File.ReadAllBytesAsync(Path.Combine(data, "images", $"{name}.png")));
            bench.Write($"real/masks/{name}.png", await File.ReadAllBytesAsync(Path.Combine(data, "masks", $"{name}.png")));
        }

        await bench.ImportAsync();
        var findings = await AuditAsync();

        var labels = Assert.Single(findings, finding => finding.Kind == "two-labels");
        Assert.Contains("0043 and 0077 are the same picture, labelled differently (Dice nerve 0.96, vessel 0.65)", labels.Message, StringComparison.Ordinal);
        Assert.Equal(["0055", "0058"], Assert.Single(findings, finding => finding.Kind == "near-duplicate").Evidence.Images.Order());
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
        await bench.Annotations.ImportAsync((await bench.ImageAsync(name)).Id, new Labelmap(Side, Side, StripesOf(columns)), ImageState.Accepted);
    }

    static byte[] Stripes(int columns) => PngWriter.Write(new RasterImage(new RasterLayout(Side, Side, 1, 1, 8), StripesOf(columns)));

    static byte[] StripesOf(int columns)
    {
        var classes = new byte[Side * Side];
        for (var place = 0; place < classes.Length; place++)
            classes[place] = (place % Side) switch { var column when column < columns => 1, < 48 => 2, _ => 0 };
        return classes;
    }

    static byte[] Brighter(int seed)
    {
        var samples = Array.ConvertAll(Pictures.Noise(Side, Side, seed, 1, 1).Samples, value => (byte)Math.Min(255, (value * 1.2) + 10));
        return PngWriter.Write(new RasterImage(new RasterLayout(Side, Side, 1, 1, 8), samples));
    }

    DataAudit Audit() => new(
        bench.Get<DatasetVersionStore>(),
        bench.Classes,
        [new PatientCheck(), new DuplicateCheck(new Fingerprinting(bench.Get<FingerprintStore>(), new StoredPictures(bench.Blobs)), bench.Get<AlternateLabelStore>(), new LabelReader(bench.Blobs))],
        NullLogger<DataAudit>.Instance);

    async Task<IReadOnlyList<AuditFinding>> AuditAsync()
    {
        var results = await Audit().RunAsync(bench.Project);
        Assert.All(results, result => Assert.Null(result.Error));
        return [.. results.SelectMany(result => result.Answer!.Findings)];
    }
}
