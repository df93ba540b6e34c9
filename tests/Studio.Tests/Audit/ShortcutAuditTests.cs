using Microsoft.Extensions.Logging.Abstractions;
using Studio.Features.Audit;
using Studio.Imaging.Formats.Png;
using Studio.Imaging.Labelmaps;
using Studio.Storage;
using Studio.Tests.Import;

namespace Studio.Tests.Audit;

/// <summary>The shortcut test over a real data folder, with real files that were imported and labelled.</summary>
public sealed class ShortcutAuditTests : IAsyncLifetime
{
    const int Pictures = 60;
    const int Side = 96;

    ImportBench bench = null!;

    public async ValueTask InitializeAsync()
    {
        bench = await ImportBench.CreateAsync();
        await bench.Classes.AddAsync(bench.Project.Id, "nerve");
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task PicturesWithTheClassBrighter_AreFound()
    {
        var finding = Assert.Single((await AuditAsync(brighter: 1.05, side: Side)).Findings);

        Assert.Equal(("shortcut", "Brightness gives nerve away"), (finding.Kind, finding.Title));
        Assert.Matches(@"^Pictures that show nerve are [45](\.\d)? % brighter than others\.", finding.Message);
        Assert.InRange(finding.Evidence.Values["auc"], 0.8, 1);
    }

    [Fact]
    public async Task PicturesWithTheClassOfAnotherSize_AreFound()
    {
        var finding = Assert.Single((await AuditAsync(brighter: 1, side: 128)).Findings);

        Assert.Equal((AuditSeverity.Problem, "Size gives nerve away"), (finding.Severity, finding.Title));
        Assert.StartsWith("Pictures that show nerve come in another size: ", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PicturesAlike_PassWithTheFigure()
    {
        var answer = await AuditAsync(brighter: 1, side: Side);

        Assert.Empty(answer.Findings);
        Assert.Equal("No shortcut found", answer.PassedTitle);
    }

    /// <summary>Every second picture shows the class; brightness differs by 2 % between any two.</summary>
    async Task<AuditAnswer> AuditAsync(double brighter, int side)
    {
        for (var number = 0; number < Pictures; number++)
        {
            var random = new Random(number);
            var (own, gain) = number % 2 == 0 ? (Side, 1) : (side, brighter);
            var noise = 1 + (0.02 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2);
            bench.Write($"{number:00}.png", PngWriter.Write(ShortcutData.Draw(random, own, own, gain * noise)));
        }

        await bench.ImportAsync();
        foreach (var image in await bench.Images.ListAsync(bench.Project.Id))
        {
            var classes = new byte[image.Rows * image.Columns];
            classes.AsSpan(0, 50).Fill((byte)(int.Parse(image.Name, System.Globalization.CultureInfo.InvariantCulture) % 2));
            await bench.Annotations.ImportAsync(image.Id, new Labelmap(image.Rows, image.Columns, classes), ImageState.Accepted);
        }

        var pictures = new StoredPictures(bench.Blobs);
        var check = new ShortcutCheck(new Measuring(bench.Get<MeasureStore>(), pictures), bench.Get<AcquisitionStore>(), bench.Classes);
        var audit = new DataAudit(bench.Get<DatasetVersionStore>(), bench.Classes, [check], NullLogger<DataAudit>.Instance);
        return Assert.Single(await audit.RunAsync(bench.Project)).Answer!;
    }
}
