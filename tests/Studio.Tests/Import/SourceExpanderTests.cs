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

    [Fact]
    public void Expand_NumpyArchive_IsAPictureFileAndOtherZipsAreUnpacked()
    {
        Directory.CreateDirectory(folder["source"]);
        Directory.CreateDirectory(folder["staging"]);
        File.WriteAllBytes(folder["source/set.npz"], Pictures.Zip(("train_images.npy", new byte[20]), ("train_labels.npy", new byte[20])));
        File.WriteAllBytes(folder["source/pictures.zip"], Pictures.Zip(("1.png", new byte[20])));

        Assert.Equal(["pictures.zip/1.png", "set.npz"], Expand().Files.Select(file => file.Path).Order(StringComparer.Ordinal));
    }

    ExpandedFiles Expand() => new SourceExpander(folder["staging"], ZipLimits.Default).Expand(folder["source"], CancellationToken.None);

    void Write(string path, int length)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[path])!);
        File.WriteAllBytes(folder[path], new byte[length]);
    }

    public void Dispose() => folder.Dispose();
}
