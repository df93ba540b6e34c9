using Studio.Contracts.Projects;
using Studio.Imaging.Labelmaps;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class AnnotationTests
{
    [Fact]
    public async Task AppendOperationAsync_Strokes_ComposeInOrder()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, ada, _) = await SeedAsync(folder);
        var document = await folder.Annotations.GetOrCreateAsync(image, ada);

        await AppendAsync(folder, image, ada, 0, Patches.Pixel(0, 1));
        await AppendAsync(folder, image, ada, 1, Patches.Pixel(3, 2));
        var last = await AppendAsync(folder, image, ada, 2, Patches.Pixel(0, 2));

        var composed = await folder.Annotations.ComposeAsync(document.Id);
        Assert.Equal((3, 3), (last.Revision, composed.Revision));
        Assert.Equal(Classes((0, 2), (3, 2)), composed.Labelmap.Classes);
        Assert.Equal(ImageState.InProgress, (await folder.Images.FindAsync(image))!.State);
    }

    [Fact]
    public async Task AppendOperationAsync_SentAgain_IsStoredOnce()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, ada, _) = await SeedAsync(folder);
        var document = await folder.Annotations.GetOrCreateAsync(image, ada);
        var operation = new NewOperation(Guid.NewGuid(), 0, "brush", Patches.First(1));

        var sent = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => folder.Annotations.AppendOperationAsync(image, ada, operation)));

        Assert.All(sent, outcome => Assert.Equal(1, Assert.IsType<OperationAppended>(outcome).Revision));
        Assert.Single(await folder.Annotations.ReadOperationsAsync(document.Id, 0));
    }

    [Fact]
    public async Task AppendOperationAsync_OldBase_ReturnsWhatTheSenderMissed()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, ada, _) = await SeedAsync(folder);
        await folder.Annotations.GetOrCreateAsync(image, ada);
        await AppendAsync(folder, image, ada, 0, Patches.Pixel(0, 1));
        await AppendAsync(folder, image, ada, 1, Patches.Pixel(1, 1));
        var operation = new NewOperation(Guid.NewGuid(), 1, "eraser", Patches.Pixel(2, 1));

        var outcome = Assert.IsType<OperationAppended>(await folder.Annotations.AppendOperationAsync(image, ada, operation));
        await AppendAsync(folder, image, ada, 3, Patches.Pixel(3, 1));
        var resent = Assert.IsType<OperationAppended>(await folder.Annotations.AppendOperationAsync(image, ada, operation));

        Assert.Equal((3, 3), (outcome.Revision, outcome.DocumentRevision));
        Assert.Equal([2L], outcome.Missed.Select(missed => missed.Revision));
        Assert.Equal(Patches.Pixel(1, 1), outcome.Missed[0].Patch);
        Assert.Equal((3, 4), (resent.Revision, resent.DocumentRevision));
        Assert.Equal([2L, 4L], resent.Missed.Select(missed => missed.Revision));
    }

    [Theory]
    [InlineData(new byte[] { 1, 20, 1, 1 }, 0)] // outside 4×5 pixels
    [InlineData(new byte[] { 2, 0, 1, 1 }, 0)] // unknown format
    [InlineData(new byte[] { 1, 0, 1, 3 }, 0)] // the project has two classes
    [InlineData(new byte[] { 1, 0, 1, 1 }, 7)] // ahead of the document
    [InlineData(new byte[] { 1, 0, 1, 1 }, -1)]
    public async Task AppendOperationAsync_BadOperation_IsRefusedAndChangesNothing(byte[] patch, long baseRevision)
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, ada, _) = await SeedAsync(folder);
        var document = await folder.Annotations.GetOrCreateAsync(image, ada);

        var outcome = await folder.Annotations.AppendOperationAsync(
            image, ada, new NewOperation(Guid.NewGuid(), baseRevision, "brush", patch));

        Assert.NotEmpty(Assert.IsType<OperationRefused>(outcome).Reason);
        Assert.Equal(document, await folder.Annotations.FindAsync(image, ada));
        Assert.Equal(ImageState.NotStarted, (await folder.Images.FindAsync(image))!.State);
    }

    [Fact]
    public async Task AppendOperationAsync_NotOpened_IsRefused()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, ada, _) = await SeedAsync(folder);

        var operation = new NewOperation(Guid.NewGuid(), 0, "brush", Patches.First(1));
        Assert.IsType<OperationRefused>(await folder.Annotations.AppendOperationAsync(image, ada, operation));
    }

    [Fact]
    public async Task AppendOperationAsync_ManyStrokes_CompactsByItself()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, ada, _) = await SeedAsync(folder);
        var document = await folder.Annotations.GetOrCreateAsync(image, ada);

        for (var number = 0; number < AnnotationStore.OperationsPerSnapshot; number++)
        {
            await AppendAsync(folder, image, ada, number, Patches.Pixel((byte)(number % 20), 1));
        }

        await folder.Annotations.CompactionsDone;
        var compacted = (await folder.Annotations.FindAsync(image, ada))!;
        Assert.Equal(AnnotationStore.OperationsPerSnapshot, compacted.SnapshotRevision);
        Assert.NotNull(compacted.SnapshotSha256);
        Assert.Equal(Enumerable.Repeat((byte)1, 20), (await folder.Annotations.ComposeAsync(document.Id)).Labelmap.Classes);
        Assert.Equal(20, await folder.ScalarAsync<int>("SELECT pixels FROM image_class WHERE class_index = 1"));

        // Nothing is deleted by compacting.
        Assert.Equal(AnnotationStore.OperationsPerSnapshot, (await folder.Annotations.ReadOperationsAsync(document.Id, 0)).Count);
    }

    [Fact]
    public async Task CompactAsync_ThenMoreStrokes_ComposeFromSnapshotAndRest()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, ada, _) = await SeedAsync(folder);
        var document = await folder.Annotations.GetOrCreateAsync(image, ada);
        await AppendAsync(folder, image, ada, 0, Patches.Pixel(0, 1));
        await folder.Annotations.CompactAsync(document.Id);
        await AppendAsync(folder, image, ada, 1, Patches.Pixel(19, 2));

        var composed = await folder.Annotations.ComposeAsync(document.Id);

        Assert.Equal(Classes((0, 1), (19, 2)), composed.Labelmap.Classes);
        await folder.Annotations.CompactAsync(document.Id);
        Assert.Equal(composed.Labelmap.Classes, (await folder.Annotations.ComposeAsync(document.Id)).Labelmap.Classes);
        Assert.Equal(2, await folder.ScalarAsync<int>("SELECT count(*) FROM labelmap_revision"));
    }

    [Fact]
    public async Task CompactAsync_EverythingErased_HasNoBlobAndNoClasses()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, ada, _) = await SeedAsync(folder);
        var document = await folder.Annotations.GetOrCreateAsync(image, ada);
        await AppendAsync(folder, image, ada, 0, Patches.Pixel(0, 1));
        await folder.Annotations.CompactAsync(document.Id);
        await AppendAsync(folder, image, ada, 1, Patches.Pixel(0, 0));
        await folder.Annotations.CompactAsync(document.Id);

        Assert.Null((await folder.Annotations.FindAsync(image, ada))!.SnapshotSha256);
        Assert.Equal(0, await folder.ScalarAsync<int>("SELECT count(*) FROM image_class"));
        Assert.Equal("[]", await folder.ScalarAsync<string>("SELECT outlines_json FROM annotation"));
    }

    [Fact]
    public async Task GetOrCreateAsync_LabelIsThere_StartsFromIt()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, ada, bob) = await SeedAsync(folder);
        await folder.Annotations.GetOrCreateAsync(image, ada);
        await AppendAsync(folder, image, ada, 0, Patches.Pixel(5, 2));

        var document = await folder.Annotations.GetOrCreateAsync(image, bob);

        Assert.Equal((0, bob), (document.Revision, document.AuthorId));
        Assert.Equal(Classes((5, 2)), (await folder.Annotations.ComposeAsync(document.Id)).Labelmap.Classes);
    }

    [Fact]
    public async Task GetOrCreateAsync_ManyTabsAtOnce_IsOneDocument()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, ada, _) = await SeedAsync(folder);

        var documents = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => folder.Annotations.GetOrCreateAsync(image, ada)));

        Assert.Single(documents.Select(document => document.Id).Distinct());
    }

    [Fact]
    public async Task TwoAuthors_DrawOnOneImage_NeitherOverwritesTheOther()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, ada, bob) = await SeedAsync(folder);
        var first = await folder.Annotations.GetOrCreateAsync(image, ada);
        var second = await folder.Annotations.GetOrCreateAsync(image, bob);

        await AppendAsync(folder, image, ada, 0, Patches.Pixel(0, 1));
        await AppendAsync(folder, image, bob, 0, Patches.Pixel(0, 2));

        Assert.Equal(1, (await folder.Annotations.ComposeAsync(first.Id)).Labelmap.Classes[0]);
        Assert.Equal(2, (await folder.Annotations.ComposeAsync(second.Id)).Labelmap.Classes[0]);
    }

    [Fact]
    public async Task ImportAsync_Label_IsTheCurrentOneWithOutlinesAndCounts()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, _, _) = await SeedAsync(folder);

        var imported = await folder.ImportLabelAsync(image, 1, 1, 2);

        Assert.Null(imported.AuthorId);
        Assert.Equal(imported, await folder.Annotations.FindCurrentAsync(image));
        Assert.Equal(2, await folder.ScalarAsync<int>("SELECT pixels FROM image_class WHERE class_index = 1"));
        Assert.Equal(1, await folder.ScalarAsync<int>("SELECT pixels FROM image_class WHERE class_index = 2"));
        var item = Assert.Single((await folder.Browser.GetPageAsync(new ImageFilter { ProjectId = 1 }, 0, 5)).Items);
        Assert.Equal([new ClassOutline(1, "M0 0h2v1h-2z"), new ClassOutline(2, "M2 0h1v1h-1z")], item.Outlines);
        Assert.Equal(ImageState.InReview, item.State);
    }

    [Fact]
    public async Task ImportAsync_Again_MakesARevisionOnlyWhenItDiffers()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, _, _) = await SeedAsync(folder);

        var first = await folder.ImportLabelAsync(image, 1);
        var same = await folder.ImportLabelAsync(image, 1);
        var other = await folder.ImportLabelAsync(image, 2);

        Assert.Equal((1, 1, 2), (first.Revision, same.Revision, other.Revision));
        Assert.Equal(Classes((0, 2)), (await folder.Annotations.ComposeAsync(other.Id)).Labelmap.Classes);
        Assert.Equal(2, await folder.ScalarAsync<int>("SELECT class_index FROM image_class"));
    }

    [Fact]
    public async Task ImportAsync_OtherSizeOrUnknownClass_IsRefusedWithTheImagesName()
    {
        await using var folder = await TestFolder.CreateAsync();
        var (image, _, _) = await SeedAsync(folder);
        var classThree = Labelmap.Empty(4, 5);
        classThree.Classes[0] = 3;

        var size = await Assert.ThrowsAsync<StorageException>(
            () => folder.Annotations.ImportAsync(image, Labelmap.Empty(5, 4), ImageState.InReview));
        var value = await Assert.ThrowsAsync<StorageException>(
            () => folder.Annotations.ImportAsync(image, classThree, ImageState.InReview));

        Assert.Contains("image 1 has another size than its mask (5×4, mask 4×5)", size.Message, StringComparison.Ordinal);
        Assert.Contains("class 3", value.Message, StringComparison.Ordinal);
        Assert.Null(await folder.Annotations.FindCurrentAsync(image));
    }

    internal static async Task<OperationAppended> AppendAsync(TestFolder folder, long image, long author, long baseRevision, byte[] patch) =>
        Assert.IsType<OperationAppended>(await folder.Annotations.AppendOperationAsync(
            image, author, new NewOperation(Guid.NewGuid(), baseRevision, "brush", patch)));

    static byte[] Classes(params (int Index, byte Class)[] pixels)
    {
        var classes = new byte[20];
        foreach (var (index, value) in pixels)
        {
            classes[index] = value;
        }

        return classes;
    }

    static async Task<(long Image, long Ada, long Bob)> SeedAsync(TestFolder folder)
    {
        var project = await folder.AddProjectAsync("Nerve", "Vessel");
        var image = await folder.AddImageAsync(project.Id);
        return (image, (await folder.AddUserAsync("Ada")).Id, (await folder.AddUserAsync("Bob")).Id);
    }
}
