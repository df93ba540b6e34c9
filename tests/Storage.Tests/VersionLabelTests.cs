using Studio.Contracts.Jobs;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

/// <summary>Boxes and tags in dataset versions.</summary>
public sealed class VersionLabelTests : IAsyncLifetime
{
    TestFolder folder = null!;

    public async ValueTask InitializeAsync() => folder = await TestFolder.CreateAsync();

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task FreezeAsync_Boxes_AreFrozenAndCounted()
    {
        var project = (await folder.AddProjectAsync(ProjectTask.Detection, "Cell", "Clump")).Id;
        var image = await folder.AddImageAsync(project, patient: "P1", fixedSplit: Split.Training);
        var empty = await folder.AddImageAsync(project, patient: "P2", fixedSplit: Split.Training);
        await folder.Boxes.ImportAsync(image, [new Box(2, 0.5, 1, 3, 4), new Box(2, 0, 0, 1, 1)], ImageState.Accepted);
        await folder.Boxes.ImportAsync(empty, [], ImageState.Accepted);

        var first = await folder.Versions.FreezeAsync(project, null);
        await folder.Boxes.ImportAsync(image, [new Box(1, 0, 0, 2, 2)], ImageState.Accepted);
        var second = await folder.Versions.FreezeAsync(project, null);

        Assert.True(second.IsNew);
        Assert.NotEqual(first.Version.Hash, second.Version.Hash);
        var samples = await folder.Versions.ListSamplesAsync(first.Version.Id);
        Assert.Equal([new BoxSpec(2, 0.5, 1, 2.5, 3), new BoxSpec(2, 0, 0, 1, 1)], samples[0].Boxes);
        Assert.Empty(samples[1].Boxes);
        Assert.Equal([ClassCount.Of(Split.Training, 2, 1, 1)], await folder.Versions.CountClassesAsync(first.Version.Id));
        Assert.Equal([ClassCount.Of(Split.Training, 1, 1, 1)], await folder.Versions.CountClassesAsync(second.Version.Id));
        Assert.Equal([ClassCount.Of(Split.Training, 1, 1, 1)], (await folder.Versions.PreviewAsync(project)).Classes);
    }

    [Fact]
    public async Task FreezeAsync_TagsOfAllScopes_TheNearestAnswerCounts()
    {
        var project = (await folder.AddProjectAsync(ProjectTask.Classification, "Bleeding", "Fracture", "Mass")).Id;
        var image = await folder.AddImageAsync(project, patient: "P1", fixedSplit: Split.Training);
        var other = await folder.AddImageAsync(project, patient: "P1", fixedSplit: Split.Training);
        await folder.AddImageAsync(project, patient: "P2");
        var patient = (await folder.Patients.ListAsync(project)).First(item => item.Key == "P1").Id;
        await folder.Tags.ImportAsync(
            project,
            [
                new(TagScope.Patient, patient, 1), new(TagScope.Image, image, 1, IsPresent: false),
                new(TagScope.Patient, patient, 3, IsPresent: false),
            ],
            ImageState.Accepted);

        var frozen = await folder.Versions.FreezeAsync(project, null);

        var samples = await folder.Versions.ListSamplesAsync(frozen.Version.Id);
        Assert.Equal([image, other], samples.Select(sample => sample.ImageId));
        Assert.Equal([new TagSpec(1, false), new TagSpec(3, false)], samples[0].Tags);
        Assert.Equal([new TagSpec(1, true), new TagSpec(3, false)], samples[1].Tags);
        Assert.Equal(
            [ClassCount.Of(Split.Training, 1, 1, 1), ClassCount.Of(Split.Training, 3, 0, 2)],
            await folder.Versions.CountClassesAsync(frozen.Version.Id));
    }

