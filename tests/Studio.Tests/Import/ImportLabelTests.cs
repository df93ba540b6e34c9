using System.Text;
using Studio.Contracts.Import;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Studio.Features.Import;
using Studio.Features.Import.Labels;
using Studio.Storage;

namespace Studio.Tests.Import;

/// <summary>Boxes, areas and tags from file to database.</summary>
public sealed class ImportLabelTests : IAsyncLifetime
{
    ImportBench bench = null!;

    public async ValueTask InitializeAsync() => bench = await ImportBench.CreateAsync(task: ProjectTask.Detection);

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task Import_VocBesideThePictures_StoresBoxesAndNamesWhatIsWrong()
    {
        bench.Write("JPEGImages/a.png", Pictures.Png(40, 60, 1));
        bench.Write("JPEGImages/b.png", Pictures.Png(40, 60, 2));
        Write("Annotations/a.xml", Voc("a.png", 60, 40, ("RBC", 1, 1, 10, 20), ("WBC", 51, 31, 70, 40), ("RBC", 5, 5, 5, 5)));
        Write("Annotations/b.xml", Voc("b.png", 60, 40));
        Write("Annotations/c.xml", Voc("c.png", 60, 40, ("RBC", 1, 1, 2, 2)));
        Write("Annotations/broken.xml", "<annotation>\n<object>");
        Write("Annotations/other.xml", "<report/>");

        var report = await bench.ImportAsync(bench.Request() with { AcceptsLabelNames = true });

        Assert.Equal((2, 2, 0), (report.Imported, report.BoxesImported, report.LabelNames.Count));
        Assert.Equal([(1, 0d, 0d, 10d, 20d), (2, 50d, 30d, 60d, 40d)], await BoxesAsync("a"));
        Assert.Empty(await BoxesAsync("b"));
        Assert.Equal(["RBC", "WBC"], (await bench.Classes.ListAsync(bench.Project.Id)).Select(item => item.Name));
        Assert.All(["a", "b"], name => Assert.Equal(ImageState.Accepted, bench.ImageAsync(name).Result.State));
        Assert.Equal(["Annotations/a.xml", "Annotations/a.xml"], report.LabelProblems.Select(problem => problem.File));
        Assert.Contains(report.LabelProblems, problem => problem.Where == "line 5" && problem.Reason.Contains("no area", StringComparison.Ordinal));
        Assert.Contains(report.LabelProblems, problem => problem.Reason.Contains("reaches outside the picture (60×40)", StringComparison.Ordinal));
        Assert.Equal("No picture has the name Annotations/c.png.", (await bench.LastItemAsync("Annotations/c.xml")).Reason);
        Assert.StartsWith("Line 2: ", (await bench.LastItemAsync("Annotations/broken.xml")).Reason, StringComparison.Ordinal);
        Assert.Equal("A document, not a picture.", (await bench.LastItemAsync("Annotations/other.xml")).Reason);
    }

    [Fact]
    public async Task Import_Again_StoresNothingTwice()
    {
        bench.Write("images/a.png", Pictures.Png(40, 60, 1));
        Write("labels/a.xml", Voc("a.png", 60, 40, ("RBC", 1, 1, 10, 20)));
        Write("tags.csv", "file,Malaria\na.png,1\n");
        await bench.ImportAsync(bench.Request() with { AcceptsLabelNames = true });
        var before = await bench.Get<BoxStore>().ListAsync((await bench.ImageAsync("a")).Id);

        var report = await bench.ImportAsync();

        Assert.Equal((0, 1, 1, 1), (report.Imported, report.Skipped, report.BoxesImported, report.TagsImported));
        Assert.Equal(before, await bench.Get<BoxStore>().ListAsync((await bench.ImageAsync("a")).Id));
        Assert.Equal([(1, TagScope.Image)], await TagsAsync("a"));
    }

    [Fact]
    public async Task Import_VocOfAnotherSize_IsRejected()
    {
        bench.Write("a.png", Pictures.Png(40, 60, 1));
        Write("a.xml", Voc("a.png", 120, 80, ("RBC", 1, 1, 10, 20)));

        var report = await bench.ImportAsync(bench.Request() with { AcceptsLabelNames = true });

        Assert.Equal(0, report.BoxesImported);
        Assert.Equal("The labels are for a picture of 120×80, a has 60×40. They were not imported.", Assert.Single(report.Rejected).Reason);
        Assert.Equal(ImageState.NotStarted, (await bench.ImageAsync("a")).State);
    }

