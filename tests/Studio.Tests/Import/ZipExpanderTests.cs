using System.IO.Compression;
using System.Text;
using Studio.Contracts.Import;
using Studio.Features.Import.Expanding;
using Studio.Harness;

namespace Studio.Tests.Import;

public sealed class ZipExpanderTests : IDisposable
{
    static readonly byte[] Picture = Pictures.Png(4, 4, 1);

    readonly TemporaryFolder folder = new();

    [Fact]
    public void Expand_FoldersAndJunk_GivesPicturesWithTheirPaths()
    {
        var found = Expand(Pictures.Zip(("a/1.png", Picture), ("b/2.png", Picture), ("__MACOSX/a/._1.png", Picture), ("a/Thumbs.db", Picture), ("README.txt", Picture), ("DICOMDIR", Picture)));

        Assert.Equal(["set.zip/a/1.png", "set.zip/b/2.png"], found.Files.Select(file => file.Path));
        Assert.Equal(Picture, File.ReadAllBytes(found.Files[0].FullPath));
        Assert.Equal(4, found.Settled.Count);
        Assert.All(found.Settled, item => Assert.Equal(ImportFate.Skipped, item.Fate));
        Assert.All(found.Settled, item => Assert.NotEmpty(item.Reason));
    }

    [Theory]
    [InlineData("../escape.png")]
    [InlineData("a/../../escape.png")]
    [InlineData("/etc/escape.png")]
    [InlineData("..\\escape.png")]
    [InlineData("C:\\escape.png")]
    public void Expand_PathEscape_RejectsTheEntryAndWritesNothingOutside(string name)
    {
        var found = Expand(Pictures.Zip((name, Picture), ("inside.png", Picture)));

        Assert.Equal(["set.zip/inside.png"], found.Files.Select(file => file.Path));
        Assert.Contains("outside", Assert.Single(found.Settled).Reason, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path, "*escape*", SearchOption.AllDirectories));
        Assert.False(File.Exists("/etc/escape.png"));
    }

    [Fact]
    public void Expand_SymbolicLink_IsNotFollowed()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("passwd.png");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            using var target = entry.Open();
            target.Write("/etc/passwd"u8);
        }

        var found = Expand(packed.ToArray());

        Assert.Empty(found.Files);
        Assert.Contains("link", Assert.Single(found.Settled).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_BombByRatio_RefusesTheArchiveWhole()
    {
        var found = Expand(Pictures.Zip(("ok.png", Picture), ("bomb.png", new byte[4 << 20])), new ZipLimits { FreeUnpackedBytes = 1 << 20, MaxRatio = 50 });

        Assert.Empty(found.Files);
        var item = Assert.Single(found.Settled);
        Assert.Equal("set.zip", item.Path);
        Assert.Contains("50 times its size", item.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_BombBySize_RefusesTheArchiveWhole()
    {
        var found = Expand(Pictures.Zip(("a.png", new byte[600_000]), ("b.png", new byte[600_000])), new ZipLimits { MaxUnpackedBytes = 1_000_000 });

        Assert.Empty(found.Files);
        Assert.Equal("set.zip", Assert.Single(found.Settled).Path);
    }

    [Fact]
    public void Expand_TooManyEntries_RefusesTheArchiveWhole()
    {
        var found = Expand(Pictures.Zip([.. Enumerable.Range(0, 20).Select(number => ($"{number}.png", Picture))]), new ZipLimits { MaxEntries = 10 });

        Assert.Empty(found.Files);
        Assert.Contains("10", Assert.Single(found.Settled).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_BombInsideANestedZip_RefusesTheOuterArchive()
    {
        var inner = Pictures.Zip(("bomb.png", new byte[4 << 20]));

        var found = Expand(Pictures.Zip(("ok.png", Picture), ("inner.zip", inner)), new ZipLimits { FreeUnpackedBytes = 1 << 20, MaxRatio = 50 });

        Assert.Empty(found.Files);
        Assert.Equal("set.zip", Assert.Single(found.Settled).Path);
    }

    [Fact]
    public void Expand_NestedZips_OpensOneLevelOnly()
    {
        var innermost = Pictures.Zip(("deep.png", Picture));
        var inner = Pictures.Zip(("level1.png", Picture), ("again.zip", innermost));

        var found = Expand(Pictures.Zip(("inner.zip", inner)));

        Assert.Equal(["set.zip/inner.zip/level1.png"], found.Files.Select(file => file.Path));
        Assert.Equal("set.zip/inner.zip/again.zip", Assert.Single(found.Settled).Path);
    }

    [Fact]
    public void Expand_EncryptedEntry_SaysPassword()
    {
        var zip = Pictures.Zip(("secret.png", Picture));
        MarkEncrypted(zip);

        var found = Expand(zip);

        Assert.Contains("password", Assert.Single(found.Settled).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_TruncatedArchive_RejectsItByName()
    {
        var zip = Pictures.Zip(("a.png", Picture), ("b.png", Picture));

        var found = Expand(zip[..(zip.Length / 2)]);

        var item = Assert.Single(found.Settled);
        Assert.Equal(("set.zip", ImportFate.Rejected), (item.Path, item.Fate));
        Assert.Contains("damaged", item.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Expand_OneDamagedEntry_KeepsTheOthers()
    {
        var zip = Pictures.Zip(("bad.png", [.. Enumerable.Repeat((byte)7, 5000)]), ("good.png", Picture));
        var data = 30 + "bad.png".Length;   // after the local header (APPNOTE.TXT 4.3.7)
        zip.AsSpan(data, 10).Fill(0xFF);

        var found = Expand(zip);

        Assert.Equal(["set.zip/good.png"], found.Files.Select(file => file.Path));
        Assert.Equal("set.zip/bad.png", Assert.Single(found.Settled).Path);
    }

    ExpandedFiles Expand(byte[] zip, ZipLimits? limits = null)
    {
        var staging = folder["staging"];
        Directory.CreateDirectory(staging);
        File.WriteAllBytes(folder["set.zip"], zip);
        return new SourceExpander(staging, limits ?? ZipLimits.Default).Expand(folder["set.zip"], CancellationToken.None);
    }

    /// <summary>Sets bit 0 of the general purpose flags in both headers (APPNOTE.TXT 4.4.4).</summary>
    static void MarkEncrypted(byte[] zip)
    {
        zip[6] |= 1;
        var central = zip.AsSpan().IndexOf(Encoding.Latin1.GetBytes("PK\u0001\u0002"));
        zip[central + 8] |= 1;
    }

    public void Dispose() => folder.Dispose();
}