    [Fact]
    public async Task FreezeAsync_UnsureAndTakenBack_AreNoAnswerAndNoLabel()
    {
        var project = (await folder.AddProjectAsync(ProjectTask.Classification, "Bleeding")).Id;
        var (unsure, takenBack) = (await folder.AddImageAsync(project), await folder.AddImageAsync(project));
        var finished = await folder.AddImageAsync(project);
        await folder.SetStateAsync(finished, "accepted");
        await SayAsync(project, unsure, "unsure");
        await SayAsync(project, takenBack, "present");
        await SayAsync(project, takenBack, "none");

        var frozen = await folder.Versions.FreezeAsync(project, null);

        var sample = Assert.Single(await folder.Versions.ListSamplesAsync(frozen.Version.Id));
        Assert.Equal(unsure, sample.ImageId);
        Assert.Equal([new TagSpec(1, null)], sample.Tags);
        Assert.Equal(1, Assert.Single(await folder.Projects.ListAsync()).Labelled);
    }

    [Fact]
    public async Task FreezeAsync_TagsThatExcludeEachOther_SayNoOfTheOthers()
    {
        var project = (await folder.AddProjectAsync(ProjectTask.Classification, "None", "Viral", "Bacterial")).Id;
        await folder.Projects.SetLabellingAsync(project, tagsExcludeEachOther: true, classesOverlap: false);
        var image = await folder.AddImageAsync(project);
        await folder.Tags.ImportAsync(project, [new(TagScope.Image, image, 2)], ImageState.Accepted);

        var frozen = await folder.Versions.FreezeAsync(project, null);

        Assert.Equal(
            [new TagSpec(1, false), new TagSpec(2, true), new TagSpec(3, false)],
            Assert.Single(await folder.Versions.ListSamplesAsync(frozen.Version.Id)).Tags);
    }

    [Fact]
    public async Task FreezeAsync_ChangedTag_IsANewVersion()
    {
        var project = (await folder.AddProjectAsync(ProjectTask.Classification, "Bleeding")).Id;
        var image = await folder.AddImageAsync(project);
        await folder.Tags.ImportAsync(project, [new(TagScope.Image, image, 1)], ImageState.Accepted);
        var first = await folder.Versions.FreezeAsync(project, null);
        var same = await folder.Versions.FreezeAsync(project, null);

        await folder.Tags.ImportAsync(project, [new(TagScope.Image, image, 1, IsPresent: false)], ImageState.Accepted);
        var second = await folder.Versions.FreezeAsync(project, null);

        Assert.False(same.IsNew);
        Assert.NotEqual(first.Version.Hash, second.Version.Hash);
    }

    [Fact]
    public async Task FreezeAsync_Tags_StratifyThePatients()
    {
        var project = (await folder.AddProjectAsync(ProjectTask.Classification, "Rare")).Id;
        for (var number = 0; number < 20; number++)
        {
            var image = await folder.AddImageAsync(project, patient: $"P{number}");
            await folder.Tags.ImportAsync(project, [new(TagScope.Image, image, 1, IsPresent: number < 10)], ImageState.Accepted);
        }

        var frozen = await folder.Versions.FreezeAsync(project, null);

        Assert.Equal(
            [(Split.Training, 7, 7), (Split.Validation, 2, 1), (Split.Test, 1, 2)],
            (await folder.Versions.CountClassesAsync(frozen.Version.Id)).Select(count => (count.Split, count.Present, count.Absent)).Order());
    }

    [Fact]
    public async Task ListSamplesAsync_RescaledImage_CarriesItsValues()
    {
        var project = (await folder.AddProjectAsync("Nerve")).Id;
        var image = await folder.AddImageAsync(project);
        await folder.ImportLabelAsync(image, 1);
        await folder.ExecuteAsync("UPDATE image SET rescale_slope = 2, rescale_intercept = -1024, category = 'chest' WHERE id = @image", new { image });

        var frozen = await folder.Versions.FreezeAsync(project, null);

        var sample = Assert.Single(await folder.Versions.ListSamplesAsync(frozen.Version.Id));
        Assert.Equal((2, -1024, "chest"), (sample.RescaleSlope, sample.RescaleIntercept, sample.Category));
    }

    Task<int> SayAsync(long project, long image, string answer) => folder.ExecuteAsync(
        "INSERT INTO tag (project_id, image_id, class_index, answer, created_at) VALUES (@project, @image, 1, @answer, '2026-01-01T10:00:00.000Z')",
        new { project, image, answer });
}