    [Fact]
    public async Task Import_CocoInAZip_BecomesLabelmapsAndBoxes()
    {
        var coco = """
            {"images": [{"id": 1, "file_name": "x/a.png", "width": 6, "height": 4}, {"id": 2, "file_name": "b.png"}, {"id": 3, "file_name": "gone.png"}],
             "categories": [{"id": 7, "name": "Cyst"}, {"id": 8, "name": "Stone"}],
             "annotations": [
               {"id": 11, "image_id": 1, "category_id": 7, "segmentation": [[0, 0, 4, 0, 4, 2, 0, 2]], "bbox": [0, 0, 4, 2]},
               {"id": 12, "image_id": 1, "category_id": 8, "segmentation": {"size": [4, 6], "counts": [13, 2, 9]}},
               {"id": 13, "image_id": 2, "category_id": 8, "bbox": [1.5, 1, 2, 2]}]}
            """;
        bench.Write("set.zip", Pictures.Zip(("a.png", Pictures.Png(4, 6, 1)), ("b.png", Pictures.Png(4, 6, 2)), ("labels.json", Encoding.UTF8.GetBytes(coco))));

        var report = await bench.ImportAsync(bench.Request() with { LabelNames = new Dictionary<string, string> { ["Cyst"] = "Zyste", ["Stone"] = "Stein" } });

        Assert.Equal((2, 2, 1), (report.Imported, report.BoxesImported, report.OutlinesImported));
        Assert.Equal([1, 1, 1, 1, 0, 0, 1, 1, 1, 2, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0], await bench.LabelAsync("a"));
        Assert.Equal([(1, 0d, 0d, 4d, 2d)], await BoxesAsync("a"));
        Assert.Equal([(2, 1.5, 1d, 3.5, 3d)], await BoxesAsync("b"));
        Assert.Equal(
            ["|1 of its 3 pictures are not in the project: gone.png.", "image a|Areas of different classes overlap in 1 pixels; the later one in the file was taken there."],
            report.LabelProblems.Select(problem => $"{problem.Where}|{problem.Reason}"));
    }

    [Fact]
    public async Task Import_UnknownNames_WaitForAPersonAndStoreNothing()
    {
        bench.Write("a.png", Pictures.Png(40, 60, 1));
        Write("a.xml", Voc("a.png", 60, 40, ("RBC", 1, 1, 10, 20), ("RBC", 2, 1, 10, 20), ("Dirt", 1, 1, 9, 9)));

        var report = await bench.ImportAsync();

        Assert.Equal([("RBC", 2L, "RBC"), ("Dirt", 1L, "Dirt")], report.LabelNames.Select(item => (item.Name, item.Count, item.ProposedName)));
        Assert.Equal(0, report.BoxesImported);
        Assert.Empty(await BoxesAsync("a"));
        Assert.Empty(await bench.Classes.ListAsync(bench.Project.Id));
        Assert.Equal(ImportBatchState.WaitingForClasses, (await LastBatchAsync()).State);
    }

    [Fact]
    public async Task AcceptLabels_AfterWaiting_StoresThemAsSaid()
    {
        bench.Write("a.png", Pictures.Png(40, 60, 1));
        Write("a.xml", Voc("a.png", 60, 40, ("RBC", 1, 1, 10, 20), ("Dirt", 1, 1, 9, 9)));
        await bench.ImportAsync();
        File.Delete(Path.Combine(bench.Source, "a.xml"));
        var plan = new LabelNamePlan(new Dictionary<string, string> { ["RBC"] = "Red cell", ["Dirt"] = "" });

        var report = await bench.Runner.AcceptLabelsAsync(await LastBatchAsync(), bench.Request(), plan, new ImportTracker(), CancellationToken.None);

        Assert.Equal((1, 1, 0), (report.Imported, report.BoxesImported, report.LabelNames.Count));
        Assert.Equal([(1, 0d, 0d, 10d, 20d)], await BoxesAsync("a"));
        Assert.Equal("Red cell", Assert.Single(await bench.Classes.ListAsync(bench.Project.Id)).Name);
        Assert.Equal(ImportBatchState.Done, (await LastBatchAsync()).State);
        Assert.Equal(ImportFate.Imported, (await bench.LastItemAsync("a.xml")).Fate);
        Assert.Empty(Directory.GetDirectories(ImportFolder.RootOf(bench.Data)));
    }

