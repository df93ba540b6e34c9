using Studio.Features.BurnedIn;
using Studio.Imaging.Display;
using Studio.Storage;
using Studio.Tests.Import;

namespace Studio.Tests.BurnedIn;

public sealed class BlackOutServiceTests
{
    [Fact]
    public async Task ApplyAsync_Rectangle_ReplacesPixelsAndRemovesTheOldOnes()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Write("a.png", Pictures.Png(6, 8, seed: 1));
        await bench.ImportAsync();
        var before = await bench.ImageAsync("a");
        var old = await bench.Blobs.ReadAllBytesAsync(before.PixelSha256);

        var done = await ServiceOf(bench).ApplyAsync([before.Id], [new PixelRectangle(2, 1, 3, 2)], userId: null, null, CancellationToken.None);

        var after = await bench.ImageAsync("a");
        var pixels = await bench.Blobs.ReadAllBytesAsync(after.PixelSha256);
        Assert.Equal(new BlackOutResult(1, 0), done);
        for (var i = 0; i < pixels.Length; i++)
        {
            var isInside = i / 8 is 1 or 2 && i % 8 is >= 2 and <= 4;
            Assert.Equal(isInside ? before.Minimum : old[i], pixels[i]);
        }

        Assert.False(File.Exists(bench.Blobs.GetPath(before.PixelSha256)));
        Assert.False(File.Exists(bench.Blobs.GetPath(before.ThumbnailSha256)));
        var group = Assert.Single(await bench.Get<BurnedInStore>().ListAsync(bench.Project.Id));
        Assert.Equal((Storage.BurnedIn.BlackedOut, before.Id), (group.State, group.ImageIds[0]));
        Assert.Equal("black-out", (await bench.Get<AuditLog>().ListAsync(1))[0].Action);
    }

    [Fact]
    public async Task ApplyAsync_PixelsSharedWithAnotherImage_StayForThatOne()
    {
        await using var bench = await ImportBench.CreateAsync();
        // The same samples in two files of different content: a comment line differs.
        byte[] pgm = [.. "P5\n2 2\n255\n"u8, 1, 2, 3, 4];
        byte[] other = [.. "P5\n# b\n2 2\n255\n"u8, 1, 2, 3, 4];
        bench.Write("a.pgm", pgm);
        bench.Write("b.pgm", other);
        await bench.ImportAsync();
        var kept = await bench.ImageAsync("b");

        var done = await ServiceOf(bench).ApplyAsync(
            [(await bench.ImageAsync("a")).Id], [new PixelRectangle(1, 1, 1, 1)], null, null, CancellationToken.None);

        Assert.Equal(new BlackOutResult(1, 1), done);
        Assert.Equal([1, 2, 3, 4], await bench.Blobs.ReadAllBytesAsync(kept.PixelSha256));
        Assert.Equal([1, 2, 3, 1], await bench.Blobs.ReadAllBytesAsync((await bench.ImageAsync("a")).PixelSha256));
    }

    [Fact]
    public async Task ApplyAsync_EqualFrames_LeaveNothingStored()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Write("a.pgm", [.. "P5\n2 2\n255\n"u8, 1, 2, 3, 4]);
        bench.Write("b.pgm", [.. "P5\n# b\n2 2\n255\n"u8, 1, 2, 3, 4]);
        await bench.ImportAsync();
        var old = (await bench.ImageAsync("a")).PixelSha256;
        long[] ids = [(await bench.ImageAsync("a")).Id, (await bench.ImageAsync("b")).Id];

        var done = await ServiceOf(bench).ApplyAsync(ids, [new PixelRectangle(1, 1, 1, 1)], null, null, CancellationToken.None);

        Assert.Equal(new BlackOutResult(2, 0), done);
        Assert.False(File.Exists(bench.Blobs.GetPath(old)));
    }

    [Fact]
    public async Task ApplyAsync_Cancelled_KeepsWhatWasFinishedInTheAuditLog()
    {
        await using var bench = await ImportBench.CreateAsync();
        bench.Write("a.png", Pictures.Png(6, 8, seed: 1));
        bench.Write("b.png", Pictures.Png(6, 8, seed: 2));
        await bench.ImportAsync();
        long[] ids = [(await bench.ImageAsync("a")).Id, (await bench.ImageAsync("b")).Id];
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            ServiceOf(bench).ApplyAsync(ids, [new PixelRectangle(0, 0, 1, 1)], null, new StopAfterOne(stop), stop.Token));

        var entry = (await bench.Get<AuditLog>().ListAsync(1))[0];
        Assert.Contains($"\"images\":[{ids[0]}]", entry.DetailJson, StringComparison.Ordinal);
        Assert.Single(await bench.Get<BurnedInStore>().ListAsync(bench.Project.Id));
    }

    static BlackOutService ServiceOf(ImportBench bench) =>
        new(bench.Images, bench.Blobs, bench.Get<BurnedInStore>(), bench.Get<AuditLog>());

    sealed class StopAfterOne(CancellationTokenSource stop) : IProgress<int>
    {
        public void Report(int value) => stop.Cancel();
    }
}
