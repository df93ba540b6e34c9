using Xunit;

namespace Studio.Storage.Tests;

public sealed class ReaderTests : IAsyncLifetime
{
    TestFolder folder = null!;
    ReaderStore readers = null!;
    long project;
    long ada;
    long bob;

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        readers = new ReaderStore(folder.Database);
        project = (await folder.AddProjectAsync("Nerve", "Vessel")).Id;
        ada = (await folder.AddUserAsync("Ada")).Id;
        bob = (await folder.AddUserAsync("Bob")).Id;
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task ListAsync_OnlyOpened_IsNoReader()
    {
        var image = await folder.AddImageAsync(project);
        await folder.Annotations.GetOrCreateAsync(image, ada);
        await DrawAsync(image, bob);

        Assert.Equal([bob], (await readers.ListAsync(image, ada)).Select(reader => reader.UserId));
        Assert.Empty(await readers.ListAsync(image, bob));
    }

    [Fact]
    public async Task ListAsync_ImportedAndSubmitted_AreReadersWithTheirNamesLatestFirst()
    {
        var image = await folder.AddImageAsync(project);
        await folder.ImportLabelAsync(image, 1);
        folder.Clock.Advance(TimeSpan.FromMinutes(1));
        await folder.Submissions.SubmitAsync(image, bob, null, ImageState.InReview);

        var found = await readers.ListAsync(image, ada);

        Assert.Equal([("Bob", bob, true), ("Came with the images", 0L, true)], found.Select(reader => (reader.Name, reader.UserId, reader.IsSubmitted)));
        Assert.Equal(folder.Clock.GetUtcNow(), found[0].UpdatedAt);
    }

    [Fact]
    public async Task ListAsync_DrewInAnotherSlice_IsAReaderWithoutARevisionHere()
    {
        var slices = await folder.AddSeriesAsync(project, "Thorax", 3);
        await DrawAsync(slices[2], bob);

        var here = Assert.Single(await readers.ListAsync(slices[0], ada));
        var there = Assert.Single(await readers.ListAsync(slices[2], ada));

        Assert.Equal((bob, null, false), (here.UserId, here.Revision, here.IsSubmitted));
        Assert.Equal((bob, 1L), (there.UserId, there.Revision));
    }

    [Fact]
    public async Task HasSubmittedAsync_OwnSubmissionOnly_Counts()
    {
        var image = await folder.AddImageAsync(project);
        await folder.Submissions.SubmitAsync(image, bob, null, ImageState.InReview);

        Assert.True(await readers.HasSubmittedAsync(image, bob));
        Assert.False(await readers.HasSubmittedAsync(image, ada));
    }

    async Task DrawAsync(long image, long author)
    {
        await folder.Annotations.GetOrCreateAsync(image, author);
        await AnnotationTests.AppendAsync(folder, image, author, 0, Patches.First(1));
    }
}