    [Fact]
    public async Task Import_NamesOfTheProjectsClasses_NeedNoQuestion()
    {
        await bench.Classes.AddAsync(bench.Project.Id, "Red cell");
        await bench.Classes.AddAsync(bench.Project.Id, "WBC");
        bench.Write("a.png", Pictures.Png(40, 60, 1));
        Write("a.xml", Voc("a.png", 60, 40, ("wbc", 1, 1, 10, 20)));

        var clear = await bench.ImportAsync();
        Write("a.xml", Voc("a.png", 60, 40, ("wbc", 1, 1, 10, 20), ("RBC", 1, 1, 10, 20)));
        var unclear = await bench.ImportAsync(bench.Request() with { AcceptsLabelNames = true });

        Assert.Equal((1, 0), (clear.BoxesImported, clear.LabelNames.Count));
        Assert.Equal([("RBC", (string?)null), ("wbc", "WBC")], unclear.LabelNames.Select(item => (item.Name, item.ProposedName)));
        Assert.Equal([(2, 0d, 0d, 10d, 20d)], await BoxesAsync("a"));
    }

    [Fact]
    public async Task Import_MasksAndLabelsThatBothWait_AreAnsweredOneAfterTheOther()
    {
        bench.Write("images/a.png", Pictures.Png(4, 4, 1));
        bench.Write("masks/a.png", Pictures.Mask(4, 4, 0, 64));
        Write("labels/a.xml", Voc("a.png", 4, 4, ("RBC", 1, 1, 2, 2)));
        await bench.ImportAsync(bench.Request(MaskConsent.Ask));
        var batch = await LastBatchAsync();
        var masks = Features.Import.Masks.MaskValuePlan.Of(new Dictionary<int, string> { [0] = "", [64] = "Nucleus" });

        var first = await bench.Runner.AcceptMasksAsync(batch, bench.Request(), masks, new ImportTracker(), CancellationToken.None);
        var between = await LastBatchAsync();
        var names = new LabelNamePlan(new Dictionary<string, string> { ["RBC"] = "RBC" });
        var second = await bench.Runner.AcceptLabelsAsync(between, bench.Request(), names, new ImportTracker(), CancellationToken.None);

        Assert.Equal((1, 0, 1, 0), (first.MasksImported, first.MaskValues.Count, first.LabelNames.Count, first.BoxesImported));
        Assert.Equal(ImportBatchState.WaitingForClasses, between.State);
        Assert.Equal((1, 1, 1), (second.Imported, second.MasksImported, second.BoxesImported));
        Assert.Equal(ImportBatchState.Done, (await LastBatchAsync()).State);
    }

    [Fact]
    public async Task Import_ColumnCategory_IsKeptWithTheImages()
    {
        bench.Write("a.dcm", Pictures.Dicom(8, 8, 1, "P1"));
        bench.Write("b.png", Pictures.Png(8, 8, 2));
        Write("images.csv", "file;category\nb.png;hand\n");
        await bench.ImportAsync();
        Write("patients.csv", $"PatientID,category\n{(await bench.ImageAsync("a")).PatientKey},knee\n");
        File.Delete(Path.Combine(bench.Source, "images.csv"));

        var report = await bench.ImportAsync();

        Assert.Equal((0, 0), (report.TagsImported, report.LabelProblems.Count));
        Assert.Equal(("knee", "hand"), ((await bench.ImageAsync("a")).Category, (await bench.ImageAsync("b")).Category));
    }

