using Studio.Contracts.Jobs;
using Studio.Contracts.Labels;
using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class VersionRestoreTests : IAsyncLifetime
{
    TestFolder folder = null!;
    long ada;

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        ada = (await folder.AddUserAsync("Ada")).Id;
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task RestoreAsync_LabelsChanged_FreezingAgainGivesTheSameHash()
    {
        var (project, images) = await SeedAsync(5);
        var first = await FreezeAsync(project);
        await folder.ImportLabelAsync(images[0], 2, 2, 2);
        await folder.ImportLabelAsync(images[1]);
        await ExcludeAsync(images[2], "Blurred");
        var added = await folder.AddImageAsync(project, patient: "new");
        await folder.ImportLabelAsync(added, 1);

        var restored = await RestoreAsync(first);

        Assert.True(restored.HasSameHash);
        Assert.Equal((first.Hash, 3, 1, "The labels of May were wrong"), (restored.Version.Hash, restored.Version.Number, restored.Version.RestoredFrom, restored.Version.Reason));
        Assert.Equal(new RestoreExtent(Relabelled: 2, LeftOut: 1, TakenIn: 1), restored.Extent);
        Assert.Equal(2, restored.Before!.Number);
        Assert.Equal(await folder.Versions.ListSamplesAsync(first.Id), await folder.Versions.ListSamplesAsync(restored.Version.Id));
        Assert.Equal((5, 5), (restored.Version.Images, restored.Version.TrainingPatients + restored.Version.ValidationPatients + restored.Version.TestPatients));

        // What is current now is what the version holds: freezing it finds nothing new.
        var again = await folder.Versions.FreezeAsync(project, 1, null);
        Assert.Equal((false, first.Hash), (again.IsNew, again.Version.Hash));
        Assert.Equal("Not in version 1", await folder.ScalarAsync<string>("SELECT excluded_reason FROM image WHERE id = @added", new { added }));
    }

    [Fact]
    public async Task RestoreAsync_AndBack_EverythingIsAsItWas()
    {
        var (project, images) = await SeedAsync(4);
        var first = await FreezeAsync(project);
        await folder.ImportLabelAsync(images[0], 2, 2);
        await ExcludeAsync(images[1], "Blurred");
        await folder.ImportLabelAsync(await folder.AddImageAsync(project, patient: "new"), 1);
        var second = await FreezeAsync(project);

        var restored = await RestoreAsync(first);
        Tick();
        var back = await folder.Restorer.RestoreAsync(restored.Before!, "It was right after all", ada);

        Assert.Equal(second.Id, restored.Before!.Id);
        Assert.Equal((second.Hash, true), (back.Version.Hash, back.HasSameHash));
        Assert.False((await folder.Versions.FreezeAsync(project, 1, null)).IsNew);
    }

    [Fact]
    public async Task RestoreAsync_OwnDocument_GetsTheLabelAndKeepsEveryStroke()
    {
        var (project, images) = await SeedAsync(3);
        var first = await FreezeAsync(project);
        Tick();
        var own = await folder.Annotations.GetOrCreateAsync(images[0], ada);
        await AnnotationTests.AppendAsync(folder, images[0], ada, 0, Patches.Pixel(7, 2));
        await folder.Submissions.SubmitAsync(images[0], ada, null, ImageState.Accepted);
        var strokes = await folder.Annotations.ReadOperationsAsync(own.Id, 0);

        await RestoreAsync(first);

        var current = (await folder.Annotations.FindCurrentAsync(images[0]))!;
        Assert.Equal((own.Id, 2L), (current.Id, current.Revision));
        var after = await folder.Annotations.ReadOperationsAsync(own.Id, 0);
        Assert.Equal(strokes[0].Patch, after[0].Patch);
        Assert.Equal(("restore", 2L), (after[1].Tool, after[1].Revision));
        // A page that knows the document as it was gets to the same pixels by the operations it missed.
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0], (await folder.Annotations.ComposeAsync(own.Id)).Labelmap.Classes[..8]);
        var pixels = new byte[20];
        foreach (var operation in after)
        {
            Imaging.Labelmaps.LabelmapPatch.Apply(pixels, operation.Patch);
        }

        Assert.Equal((await folder.Annotations.ComposeAsync(own.Id)).Labelmap.Classes, pixels);
        Assert.Equal([(1, 1L)], await ClassesAsync(images[0]));
    }

    [Fact]
    public async Task RestoreAsync_OthersDocument_StaysAsItIs()
    {
        var (project, images) = await SeedAsync(3);
        var bea = (await folder.AddUserAsync("Bea")).Id;
        var first = await FreezeAsync(project);
        Tick();
        var hers = await folder.Annotations.GetOrCreateAsync(images[0], bea);
        await AnnotationTests.AppendAsync(folder, images[0], bea, 0, Patches.Pixel(7, 2));
        await folder.Submissions.SubmitAsync(images[0], bea, null, ImageState.Accepted);

        await RestoreAsync(first);

        Assert.Equal(1, (await folder.Annotations.FindAsync(images[0], bea))!.Revision);
        Assert.Equal(2, (await folder.Annotations.ComposeAsync(hers.Id)).Labelmap.Classes[7]);
        var current = (await folder.Annotations.FindCurrentAsync(images[0]))!;
        Assert.Null(current.AuthorId);
        Assert.Equal(0, (await folder.Annotations.ComposeAsync(current.Id)).Labelmap.Classes[7]);
        Assert.False((await folder.Versions.FreezeAsync(project, 1, null)).IsNew);
    }

    [Fact]
    public async Task RestoreAsync_Boxes_ComeBackToTheLastBit()
    {
        var project = (await folder.AddProjectAsync(ProjectTask.Detection, "Cell", "Clump")).Id;
        var image = await folder.AddImageAsync(project, patient: "P1", rows: 100, columns: 100);
        var other = await folder.AddImageAsync(project, patient: "P2", rows: 100, columns: 100);
        await folder.Boxes.ImportAsync(image, [new Box(1, 0.1, 0.2, 33.3 + 0.7, 7.1 / 3), new Box(2, 1.0 / 3, 10, 66.6, 99.9)], ImageState.Accepted);
        await folder.Boxes.ImportAsync(other, [], ImageState.Accepted);
        var first = await FreezeAsync(project);
        await folder.Boxes.ImportAsync(image, [new Box(1, 5, 5, 9, 9)], ImageState.Accepted);
        await folder.Boxes.ImportAsync(other, [new Box(1, 5, 5, 9, 9)], ImageState.Accepted);

        var restored = await RestoreAsync(first);

        Assert.Equal((first.Hash, 2), (restored.Version.Hash, restored.Extent.Relabelled));
        Assert.False((await folder.Versions.FreezeAsync(project, 1, null)).IsNew);
        Assert.Equal(2, (await folder.Boxes.ListAsync(image)).Count);
        Assert.Empty(await folder.Boxes.ListAsync(other));
        Assert.Equal(4, await folder.ScalarAsync<int>("SELECT count(*) FROM annotation_object WHERE removed_at IS NOT NULL"));
    }

    [Fact]
    public async Task RestoreAsync_Tags_OfAllScopesComeBack()
    {
        var project = (await folder.AddProjectAsync(ProjectTask.Classification, "Bleeding", "Mass")).Id;
        var (one, two) = (await folder.AddImageAsync(project, patient: "P1"), await folder.AddImageAsync(project, patient: "P1"));
        var later = await folder.AddImageAsync(project, patient: "P2");
        var patient = (await folder.Patients.ListAsync(project)).First(item => item.Key == "P1").Id;
        await folder.Tags.ImportAsync(project, [new(TagScope.Patient, patient, 1), new(TagScope.Image, two, 1, IsPresent: false)], ImageState.Accepted);
        var first = await FreezeAsync(project);
        await folder.Tags.ImportAsync(
            project,
            [
                new(TagScope.Patient, patient, 1, IsPresent: false), new(TagScope.Patient, patient, 2), new(TagScope.Image, two, 2, IsPresent: false),
                new(TagScope.Image, later, 1),
            ],
            ImageState.Accepted);
        var rows = await folder.ScalarAsync<int>("SELECT count(*) FROM tag");

        var restored = await RestoreAsync(first);

        Assert.Equal((first.Hash, new RestoreExtent(2, 1, 0)), (restored.Version.Hash, restored.Extent));
        var samples = await folder.Versions.ListNextAsync(project, 1);
        Assert.Equal([one, two], samples.Select(sample => sample.ImageId));
        Assert.Equal([new TagSpec(1, true)], samples[0].Tags);
        Assert.Equal([new TagSpec(1, false)], samples[1].Tags);
        Assert.False((await folder.Versions.FreezeAsync(project, 1, null)).IsNew);
        Assert.True(await folder.ScalarAsync<int>("SELECT count(*) FROM tag") > rows);
    }

    [Fact]
    public async Task RestoreAsync_OverlappingClasses_KeepTheirLayers()
    {
        var (project, images) = await SeedAsync(2);
        await folder.Projects.SetLabellingAsync(project, tagsExcludeEachOther: false, classesOverlap: true);
        await folder.Annotations.GetOrCreateAsync(images[0], ada);
        await AppendAsync(images[0], [2, 2, 4, 1, 0, 3, 1]);
        await folder.Submissions.SubmitAsync(images[0], ada, null, ImageState.Accepted);
        var first = await FreezeAsync(project);
        Tick();
        await AppendAsync(images[0], [2, 2, 4, 1, 0, 3, 0]);
        await folder.Submissions.SubmitAsync(images[0], ada, null, ImageState.Accepted);

        await RestoreAsync(first);

        var label = await folder.Annotations.ComposeAsync((await folder.Annotations.FindCurrentAsync(images[0]))!.Id);
        // Class 1 on the first pixel as imported, class 2 on the first three: they overlap in one.
        Assert.Equal((1, 3), ((int)label.Layers!.CountPixels(1), (int)label.Layers.CountPixels(2)));
        Assert.False((await folder.Versions.FreezeAsync(project, 1, null)).IsNew);
    }

    [Fact]
    public async Task RestoreAsync_PixelsBlackedOutSince_SaysThatTheHashIsAnother()
    {
        var (project, images) = await SeedAsync(3);
        var first = await FreezeAsync(project);
        var black = await folder.Blobs.PutAsync(new byte[] { 0, 0, 0, 0 }, "Blacked out");
        await folder.ExecuteAsync("UPDATE image SET pixel_sha256 = @Sha256 WHERE id = @id", new { black.Sha256, id = images[0] });

        var restored = await RestoreAsync(first);

        Assert.False(restored.HasSameHash);
        Assert.False((await folder.Versions.FreezeAsync(project, 1, null)).IsNew);
    }

    [Fact]
    public async Task RestoreAsync_ClassTakenAwaySince_ComesBack()
    {
        var (project, images) = await SeedAsync(3);
        await folder.ImportLabelAsync(images[0], 2);
        var first = await FreezeAsync(project);
        await folder.ImportLabelAsync(images[0], 1);
        await folder.Classes.SetAsync(project, [.. (await folder.Classes.ListAsync(project)).Take(1)]);

        var restored = await RestoreAsync(first);

        Assert.Equal(["Nerve", "Vessel"], (await folder.Classes.ListAsync(project)).Select(item => item.Name));
        Assert.Equal(first.Hash, restored.Version.Hash);
        Assert.False((await folder.Versions.FreezeAsync(project, 1, null)).IsNew);
    }

    [Fact]
    public async Task RestoreAsync_DamagedLabel_NamesTheImageAndChangesNothing()
    {
        var (project, images) = await SeedAsync(3);
        var first = await FreezeAsync(project);
        var label = (await folder.Versions.ListSamplesAsync(first.Id))[0].Labelmap!.Sha256;
        await folder.ImportLabelAsync(images[0], 2, 2);
        await ExcludeAsync(images[1], "Blurred");
        await File.WriteAllBytesAsync(folder.Blobs.GetPath(label), [1, 2, 3], TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => RestoreAsync(first));

        Assert.Contains("cannot be used", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await folder.Versions.ListAsync(project)).Count);
        Assert.Equal("Blurred", await folder.ScalarAsync<string>("SELECT excluded_reason FROM image WHERE id = @id", new { id = images[1] }));
    }

    [Fact]
    public async Task RestoreAsync_BlindReaders_AreNotShownALabel()
    {
        var (project, images) = await SeedAsync(3);
        var bea = (await folder.AddUserAsync("Bea")).Id;
        var first = await FreezeAsync(project);
        await folder.ImportLabelAsync(images[0], 2, 2);
        foreach (var reader in new[] { ada, bea })
        {
            await folder.ExecuteAsync("INSERT INTO assignment (image_id, user_id, created_at) VALUES (@id, @reader, '2026-01-01T10:00:00.000Z')", new { id = images[0], reader });
        }

        var refusal = await Assert.ThrowsAsync<StorageException>(() => RestoreAsync(first));

        Assert.Contains("without seeing each other", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(2, (await folder.Versions.ListAsync(project)).Count);
    }

    [Fact]
    public async Task RestoreAsync_WithoutReason_IsRefused()
    {
        var (project, _) = await SeedAsync(3);
        var first = await FreezeAsync(project);

        await Assert.ThrowsAsync<StorageException>(() => folder.Restorer.RestoreAsync(first, "  ", ada));

        Assert.Single(await folder.Versions.ListAsync(project));
    }

    [Fact]
    public async Task RestoreAsync_Done_IsInTheAuditLog()
    {
        var (project, images) = await SeedAsync(3);
        var first = await FreezeAsync(project);
        await folder.ImportLabelAsync(images[0], 2, 2);

        await RestoreAsync(first);

        var entry = (await folder.Audit.ListAsync(1))[0];
        Assert.Equal(("restore-version", $"version/{first.Id}", (long?)ada), (entry.Action, entry.Subject, entry.UserId));
        Assert.Contains("The labels of May were wrong", entry.DetailJson, StringComparison.Ordinal);
        Assert.Null((await folder.Audit.VerifyAsync()).FirstBrokenId);
    }

    async Task<(long Project, long[] Images)> SeedAsync(int count)
    {
        var project = (await folder.AddProjectAsync("Nerve", "Vessel")).Id;
        var images = new long[count];
        for (var index = 0; index < count; index++)
        {
            images[index] = await folder.AddImageAsync(project, $"image {index}", $"P{index}");
            await folder.ImportLabelAsync(images[index], 1);
        }

        return (project, images);
    }

    Task<RestoredVersion> RestoreAsync(DatasetVersion version)
    {
        Tick();
        return folder.Restorer.RestoreAsync(version, "The labels of May were wrong", ada);
    }

    // Of two documents changed at the same moment nobody can say which is the last.
    void Tick() => folder.Clock.Advance(TimeSpan.FromSeconds(1));

    async Task<DatasetVersion> FreezeAsync(long project) => (await folder.Versions.FreezeAsync(project, 1, null)).Version;

    Task<int> ExcludeAsync(long image, string reason) => folder.ExecuteAsync(
        "UPDATE image SET excluded_at = '2026-01-01T10:00:00.000Z', excluded_reason = @reason WHERE id = @image", new { image, reason });

    async Task AppendAsync(long image, byte[] layers)
    {
        var document = (await folder.Annotations.FindAsync(image, ada))!;
        var outcome = await folder.Annotations.AppendOperationAsync(
            image, ada, new NewOperation(Guid.NewGuid(), document.Revision, "brush", layers, OperationKind.Layers));
        Assert.IsType<OperationAppended>(outcome);
    }

    async Task<(int, long)[]> ClassesAsync(long image) => (await folder.Database.ReadAsync(
        session => session.Query<ClassPixels>("SELECT class_index, pixels FROM image_class WHERE image_id = @image", new { image }), default))
        .Select(row => (row.ClassIndex, row.Pixels)).ToArray();

    sealed record ClassPixels
    {
        public int ClassIndex { get; init; }
        public long Pixels { get; init; }
    }
}
