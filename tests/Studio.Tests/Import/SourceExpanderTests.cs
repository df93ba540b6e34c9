using Studio.Contracts.Import;
using Studio.Features.Import.Expanding;
using Studio.Harness;

namespace Studio.Tests.Import;

public sealed class SourceExpanderTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    [Fact]
    public void Expand_Folder_ListsFilesInOrderOfNames()
    {
        Write("source/b/2.png", 3);
        Write("source/a/1.png", 3);

        Assert.Equal(["a/1.png", "b/2.png"], Expand().Files.Select(file => file.Path));
    }

    [Fact]
    public void Expand_LinksToFilesAndFolders_AreRejectedAndNotFollowed()
    {
        Write("outside/secret.png", 3);
        Write("source/1.png", 3);
        File.CreateSymbolicLink(folder["source/file.png"], folder["outside/secret.png"]);
        Directory.CreateSymbolicLink(folder["source/folder"], folder["outside"]);
        Directory.CreateSymbolicLink(folder["source/loop"], folder["source"]);

        var found = Expand();

        Assert.Equal(["1.png"], found.Files.Select(file => file.Path));
        Assert.Equal(3, found.Settled.Count);
        Assert.All(found.Settled, item => Assert.Equal(ImportFate.Rejected, item.Fate));
    }

    [Fact]
    public void Expand_EmptyFile_IsRejected()
    {
        Write("source/empty.png", 0);

        Assert.Equal("The file is empty.", Assert.Single(Expand().Settled).Reason);
    }

    ExpandedFiles Expand() => new SourceExpander(folder["staging"], ZipLimits.Default).Expand(folder["source"], CancellationToken.None);

    void Write(string path, int length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
        File.WriteAllBytes(folder[path], new byte[length]);
    }

    public void Dispose() => folder.Dispose();
}
