using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class ProjectTests
{
    [Theory]
    [InlineData("Median nerve, wrist", "median-nerve-wrist")]
    [InlineData("  Über-Größe!  ", "ueber-groesse")]
    [InlineData("肺", "project")]
    [InlineData("", "project")]
    public async Task CreateAsync_Name_MakesSlug(string name, string slug)
    {
        await using var folder = await TestFolder.CreateAsync();

        Assert.Equal(slug, (await folder.Projects.CreateAsync(name, "", ProjectTask.Segmentation)).Slug);
    }

    [Fact]
    public async Task CreateAsync_SameNameAtOnce_GetsDifferentSlugs()
    {
        await using var folder = await TestFolder.CreateAsync();

        var projects = await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => folder.Projects.CreateAsync("Nerve", "", ProjectTask.Detection)));

        Assert.Equal(["nerve", "nerve-2", "nerve-3", "nerve-4", "nerve-5"], projects.Select(project => project.Slug).Order());
        Assert.All(projects, project => Assert.Equal(ProjectTask.Detection, project.Task));
    }

    [Fact]
    public async Task ListAsync_Project_CountsImagesPatientsLabelsAndJob()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var labelled = await folder.AddImageAsync(project.Id, patient: "A");
        var accepted = await folder.AddImageAsync(project.Id, patient: "A");
        await folder.AddImageAsync(project.Id, patient: "B");
        await folder.AddImageAsync(project.Id);
        await folder.ImportLabelAsync(labelled, 1);
        await folder.ImportLabelAsync(accepted);
        await folder.Images.SetStateAsync([accepted], ImageState.Accepted);

        var card = Assert.Single(await folder.Projects.ListAsync());

        Assert.Equal((4, 2, 2, 1), (card.Images, card.Patients, card.Labelled, card.Accepted));
        Assert.Null(card.RunningJob);
        Assert.Equal(card, await folder.Projects.FindSummaryAsync(project.Slug));
    }

    [Fact]
    public async Task ArchiveAsync_Project_LeavesTheList()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();

        await folder.Projects.ArchiveAsync(project.Id);

        Assert.Empty(await folder.Projects.ListAsync());
        Assert.NotNull(await folder.Projects.FindAsync(project.Slug));
    }

    [Fact]
    public async Task AddAsync_Classes_TakeIndexesAndPaletteInOrder()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve", "Vessel");

        var again = await folder.Classes.AddAsync(project.Id, "nerve");

        Assert.Equal(1, again.Index);
        Assert.Equal(
            [new ClassDefinition(1, "Nerve", "#FFB02E", "diagonal"), new ClassDefinition(2, "Vessel", "#4CC9F0", "dots")],
            await folder.Classes.ListAsync(project.Id));
    }

    [Fact]
    public async Task SetAsync_ClassInUseMissing_IsRefusedWithItsName()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve", "Vessel");
        await folder.ImportLabelAsync(await folder.AddImageAsync(project.Id), 2);
        var onlyNerve = new[] { ClassPalette.Define(1, "Median nerve") };

        var refusal = await Assert.ThrowsAsync<StorageException>(() => folder.Classes.SetAsync(project.Id, onlyNerve));

        Assert.Contains("Vessel", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await folder.Classes.ListAsync(project.Id)).Count);
    }

    [Fact]
    public async Task SetAsync_UnusedClassMissing_IsRemovedAndOthersRenamed()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve", "Vessel");

        await folder.Classes.SetAsync(project.Id, [ClassPalette.Define(1, "Median nerve")]);

        Assert.Equal("Median nerve", Assert.Single(await folder.Classes.ListAsync(project.Id)).Name);
    }

    [Theory]
    [InlineData(1, "A", 1, "B", "number 1")]
    [InlineData(1, "A", 2, "a", "called")]
    [InlineData(0, "A", 2, "B", "from 1 to 254")]
    [InlineData(1, "A", 255, "B", "from 1 to 254")]
    public async Task SetAsync_Contradiction_IsRefused(int index, string name, int otherIndex, string otherName, string reason)
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        ClassDefinition[] classes = [new(index, name, "#FFFFFF", "plain"), new(otherIndex, otherName, "#FFFFFF", "plain")];

        var refusal = await Assert.ThrowsAsync<StorageException>(() => folder.Classes.SetAsync(project.Id, classes));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await folder.Classes.ListAsync(project.Id));
    }

    [Fact]
    public async Task PatientStore_SameKeyAtOnce_IsOnePatient()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();

        var patients = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => folder.Patients.GetOrCreateAsync(project.Id, "P7")));

        Assert.Single(patients.Select(patient => patient.Id).Distinct());
    }

    [Fact]
    public async Task AssignAsync_Patient_IsSetAndTakenAway()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var image = await folder.AddImageAsync(project.Id);
        var patient = await folder.Patients.GetOrCreateAsync(project.Id, "P7");

        await folder.Patients.AssignAsync([image], patient.Id);
        Assert.Equal("P7", (await folder.Images.FindAsync(image))!.PatientKey);
        Assert.Equal(1, Assert.Single(await folder.Patients.ListAsync(project.Id)).Images);

        await folder.Patients.AssignAsync([image], null);
        Assert.Null((await folder.Images.FindAsync(image))!.PatientKey);
    }
}
