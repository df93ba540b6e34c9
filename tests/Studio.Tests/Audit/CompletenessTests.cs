using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Audit;
using Studio.Imaging.Labelmaps;
using Studio.Storage;
using Studio.Tests.Import;

namespace Studio.Tests.Audit;

/// <summary>Gaps in volumes, empty labels, labels that contradict each other, and geometry.</summary>
public sealed class CompletenessTests
{
    [Fact]
    public async Task SliceBetweenLabelledOnes_WithoutTheClassOrWithoutLabel_IsNamed()
    {
        await using var bench = await ImportBench.CreateAsync();
        await bench.Classes.AddAsync(bench.Project.Id, "liver");
        bench.Write("7.nii", Pictures.Volume(4, 4, 9, 10, 20, 30));
        await bench.ImportAsync();
        // Slices 1, 2, 4, 6, 8 show it, 3 is labelled as empty, 5 and 7 have no label; 7 lies between labels in other places.
        foreach (var (slice, place) in ((int, int)[])[(1, 5), (2, 5), (3, -1), (4, 5), (6, 5), (8, 9)])
            await LabelAsync(bench, $"7 · {slice}", place);
        var data = await DataAsync(bench);
        var labels = new LabelReader(bench.Blobs);

        var answer = await new LabelGapCheck(FactsOf(bench, labels), labels, bench.Get<SeriesOverviewStore>()).RunAsync(data, null, CancellationToken.None);

        Assert.Equal(["7 · 5", "7 · 7"], answer.Findings.Single(finding => finding.Kind == "label-missing").Evidence.Images);
        Assert.Equal(["7 · 3"], answer.Findings.Single(finding => finding.Kind == "label-gap").Evidence.Images);
    }

    [Fact]
    public async Task MostlyEmptyLabels_AreNamed_AndAFewAreNot()
    {
        await using var bench = await AuditBench.CreateAsync(ProjectTask.Detection);
        bench.Take(bench.Add("full") with { Boxes = [new(1, 1, 1, 9, 9)] });
        bench.Take(bench.Add("empty"));
        var passed = await bench.RunAsync(new EmptyLabelCheck(bench.Facts));
        Assert.Equal("1 of 2 labels (50 %) say that nothing is there.", passed.PassedMessage);
        bench.Take(bench.Add("empty, too"));
        Assert.Equal(["empty", "empty, too"], Assert.Single((await bench.RunAsync(new EmptyLabelCheck(bench.Facts))).Findings).Evidence.Images);
    }

    [Fact]
    public async Task TagBoxAndOutline_ThatDoNotSayTheSame_AreNamed()
    {
        await using var bench = await AuditBench.CreateAsync();
        static int Square(int x, int y) => x is > 4 and < 12 && y is > 4 and < 12 ? 1 : 0;
        BoxSpec around = new(1, 5, 5, 7, 7);
        for (var image = 0; image < 12; image++)
            await AddAsync($"clean {image}", Square, [around], [new(1, true)]);
        Assert.Equal("12 images", (await bench.RunAsync(new ContradictionCheck(bench.Facts))).PassedExtent);
        await AddAsync("absent", Square, [around], [new(1, false)]);
        await AddAsync("present", (_, _) => 0, [], [new(1, true)]);
        await AddAsync("no outline", (_, _) => 0, [around], []);
        await AddAsync("elsewhere", Square, [new(1, 14, 14, 4, 4)], []);

        var finding = Assert.Single((await bench.RunAsync(new ContradictionCheck(bench.Facts))).Findings);

        Assert.Equal(
            [
                "absent: the tag says nerve is not there, an outline says it is",
                "present: the tag says nerve is there, the finished label shows none",
                "no outline: nerve has a box and no outline",
                "elsewhere: a box of nerve holds nothing of its outline",
            ],
            finding.Evidence.Facts.Select(fact => fact.Text));

        async Task AddAsync(string name, Func<int, int, int> paint, BoxSpec[] boxes, TagSpec[] tags)
        {
            await bench.TakeAsync(name, 20, paint);
            bench.Change(sample => sample with { Boxes = boxes, Tags = tags });
        }
    }

    [Fact]
    public async Task ImagesOfAnotherGeometry_AreNamed()
    {
        await using var bench = await AuditBench.CreateAsync();
        for (var image = 0; image < 20; image++)
            bench.Take(bench.Add($"{image}") with { SpacingRowMm = 0.5, SpacingColumnMm = 0.5 });
        Assert.Empty((await bench.RunAsync(Geometry(bench))).Findings);
        bench.Take(bench.Add("coarse") with { SpacingRowMm = 1.2, SpacingColumnMm = 1.2 });
        bench.Take(bench.Add("unknown"));
        bench.Take(bench.Add("large", 400, 400) with { SpacingRowMm = 0.5, SpacingColumnMm = 0.5 });
        bench.Take(bench.Add("colour") with { SpacingRowMm = 0.5, SpacingColumnMm = 0.5, SamplesPerPixel = 3 });

        var findings = (await bench.RunAsync(Geometry(bench))).Findings;

        Assert.Equal(
            [("odd-spacing", "coarse"), ("no-spacing", "unknown"), ("odd-image-size", "large"), ("mixed-colour", "colour")],
            findings.Select(finding => (finding.Kind, Assert.Single(finding.Evidence.Images))));
        Assert.StartsWith("Pixels are usually 0.5 mm, in coarse 1.2×1.2 mm.", findings[0].Message, StringComparison.Ordinal);
    }

    static GeometryCheck Geometry(AuditBench bench) => new(new SeriesOverviewStore(bench.Database));

    static LabelFactsReader FactsOf(ImportBench bench, LabelReader labels) =>
        new(labels, new StoredPictures(bench.Blobs));

    static async Task<AuditData> DataAsync(ImportBench bench)
    {
        var versions = bench.Get<DatasetVersionStore>();
        return new AuditData(bench.Project, await bench.Classes.ListAsync(bench.Project.Id), await versions.ListNextAsync(bench.Project.Id), await versions.PreviewAsync(bench.Project.Id));
    }

    /// <param name="place">The pixel that shows class 1; negative for none.</param>
    static async Task LabelAsync(ImportBench bench, string name, int place)
    {
        var map = Labelmap.Empty(4, 4);
        if (place >= 0)
            map.Classes[place] = 1;
        await bench.Annotations.ImportAsync((await bench.ImageAsync(name)).Id, map, ImageState.Accepted);
    }
}
