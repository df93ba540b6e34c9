using Studio.Features.Import.Uploads;
using Studio.Harness;
using Studio.Storage;

namespace Studio.Tests.Import;

public sealed class UploadStoreTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly UploadStore uploads;

    public UploadStoreTests() => uploads = new UploadStore(new DataFolder(folder.Path));

    [Fact]
    public async Task ReceiveAsync_ChunksInOrder_BecomeTheFile()
    {
        var id = uploads.Begin("nerve");

        await SendAsync(id, "a/1.png", 0, [1, 2, 3]);
        var received = await SendAsync(id, "a/1.png", 3, [4, 5]);

        var file = Assert.Single(uploads.ListFiles(id));
        Assert.Equal((5L, "a/1.png", 5L), (received, file.Path, file.Length));
        Assert.Equal([1, 2, 3, 4, 5], await File.ReadAllBytesAsync(file.FullPath));
    }

    [Fact]
    public async Task ReceiveAsync_ChunkSentAgainOrTooFar_ChangesNothing()
    {
        var id = uploads.Begin("nerve");
        await SendAsync(id, "1.png", 0, [1, 2, 3]);

        Assert.Equal(3, await SendAsync(id, "1.png", 0, [9, 9, 9]));
        Assert.Equal(3, await SendAsync(id, "1.png", 7, [9]));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(uploads.ListFiles(id)[0].FullPath));
    }

    [Theory]
    [InlineData("../x.png")]
    [InlineData("/x.png")]
    [InlineData("a\\..\\x.png")]
    [InlineData("C:x.png")]
    [InlineData("a//x.png")]
    [InlineData("a/\u0000.png")]
    [InlineData("")]
    public void FindFault_PathThatEscapes_IsNamed(string path) => Assert.NotNull(UploadStore.FindFault(path));

    [Fact]
    public void FindProject_UnknownOrForgedIdentifier_IsNull()
    {
        uploads.Begin("nerve");

        Assert.Null(uploads.FindProject(Guid.NewGuid().ToString("N")));
        Assert.Null(uploads.FindProject("../uploads"));
    }

    [Fact]
    public async Task Discard_RemovesEverything()
    {
        var id = uploads.Begin("nerve");
        await SendAsync(id, "1.png", 0, [1]);

        uploads.Discard(id);

        Assert.Null(uploads.FindProject(id));
        Assert.Empty(Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    async Task<long> SendAsync(string id, string path, long offset, byte[] chunk) =>
        await uploads.ReceiveAsync(id, path, offset, new MemoryStream(chunk), CancellationToken.None);

    public void Dispose() => folder.Dispose();
}
