using Studio.Contracts.Jobs;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class VersionRestoreTests : RestoreSeed
{
    [Fact]
    public async Task RestoreAsync_LabelsChanged_FreezingAgainGivesTheSameHash()
    {
        var (project, images) = await SeedAsync(5);
        var first = await FreezeAsync(project);
        await Folder.ImportLabelAsync(images[0], 2, 2, 2);
        await Folder.ImportLabelAsync(images[1]);
        await ExcludeAsync(images[2], "Blurred");
        var added = await Folder.AddImageAsync(project, patient: "new");
        await Folder.ImportLabelAsync(added, 1);

        var restored = await RestoreAsync(first);

        Assert.True(restored.HasSameHash);
        Assert.Equal((first.Hash, 3, 1, "The labels of May were wrong"), (restored.Version.Hash, restored.Version.Number, restored.Version.RestoredFrom, restored.Version.Reason));
        Assert.Equal(new RestoreExtent(Relabelled: 2, LeftOut: 1, TakenIn: 1), restored.Extent);
        Assert.Equal(2, restored.Before!.Number);
        Assert.Equal(await Folder.Versions.ListSamplesAsync(first.Id), await Folder.Versions.ListSamplesAsync(restored.Version.Id));
        Assert.Equal((5, 5), (restored.Version.Images, restored.Version.TrainingPatients + restored.Version.ValidationPatients + restored.Version.TestPatients));

        // What is current now is what the version holds: freezing it finds nothing new.
        var again = await Folder.Versions.FreezeAsync(project, null);
        Assert.Equal((false, first.Hash), (again.IsNew, again.Version.Hash));
        Assert.Equal("Not in version 1", await Folder.ScalarAsync<string>("SELECT excluded_reason FROM image WHERE id = @added", new { added }));
    }

    [Fact]
    public async Task RestoreAsync_AndBack_EverythingIsAsItWas()
    {
        var (project, images) = await SeedAsync(4);
        var first = await FreezeAsync(project);
        await Folder.ImportLabelAsync(images[0], 2, 2);
        await ExcludeAsync(images[1], "Blurred");
        await Folder.ImportLabelAsync(await Folder.AddImageAsync(project, patient: "new"), 1);
        var second = await FreezeAsync(project);

        var restored = await RestoreAsync(first);
        Tick();
        var back = await Folder.Restorer.RestoreAsync(restored.Before!, "It was right after all", Ada);

        Assert.Equal(second.Id, restored.Before!.Id);
        Assert.Equal((second.Hash, true), (back.Version.Hash, back.HasSameHash));
        Assert.False((await Folder.Versions.FreezeAsync(project, null)).IsNew);
    }

    [Fact]
    public async Task RestoreAsync_OwnDocument_GetsTheLabelAndKeepsEveryStroke()
    {
        var (project, images) = await SeedAsync(3);
        var first = await FreezeAsync(project);
        Tick();
        var own = await Folder.Annotations.GetOrCreateAsync(images[0], Ada);
        await AnnotationTests.AppendAsync(Folder, images[0], Ada, 0, Patches.Pixel(7, 2));
        await Folder.Submissions.SubmitAsync(images[0], Ada, null, ImageState.Accepted);
        var strokes = await Folder.Annotations.ReadOperationsAsync(own.Id, 0);

        await RestoreAsync(first);

        var current = (await Folder.Annotations.FindCurrentAsync(images[0]))!;
        Assert.Equal((own.Id, 2L), (current.Id, current.Revision));
        var after = await Folder.Annotations.ReadOperationsAsync(own.Id, 0);
        Assert.Equal(strokes[0].Patch, after[0].Patch);
        Assert.Equal(("restore", 2L), (after[1].Tool, after[1].Revision));
        // A page that knows the document as it was gets to the same pixels by the operations it missed.
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0], (await Folder.Annotations.ComposeAsync(own.Id)).Labelmap.Classes[..8]);
        var pixels = new byte[20];
        foreach (var operation in after)
        {
            Imaging.Labelmaps.LabelmapPatch.Apply(pixels, operation.Patch);
        }

        Assert.Equal((await Folder.Annotations.ComposeAsync(own.Id)).Labelmap.Classes, pixels);
        Assert.Equal([(1, 1L)], await ClassesAsync(images[0]));
    }

    [Fact]
    public async Task RestoreAsync_OthersDocument_StaysAsItIs()
    {
        var (project, images) = await SeedAsync(3);
        var bea = (await Folder.AddUserAsync("Bea")).Id;
        var first = await FreezeAsync(project);
        Tick();
        var hers = await Folder.Annotations.GetOrCreateAsync(images[0], bea);
        await AnnotationTests.AppendAsync(Folder, images[0], bea, 0, Patches.Pixel(7, 2));
        await Folder.Submissions.SubmitAsync(images[0], bea, null, ImageState.Accepted);

        await RestoreAsync(first);

        Assert.Equal(1, (await Folder.Annotations.FindAsync(images[0], bea))!.Revision);
        Assert.Equal(2, (await Folder.Annotations.ComposeAsync(hers.Id)).Labelmap.Classes[7]);
        var current = (await Folder.Annotations.FindCurrentAsync(images[0]))!;
        Assert.Null(current.AuthorId);
        Assert.Equal(0, (await Folder.Annotations.ComposeAsync(current.Id)).Labelmap.Classes[7]);
        Assert.False((await Folder.Versions.FreezeAsync(project, null)).IsNew);
    }

    [Fact]
    public async Task RestoreAsync_Boxes_ComeBackToTheLastBit()
    {
        var project = (await Folder.AddProjectAsync(ProjectTask.Detection, "Cell", "Clump")).Id;
        var image = await Folder.AddImageAsync(project, patient: "P1", rows: 100, columns: 100);
        var other = await Folder.AddImageAsync(project, patient: "P2", rows: 100, columns: 100);
        await Folder.Boxes.ImportAsync(image, [new Box(1, 0.1, 0.2, 33.3 + 0.7, 7.1 / 3), new Box(2, 1.0 / 3, 10, 66.6, 99.9)], ImageState.Accepted);
        await Folder.Boxes.ImportAsync(other, [], ImageState.Accepted);
        var first = await FreezeAsync(project);
        await Folder.Boxes.ImportAsync(image, [new Box(1, 5, 5, 9, 9)], ImageState.Accepted);
        await Folder.Boxes.ImportAsync(other, [new Box(1, 5, 5, 9, 9)], ImageState.Accepted);

        var restored = await RestoreAsync(first);

        Assert.Equal((first.Hash, 2), (restored.Version.Hash, restored.Extent.Relabelled));
        Assert.False((await Folder.Versions.FreezeAsync(project, null)).IsNew);
        Assert.Equal(2, (await Folder.Boxes.ListAsync(image)).Count);
        Assert.Empty(await Folder.Boxes.ListAsync(other));
        Assert.Equal(4, await Folder.ScalarAsync<int>("SELECT count(*) FROM annotation_object WHERE removed_at IS NOT NULL"));
    }

    [Fact]
    public async Task RestoreAsync_Tags_OfAllScopesComeBack()
    {
        var project = (await Folder.AddProjectAsync(ProjectTask.Classification, "Bleeding", "Mass")).Id;
        var (one, two) = (await Folder.AddImageAsync(project, patient: "P1"), await Folder.AddImageAsync(project, patient: "P1"));
        var later = await Folder.AddImageAsync(project, patient: "P2");
        var patient = (await Folder.Patients.ListAsync(project)).First(item => item.Key == "P1").Id;
        await Folder.Tags.ImportAsync(project, [new(TagScope.Patient, patient, 1), new(TagScope.Image, two, 1, IsPresent: false)], ImageState.Accepted);
        var first = await FreezeAsync(project);
        await Folder.Tags.ImportAsync(
            project,
            [
                new(TagScope.Patient, patient, 1, IsPresent: false), new(TagScope.Patient, patient, 2), new(TagScope.Image, two, 2, IsPresent: false),
                new(TagScope.Image, later, 1),
            ],
            ImageState.Accepted);
        var rows = await Folder.ScalarAsync<int>("SELECT count(*) FROM tag");

        var restored = await RestoreAsync(first);

        Assert.Equal((first.Hash, new RestoreExtent(2, 1, 0)), (restored.Version.Hash, restored.Extent));
        var samples = await Folder.Versions.ListNextAsync(project);
        Assert.Equal([one, two], samples.Select(sample => sample.ImageId));
        Assert.Equal([new TagSpec(1, true)], samples[0].Tags);
        Assert.Equal([new TagSpec(1, false)], samples[1].Tags);
        Assert.False((await Folder.Versions.FreezeAsync(project, null)).IsNew);
        Assert.True(await Folder.ScalarAsync<int>("SELECT count(*) FROM tag") > rows);
    }

    [Fact]
    public async Task RestoreAsync_OverlappingClasses_KeepTheirLayers()
    {
        var (project, images) = await SeedAsync(2);
        await Folder.Projects.SetLabellingAsync(project, tagsExcludeEachOther: false, classesOverlap: true);
        await Folder.Annotations.GetOrCreateAsync(images[0], Ada);
        await AppendAsync(images[0], [2, 2, 4, 1, 0, 3, 1]);
        await Folder.Submissions.SubmitAsync(images[0], Ada, null, ImageState.Accepted);
        var first = await FreezeAsync(project);
        Tick();
        await AppendAsync(images[0], [2, 2, 4, 1, 0, 3, 0]);
        await Folder.Submissions.SubmitAsync(images[0], Ada, null, ImageState.Accepted);

        await RestoreAsync(first);

        var label = await Folder.Annotations.ComposeAsync((await Folder.Annotations.FindCurrentAsync(images[0]))!.Id);
        // Class 1 on the first pixel as imported, class 2 on the first three: they overlap in one.
        Assert.Equal((1, 3), ((int)label.Layers!.CountPixels(1), (int)label.Layers.CountPixels(2)));
        Assert.False((await Folder.Versions.FreezeAsync(project, null)).IsNew);
    }

    [Fact]
    public async Task RestoreAsync_PixelsBlackedOutSince_SaysThatTheHashIsAnother()
    {
        var (project, images) = await SeedAsync(3);
        var first = await FreezeAsync(project);
        var black = await Folder.Blobs.PutAsync(new byte[] { 0, 0, 0, 0 }, "Blacked out");
        await Folder.ExecuteAsync("UPDATE image SET pixel_sha256 = @Sha256 WHERE id = @id", new { black.Sha256, id = images[0] });

        var restored = await RestoreAsync(first);

        Assert.False(restored.HasSameHash);
        Assert.False((await Folder.Versions.FreezeAsync(project, null)).IsNew);
    }

    [Fact]
    public async Task RestoreAsync_ClassTakenAwaySince_ComesBack()
    {
        var (project, images) = await SeedAsync(3);
        await Folder.ImportLabelAsync(images[0], 2);
        var first = await FreezeAsync(project);
        await Folder.ImportLabelAsync(images[0], 1);
        await Folder.Classes.SetAsync(project, [.. (await Folder.Classes.ListAsync(project)).Take(1)]);

        var restored = await RestoreAsync(first);

        Assert.Equal(["Nerve", "Vessel"], (await Folder.Classes.ListAsync(project)).Select(item => item.Name));
        Assert.Equal(first.Hash, restored.Version.Hash);
        Assert.False((await Folder.Versions.FreezeAsync(project, null)).IsNew);
    }

    async Task AppendAsync(long image, byte[] layers)
    {
        var document = (await Folder.Annotations.FindAsync(image, Ada))!;
        var outcome = await Folder.Annotations.AppendOperationAsync(
            image, Ada, new NewOperation(Guid.NewGuid(), document.Revision, "brush", layers, OperationKind.Layers));
        Assert.IsType<OperationAppended>(outcome);
    }

    async Task<(int, long)[]> ClassesAsync(long image) => (await Folder.Database.ReadAsync(
        session => session.Query<ClassPixels>("SELECT class_index, pixels FROM image_class WHERE image_id = @image", new { image }), default))
        .Select(row => (row.ClassIndex, row.Pixels)).ToArray();

    sealed record ClassPixels
    {
        public int ClassIndex { get; init; }
        public long Pixels { get; init; }
    }
}
