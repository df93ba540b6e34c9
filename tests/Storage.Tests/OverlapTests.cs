using Studio.Contracts.Projects;
using Studio.Imaging.Labelmaps;
using Xunit;

namespace Studio.Storage.Tests;

/// <summary>Labels of a project in which a pixel may belong to several classes; images are 4×5.</summary>
public sealed class OverlapTests : IAsyncLifetime
{
    TestFolder folder = null!;
    long project;
    long image;
    long anna;

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        project = (await folder.AddProjectAsync("Organ", "Lesion")).Id;
        image = await folder.AddImageAsync(project);
        anna = (await folder.AddUserAsync("Anna")).Id;
        await folder.Projects.SetLabellingAsync(project, tagsExcludeEachOther: false, classesOverlap: true);
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task Append_OverlappingStrokes_KeepBothClasses()
    {
        await DrawAsync(Layer(1, [1, 1, 1]));
        await DrawAsync(Layer(2, [0, 1, 1, 1]));
        await DrawAsync(Layer(1, [2]));

        var labels = await ComposeAsync();

        Assert.Equal("0110", Text(labels, 1));
        Assert.Equal("0111", Text(labels, 2));
        Assert.Equal([0, 2, 2, 2], labels.Labelmap.Classes[..4]);
        Assert.Equal(3, labels.Revision);
    }

    [Fact]
    public async Task Compact_ThenMoreStrokes_StartFromTheStoredLayers()
    {
        await DrawAsync(Layer(1, [1, 1, 1]), Layer(2, [0, 1]));
        await folder.Annotations.CompactAsync((await DocumentAsync()).Id);
        await DrawAsync(Layer(2, [1]));

        var labels = await ComposeAsync();

        Assert.Equal(("1110", "1100"), (Text(labels, 1), Text(labels, 2)));
        var facets = await folder.Browser.GetFacetsAsync(new ImageFilter { ProjectId = project });
        Assert.Equal([(1, 1), (2, 1)], facets.Classes.Select(entry => (entry.Key, entry.Value)).Order());
        var outlines = Assert.Single((await folder.Browser.GetPageAsync(new ImageFilter { ProjectId = project }, 0, 1)).Items).Outlines;
        Assert.Equal(["M0 0h3v1h-3z", "M1 0h1v1h-1z"], outlines.Select(outline => outline.Path));
    }

    [Fact]
    public async Task GetOrCreate_AnotherPerson_StartsFromTheOverlaps()
    {
        await DrawAsync(Layer(1, [1, 1]), Layer(2, [0, 1]));
        await folder.Submissions.SubmitAsync(image, anna, null, ImageState.InReview);
        var ben = (await folder.AddUserAsync("Ben")).Id;

        var labels = await folder.Annotations.ComposeAsync((await folder.Annotations.GetOrCreateAsync(image, ben)).Id);

        Assert.Equal(("1100", "0100"), (Text(labels, 1), Text(labels, 2)));
    }

    [Fact]
    public async Task SetLabelling_AfterStrokesWithoutOverlap_KeepsThem()
    {
        var other = await folder.AddProjectAsync(ProjectTask.Segmentation, "Organ", "Lesion");
        var second = await folder.AddImageAsync(other.Id);
        await folder.Annotations.GetOrCreateAsync(second, anna);
        await folder.Annotations.AppendOperationAsync(second, anna, new NewOperation(Guid.NewGuid(), 0, "brush", new byte[] { 1, 0, 3, 1 }));
        await folder.Annotations.AppendOperationAsync(second, anna, new NewOperation(Guid.NewGuid(), 1, "brush", new byte[] { 1, 1, 1, 2 }));

        await folder.Projects.SetLabellingAsync(other.Id, false, classesOverlap: true);

        var labels = await folder.Annotations.ComposeAsync((await folder.Annotations.FindAsync(second, anna))!.Id);
        Assert.Equal(("1010", "0100"), (Text(labels, 1), Text(labels, 2)));
        await folder.Projects.SetLabellingAsync(other.Id, false, classesOverlap: false);
        labels = await folder.Annotations.ComposeAsync(labels.AnnotationId);
        Assert.Null(labels.Layers);
        Assert.Equal([1, 2, 1, 0], labels.Labelmap.Classes[..4]);
    }

    [Fact]
    public async Task SetLabelling_WhereClassesOverlap_CannotForbidIt()
    {
        await DrawAsync(Layer(1, [1]));

        var problem = await Assert.ThrowsAsync<StorageException>(() => folder.Projects.SetLabellingAsync(project, false, classesOverlap: false));

        Assert.Contains("1 labels were drawn with overlapping classes", problem.Message, StringComparison.Ordinal);
        Assert.True((await folder.Projects.FindAsync(project))!.ClassesOverlap);
    }

    [Fact]
    public async Task Append_LayersWhereClassesExcludeEachOther_IsRefused()
    {
        var other = await folder.AddProjectAsync(ProjectTask.Segmentation, "Organ");
        var second = await folder.AddImageAsync(other.Id);
        await folder.Annotations.GetOrCreateAsync(second, anna);

        var outcome = await folder.Annotations.AppendOperationAsync(
            second, anna, new NewOperation(Guid.NewGuid(), 0, "brush", Layer(1, [1]), OperationKind.Layers));

        Assert.Contains("do not overlap", Assert.IsType<OperationRefused>(outcome).Reason, StringComparison.Ordinal);
    }

    /// <summary>A change of one class at the image's first pixels: 1 adds, 2 takes away, 0 leaves.</summary>
    static byte[] Layer(byte index, byte[] pixels)
    {
        var before = pixels.Select(value => (byte)(value == 2 ? 1 : 0)).ToArray();
        var runs = LabelmapPatch.Diff(before, [.. pixels.Select(value => (byte)(value == 1 ? 1 : 0))]);
        return [LayerPatch.FormatVersion, index, (byte)runs.Length, .. runs];
    }

    async Task DrawAsync(params byte[][] changes)
    {
        foreach (var change in changes)
        {
            var document = await DocumentAsync();
            var outcome = await folder.Annotations.AppendOperationAsync(
                image, anna, new NewOperation(Guid.NewGuid(), document.Revision, "brush", change, OperationKind.Layers));
            Assert.IsType<OperationAppended>(outcome);
        }
    }

    Task<AnnotationDocument> DocumentAsync() => folder.Annotations.GetOrCreateAsync(image, anna);

    async Task<ComposedLabelmap> ComposeAsync() => await folder.Annotations.ComposeAsync((await DocumentAsync()).Id);

    static string Text(ComposedLabelmap labels, byte index)
    {
        var alone = Labelmap.Empty(4, 5);
        labels.Layers!.Fill(alone, index, 1);
        return string.Concat(alone.Classes[..4]);
    }
}