    [Fact]
    public async Task Import_TagsInThreeScopes_AreShownByTheImages()
    {
        bench.Write("a.dcm", Pictures.Dicom(8, 8, 1, "P1"));
        bench.Write("b.png", Pictures.Png(8, 8, 2));
        Write("images.csv", "file;Bleeding;Fracture\na.dcm;1;0\nb.png;;x\nc.png;1;1\n");
        var image = await bench.ImportAsync(bench.Request() with { AcceptsLabelNames = true });
        var dicom = await bench.ImageAsync("a");
        Write("series.csv", $"SeriesInstanceUID,tags\n{dicom.SeriesUid},Mass|Oedema\n");
        Write("patients.csv", $"PatientID,findings\n{dicom.PatientKey},Bleeding;Midline shift\nsomebody else,Bleeding\n");
        File.Delete(Path.Combine(bench.Source, "images.csv"));

        var later = await bench.ImportAsync(bench.Request() with
        {
            LabelNames = new Dictionary<string, string> { ["Mass"] = "Mass", ["Oedema"] = "", ["midline shift"] = "Shift" },
        });

        Assert.Equal(3, image.TagsImported);
        Assert.Equal(("images.csv", "line 4", "No picture has the name c.png."), Assert.Single(image.LabelProblems) is var problem ? (problem.File, problem.Where, problem.Reason) : default);
        Assert.Equal(3, later.TagsImported);
        Assert.Equal(("patients.csv", "line 3", "The project has no patient of this name."), Assert.Single(later.LabelProblems) is var unknown ? (unknown.File, unknown.Where, unknown.Reason) : default);
        var names = (await bench.Classes.ListAsync(bench.Project.Id)).ToDictionary(item => item.Index, item => item.Name);
        Assert.Equal(
            [("Bleeding", TagScope.Image), ("Bleeding", TagScope.Patient), ("Mass", TagScope.Series), ("Shift", TagScope.Patient)],
            (await TagsAsync("a")).Select(tag => (names[tag.Item1], tag.Item2)).Order());
        Assert.Equal([("Fracture", TagScope.Image)], (await TagsAsync("b")).Select(tag => (names[tag.Item1], tag.Item2)));
    }

    [Fact]
    public async Task Import_TagsByTheHospitalsNames_FindDeIdentifiedSeriesAndPatients()
    {
        bench.Write("a.dcm", Pictures.Dicom(8, 8, 1, "HOSPITAL-77"));
        Write("series.csv", "SeriesInstanceUID,tags\n2.25.21,Mass\n");
        Write("patients.csv", "PatientID,tags\nHOSPITAL-77,Bleeding\nHOSPITAL-78,Bleeding\n");

        var report = await bench.ImportAsync(bench.Request() with { AcceptsLabelNames = true });

        var image = await bench.ImageAsync("a");
        Assert.NotEqual("2.25.21", image.SeriesUid);
        Assert.NotEqual("HOSPITAL-77", image.PatientKey);
        Assert.Equal([TagScope.Series, TagScope.Patient], (await TagsAsync("a")).Select(tag => tag.Item2).Order());
        Assert.Equal("line 3", Assert.Single(report.LabelProblems).Where);
        Assert.DoesNotContain("HOSPITAL", System.Text.Json.JsonSerializer.Serialize(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_LabelsLater_FindThePicturesOfAnEarlierImport()
    {
        bench.Write("pictures/a.png", Pictures.Png(40, 60, 1));
        await bench.ImportAsync();
        Directory.Delete(Path.Combine(bench.Source, "pictures"), recursive: true);
        Write("labels/a.xml", Voc("a.png", 60, 40, ("RBC", 1, 1, 10, 20)));

        var report = await bench.ImportAsync(bench.Request() with { AcceptsLabelNames = true });

        Assert.Equal((0, 1), (report.Imported, report.BoxesImported));
        Assert.Null(report.Problem);
    }

    async Task<IEnumerable<(int, double, double, double, double)>> BoxesAsync(string name) =>
        (await bench.Get<BoxStore>().ListAsync((await bench.ImageAsync(name)).Id)).Select(box => (box.ClassIndex, box.Left, box.Top, box.Right, box.Bottom));

    async Task<IEnumerable<(int, TagScope)>> TagsAsync(string name) =>
        (await bench.Get<TagStore>().ListForImageAsync((await bench.ImageAsync(name)).Id)).Select(tag => (tag.ClassIndex, tag.Scope));

    async Task<ImportBatch> LastBatchAsync() => (await bench.Batches.ListAsync(bench.Project.Id))[0];

    void Write(string path, string text) => bench.Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>One object per line, from line 3 on.</summary>
    static string Voc(string picture, int width, int height, params (string Name, int Left, int Top, int Right, int Bottom)[] boxes) =>
        $"<annotation>\n<filename>{picture}</filename><size><width>{width}</width><height>{height}</height></size>\n" +
        string.Concat(boxes.Select(box =>
            $"<object><name>{box.Name}</name><bndbox><xmin>{box.Left}</xmin><ymin>{box.Top}</ymin><xmax>{box.Right}</xmax><ymax>{box.Bottom}</ymax></bndbox></object>\n")) +
        "</annotation>";
}
