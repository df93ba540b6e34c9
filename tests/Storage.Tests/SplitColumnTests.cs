using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

/// <summary>Official splits, external sets and strata from the columns of a table.</summary>
public sealed class SplitColumnTests : IAsyncLifetime
{
    TestFolder folder = null!;
    SplitPlanStore plans = null!;
    long project;
    readonly List<long> images = [];

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        plans = new SplitPlanStore(folder.Database, folder.Annotations);
        project = (await folder.AddProjectAsync("Nerve")).Id;
        for (var number = 0; number < 12; number++)
        {
            // Two images of each of six patients.
            images.Add(await folder.AddImageAsync(project, $"slice {number}", $"P{number / 2}"));
            await folder.ImportLabelAsync(images[number], 1);
        }
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Theory]
    [InlineData("train", "val", "test")]
    [InlineData("Training", "Validierung", "Hold-out")]
    [InlineData("1", "2", "3")]
    [InlineData("entrenamiento", "validación", "prueba")]
    public async Task PreviewAsync_OfficialWords_ArePartsAsTheySay(string training, string validation, string test)
    {
        await AddColumnAsync("set", number => number < 6 ? training : number < 8 ? validation : test);

        var preview = await plans.PreviewAsync(project, new SplitPlan { OfficialField = "set" });

        Assert.Empty(preview.Problems);
        Assert.Equal([(6, 3), (2, 1), (4, 2)], preview.Parts.Select(part => (part.Images, part.Patients)));
    }

    [Fact]
    public async Task SaveAsync_OfficialNumbers_OfANumberColumn()
    {
        await folder.ExecuteAsync("INSERT INTO field (id, project_id, name, source, kind, created_at) VALUES (9, @project, 'Train_Val_Test', 'table', 'number', '2026-01-01')", new { project });
        for (var number = 0; number < 12; number++)
            await folder.ExecuteAsync("INSERT INTO field_value (field_id, image_id, number) VALUES (9, @image, @value)", new { image = images[number], value = 1.0 + (number / 4) });

        await plans.SaveAsync(project, new SplitPlan { OfficialField = "Train_Val_Test" }, "", null);
        var version = (await folder.Versions.FreezeAsync(project, null)).Version;

        Assert.Equal((4, 4, 4), (version.TrainingImages, version.ValidationImages, version.TestImages));
    }

    [Fact]
    public async Task SaveAsync_OfficialValueWithTwoMeanings_NamesValueAndRows()
    {
        await AddColumnAsync("set", number => number < 6 ? "train" : number < 9 ? "dev" : "test");

        var refusal = await Assert.ThrowsAsync<StorageException>(() => plans.SaveAsync(project, new SplitPlan { OfficialField = "set" }, "", null));
        var said = await plans.PreviewAsync(project, new SplitPlan
        {
            OfficialField = "set", OfficialValues = [new OfficialValue("dev", Split.Validation)], MendsOfficial = true,
        });

        Assert.Contains("The column set says \"dev\" of 3 images (slice 6, slice 7, slice 8)", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(said.Problems, problem => problem.Blocks);
    }

    [Fact]
    public async Task PreviewAsync_OneAndTwoAlone_AreNoParts()
    {
        await AddColumnAsync("set", number => number < 6 ? "1" : "2");

        var preview = await plans.PreviewAsync(project, new SplitPlan { OfficialField = "set" });

        Assert.Equal(2, preview.Problems.Count(problem => problem.Blocks));
    }

    [Fact]
    public async Task SaveAsync_OfficialTornPatient_IsNamedAndCanBeMended()
    {
        // Patient P2 has slice 4 in training and slice 5 in the test.
        await AddColumnAsync("set", number => number < 5 ? "train" : number < 8 ? "test" : "val");

        var refusal = await Assert.ThrowsAsync<StorageException>(() => plans.SaveAsync(project, new SplitPlan { OfficialField = "set" }, "", null));
        await plans.SaveAsync(project, new SplitPlan { OfficialField = "set", MendsOfficial = true }, "", null);
        var frozen = await folder.Versions.FreezeAsync(project, null);

        Assert.Contains("has 1 patient in several parts: P2 is in training and test", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(frozen.PatientsInSeveralSplits);
        Assert.Equal((4, 4, 4), (frozen.Version.TrainingImages, frozen.Version.ValidationImages, frozen.Version.TestImages));
    }

    [Fact]
    public async Task PreviewAsync_OfficialWithoutValidation_DrawsItFromTraining()
    {
        await AddColumnAsync("set", number => number < 8 ? "train" : "test");

        var preview = await plans.PreviewAsync(project, new SplitPlan { OfficialField = "set", Training = 0.5, Validation = 0.25, Test = 0.25 });

        Assert.Equal([3, 1, 2], preview.Parts.Select(part => part.Patients));
        Assert.Contains(preview.Problems, problem => !problem.Blocks && problem.Message.Contains("names no validation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FreezeAsync_ExternalSet_IsTheTestAloneAndNamed()
    {
        await AddColumnAsync("site", number => number < 8 ? "Bonn" : "MIAS");
        await plans.SaveAsync(project, new SplitPlan { External = new ExternalSet("site", "mias") }, "", null);

        var version = (await folder.Versions.FreezeAsync(project, null)).Version;
        var samples = await folder.Versions.ListSamplesAsync(version.Id);

        Assert.Equal(images[8..], samples.Where(sample => sample.Split == Split.Test).Select(sample => sample.ImageId));
        Assert.Equal((6, 2, 4), (version.TrainingImages, version.ValidationImages, version.TestImages));
        Assert.Equal("site = mias", version.Plan.External!.ToString());
    }

    [Fact]
    public async Task PreviewAsync_ExternalCollection_IsTheTest()
    {
        await folder.ExecuteAsync("INSERT INTO collection (id, project_id, name, created_at) VALUES (1, @project, 'From elsewhere', '2026-01-01')", new { project });
        await folder.ExecuteAsync("INSERT INTO collection_image (collection_id, image_id) VALUES (1, @first), (1, @second)", new { first = images[2], second = images[3] });

        var preview = await plans.PreviewAsync(project, new SplitPlan { External = new ExternalSet(null, "From elsewhere"), Folds = 2 });

        Assert.Equal((2, 2), (preview.External, preview.Parts[^1].Images));
        Assert.Equal([5, 5], preview.Parts.Take(2).Select(part => part.Images).Select(count => count is 4 or 6 ? 5 : count));
    }

    [Fact]
    public async Task SaveAsync_ExternalSetThatIsEmptyOrUnknown_IsRefused()
    {
        await AddColumnAsync("site", _ => "Bonn");

        var empty = await Assert.ThrowsAsync<StorageException>(() => plans.SaveAsync(project, new SplitPlan { External = new ExternalSet("site", "MIAS") }, "", null));
        var unknown = await Assert.ThrowsAsync<StorageException>(() => plans.SaveAsync(project, new SplitPlan { External = new ExternalSet("hospital", "MIAS") }, "", null));
        var none = await Assert.ThrowsAsync<StorageException>(() => plans.SaveAsync(project, new SplitPlan { External = new ExternalSet(null, "MIAS") }, "", null));

        Assert.Contains("No labelled image is in the external set site = MIAS", empty.Message, StringComparison.Ordinal);
        Assert.Contains("There is no column \"hospital\"", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("Columns: site.", unknown.Message, StringComparison.Ordinal);
        Assert.Contains("There is no collection \"MIAS\"", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_ImageInExternalSetAndOfficialTraining_IsRefusedByName()
    {
        await AddColumnAsync("site", number => number < 10 ? "Bonn" : "MIAS");
        await AddColumnAsync("set", number => number == 7 ? "val" : number < 6 || number > 9 ? "train" : "test");

        var refusal = await Assert.ThrowsAsync<StorageException>(() =>
            plans.SaveAsync(project, new SplitPlan { OfficialField = "set", External = new ExternalSet("site", "MIAS") }, "", null));

        Assert.Contains("2 images (slice 10, slice 11): in the external set site = MIAS and in the official training", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FreezeAsync_ColumnChangedSince_SaysSoAndFreezesNothing()
    {
        await AddColumnAsync("set", number => number < 6 ? "train" : number < 8 ? "val" : "test");
        await plans.SaveAsync(project, new SplitPlan { OfficialField = "set" }, "", null);
        await folder.ExecuteAsync("UPDATE field_value SET text = 'maybe' WHERE image_id = @image", new { image = images[0] });

        var refusal = await Assert.ThrowsAsync<StorageException>(() => folder.Versions.FreezeAsync(project, null));

        Assert.Contains("\"maybe\" of 1 image (slice 0)", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await folder.Versions.ListAsync(project));
        Assert.Contains((await folder.Versions.PreviewAsync(project)).SplitProblems, problem => problem.Blocks);
    }

    [Fact]
    public async Task PreviewAsync_ColumnAsStratum_IsAlikeInEveryPart()
    {
        await AddColumnAsync("site", number => number / 2 % 2 == 0 ? "Bonn" : "Köln");

        var preview = await plans.PreviewAsync(project, new SplitPlan { ByFields = ["site"], Training = 0.5, Validation = 0.5, Test = 0 });

        Assert.Equal(["Nerve", "Bonn", "Köln"], preview.Strata.Select(stratum => stratum.Name));
        Assert.All(preview.Strata.Skip(1), stratum => Assert.Contains(stratum.Images[0], new[] { 2, 4 }));
        Assert.All(preview.Strata.Skip(1), stratum => Assert.Equal(6, stratum.Together));
    }

    async Task AddColumnAsync(string name, Func<int, string> valueOf)
    {
        var field = await folder.ScalarAsync<long>("SELECT coalesce(max(id), 0) + 1 FROM field");
        await folder.ExecuteAsync("INSERT INTO field (id, project_id, name, source, kind, created_at) VALUES (@field, @project, @name, 'table', 'text', '2026-01-01')", new { field, project, name });
        for (var number = 0; number < images.Count; number++)
            await folder.ExecuteAsync("INSERT INTO field_value (field_id, image_id, text) VALUES (@field, @image, @value)", new { field, image = images[number], value = valueOf(number) });
    }
}
