using System.Text;
using Studio.Contracts.Jobs;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class BlobStoreTests
{
    // SHA-256 of "abc": FIPS 180-2, appendix B.1.
    const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    static readonly byte[] AbcBytes = Encoding.ASCII.GetBytes("abc");

    [Fact]
    public async Task PutAsync_Bytes_LieAtTheirHash()
    {
        await using var folder = await TestFolder.CreateAsync();

        var blob = await folder.Blobs.PutAsync(AbcBytes, "A test");

        Assert.Equal(Abc, blob.Sha256);
        Assert.Equal(3, blob.Length);
        Assert.EndsWith(Path.Combine("blobs", "ba", Abc[2..]), folder.Blobs.GetPath(Abc), StringComparison.Ordinal);
        Assert.Equal(AbcBytes, await folder.Blobs.ReadAllBytesAsync(Abc));
        Assert.True(await folder.Blobs.ExistsAsync(Abc));
        Assert.Empty(Directory.GetFiles(folder.Database.Folder.IncomingBlobs));
    }

    [Fact]
    public async Task PutAsync_EmptyStream_IsABlob()
    {
        await using var folder = await TestFolder.CreateAsync();

        var blob = await folder.Blobs.PutAsync(Stream.Null, "A test");

        Assert.Equal(0, blob.Length);
        Assert.Empty(await folder.Blobs.ReadAllBytesAsync(blob.Sha256));
    }

    [Fact]
    public async Task PutAsync_SameContentManyTimesAtOnce_IsOneFile()
    {
        await using var folder = await TestFolder.CreateAsync();
        var content = new byte[100_000];

        var blobs = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => folder.Blobs.PutAsync(new MemoryStream(content), "A test")));

        Assert.Single(blobs.Distinct());
        var verification = await folder.Blobs.VerifyAsync();
        Assert.Equal((1, 100_000), (verification.Checked, verification.Bytes));
    }

    [Fact]
    public async Task PutFilesAsync_StagedFile_IsMoved()
    {
        await using var folder = await TestFolder.CreateAsync();
        var staged = Path.Combine(folder.Database.Folder.Staging, "file");
        await File.WriteAllBytesAsync(staged, AbcBytes);

        await folder.Blobs.PutFilesAsync([new StagedBlob(staged, Abc, 3)], "A test");

        Assert.False(File.Exists(staged));
        Assert.Equal(AbcBytes, await folder.Blobs.ReadAllBytesAsync(Abc));
    }

    [Fact]
    public async Task PutFilesAsync_OtherLength_IsRefused()
    {
        await using var folder = await TestFolder.CreateAsync();
        var staged = Path.Combine(folder.Database.Folder.Staging, "file");
        await File.WriteAllBytesAsync(staged, AbcBytes);

        await Assert.ThrowsAsync<StorageException>(() => folder.Blobs.PutFilesAsync([new StagedBlob(staged, Abc, 4)], "A test"));

        Assert.False(await folder.Blobs.ExistsAsync(Abc));
        Assert.True(File.Exists(staged));
    }

    [Fact]
    public async Task PutAsync_StreamBreaks_LeavesNothing()
    {
        await using var folder = await TestFolder.CreateAsync();

        await Assert.ThrowsAsync<InvalidDataException>(
            () => folder.Blobs.PutAsync(new BreakingStream(300_000, () => new InvalidDataException()), "A test"));

        await AssertNothingStoredAsync(folder);
    }

    [Fact]
    public async Task PutAsync_DiskFull_NamesWhatWasNotStoredAndLeavesNothing()
    {
        await using var folder = await TestFolder.CreateAsync();
        const int NoSpaceLeft = 28;

        var full = await Assert.ThrowsAsync<StorageFullException>(() => folder.Blobs.PutAsync(
            new BreakingStream(300_000, () => new IOException("No space left on device", NoSpaceLeft)),
            "The pixels of 0072.png"));

        Assert.Contains("The pixels of 0072.png was not stored", full.Message, StringComparison.Ordinal);
        Assert.Contains("MB free", full.Message, StringComparison.Ordinal);
        Assert.Equal("The pixels of 0072.png", full.NotStored);
        await AssertNothingStoredAsync(folder);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    [InlineData("")]
    public async Task GetPath_NotAnAddress_IsRefused(string address)
    {
        await using var folder = await TestFolder.CreateAsync();

        Assert.Throws<ArgumentException>(() => folder.Blobs.GetPath(address));
        Assert.False(await folder.Blobs.ExistsAsync(address));
    }

    [Fact]
    public async Task OpenRead_Missing_SaysSo()
    {
        await using var folder = await TestFolder.CreateAsync();

        Assert.Throws<BlobMissingException>(() => folder.Blobs.OpenRead(Abc));
    }

    [Fact]
    public async Task ExistsAsync_OnlyBegun_IsFalse()
    {
        await using var folder = await TestFolder.CreateAsync();
        await LeaveBegunAsync(folder);

        Assert.False(await folder.Blobs.ExistsAsync(Abc));
    }

    [Fact]
    public async Task SweepAsync_BegunAndOld_IsRemovedWithItsFile()
    {
        await using var folder = await TestFolder.CreateAsync();
        await LeaveBegunAsync(folder);
        var temporary = Path.Combine(folder.Database.Folder.IncomingBlobs, "left.part");
        await File.WriteAllBytesAsync(temporary, AbcBytes);
        File.SetLastWriteTimeUtc(temporary, folder.Clock.GetUtcNow().UtcDateTime);

        Assert.Equal(new BlobSweep(0, 0), await folder.Blobs.SweepAsync(TimeSpan.FromHours(1)));
        folder.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(new BlobSweep(1, 1), await folder.Blobs.SweepAsync(TimeSpan.FromHours(1)));

        Assert.False(File.Exists(folder.Blobs.GetPath(Abc)));
        Assert.Equal(0, await folder.ScalarAsync<int>("SELECT count(*) FROM blob"));
    }

    [Fact]
    public async Task SweepAsync_BegunBeforeAnyFile_IsRemoved()
    {
        await using var folder = await TestFolder.CreateAsync();
        await LeaveBegunAsync(folder);
        Directory.Delete(Path.GetDirectoryName(folder.Blobs.GetPath(Abc))!, recursive: true);
        folder.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(1, (await folder.Blobs.SweepAsync(TimeSpan.FromHours(1))).BegunRows);
    }

    [Fact]
    public async Task SweepAsync_PutBegunAgain_IsKept()
    {
        await using var folder = await TestFolder.CreateAsync();
        await LeaveBegunAsync(folder);
        folder.Clock.Advance(TimeSpan.FromHours(2));

        await folder.Blobs.PutAsync(AbcBytes, "A test");
        await folder.Blobs.SweepAsync(TimeSpan.FromHours(1));

        Assert.Equal(AbcBytes, await folder.Blobs.ReadAllBytesAsync(Abc));
    }

    [Fact]
    public async Task SweepBegunAsync_AnotherPutIsUnderWay_LeavesItsRowAndFile()
    {
        await using var folder = await TestFolder.CreateAsync();
        var rows = new BlobRows(folder.Database);
        var blob = new BlobReference(Abc, 3);
        await rows.BeginAsync([blob], "A test", default);
        folder.Clock.Advance(TimeSpan.FromHours(2));
        await rows.BeginAsync([blob], "A test", default);

        var swept = await rows.SweepBegunAsync(folder.Clock.GetUtcNow() - TimeSpan.FromHours(1), Assert.Fail, default);

        Assert.Equal(0, swept);
    }

    [Fact]
    public async Task VerifyAsync_ChangedAndLostFiles_AreNamed()
    {
        await using var folder = await TestFolder.CreateAsync();
        await folder.Blobs.PutAsync(AbcBytes, "A test");
        var other = await folder.Blobs.PutAsync(new byte[] { 1, 2 }, "A test");
        var sound = await folder.Blobs.PutAsync(new byte[] { 3 }, "A test");
        await File.WriteAllTextAsync(folder.Blobs.GetPath(Abc), "abd");
        File.Delete(folder.Blobs.GetPath(other.Sha256));

        var verification = await folder.Blobs.VerifyAsync();

        Assert.Equal([Abc], verification.Damaged);
        Assert.Equal([other.Sha256], verification.Missing);
        Assert.False(verification.IsSound);
        Assert.Equal(2, verification.Checked);
        Assert.True(await folder.Blobs.ExistsAsync(sound.Sha256));
    }

    [Fact]
    public async Task PutAsync_FileWasLost_StoresItAgain()
    {
        await using var folder = await TestFolder.CreateAsync();
        await folder.Blobs.PutAsync(AbcBytes, "A test");
        File.Delete(folder.Blobs.GetPath(Abc));

        await folder.Blobs.PutAsync(AbcBytes, "A test");

        Assert.True((await folder.Blobs.VerifyAsync()).IsSound);
    }

    static async Task LeaveBegunAsync(TestFolder folder)
    {
        await folder.Blobs.PutAsync(AbcBytes, "A test");
        await folder.ExecuteAsync("UPDATE blob SET state = 'begun'");
    }

    static async Task AssertNothingStoredAsync(TestFolder folder)
    {
        Assert.Equal(0, await folder.ScalarAsync<int>("SELECT count(*) FROM blob"));
        Assert.Empty(Directory.GetFiles(folder.Database.Folder.Blobs, "*", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(folder.Database.Folder.IncomingBlobs));
    }
}
