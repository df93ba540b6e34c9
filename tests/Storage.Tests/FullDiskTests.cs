using System.Diagnostics;
using Xunit;

namespace Studio.Storage.Tests;

/// <summary>A data folder on a disk that really fills: a small tmpfs, where the test may mount one.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public Task Store_RealDiskFull_FailsClearlyAndKeepsEarlierData() => OnSmallDiskAsync(FillWithBlobsAsync);

    [Fact]
    public Task WriteAsync_RealDiskFull_SaysWhatWasNotStoredAndKeepsEarlierRows() => OnSmallDiskAsync(FillWithRowsAsync);

    static async Task OnSmallDiskAsync(Func<string, Task> fill)
    {
        var root = TestFolder.NewRoot();
        Directory.CreateDirectory(root);
        if (!TryRun("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", root))
        {
            Directory.Delete(root);
            Assert.Skip("A small disk cannot be mounted here (needs root). The other tests cover the same code with simulated errors.");
        }

        try
        {
            // Any connection that closes last writes the log of the schema back: here, and not at a moment that another test chooses.
            await TestFolder.CreateAsync(root);
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            await fill(root);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            TryRun("umount", "--lazy", root); // at once, even if a pooled connection is still closing
            Directory.Delete(root);
        }
    }

    static async Task FillWithBlobsAsync(string root)
    {
        var folder = await TestFolder.CreateAsync(root);
        var project = await folder.AddProjectAsync("Nerve");
        var image = await folder.AddImageAsync(project.Id);
        var content = new byte[700_000];
        var stored = new List<string>();
        var full = await Assert.ThrowsAsync<StorageFullException>(async () =>
        {
            for (byte number = 0; ; number++)
            {
                content[0] = number;
                stored.Add((await folder.Blobs.PutAsync(content, "The pixels of 0072.png")).Sha256);
            }
        });

        Assert.Contains("The pixels of 0072.png was not stored", full.Message, StringComparison.Ordinal);
        Assert.True(full.FreeBytes < content.Length);
        Assert.NotEmpty(stored);
        Assert.True((await folder.Blobs.VerifyAsync()).IsSound);
        Assert.NotNull(await folder.Images.FindAsync(image));

        // Room again: the same content goes in.
        File.Delete(folder.Blobs.GetPath(stored[0]));
        await folder.Blobs.PutAsync(content, "The pixels of 0072.png");
    }

    /// <summary>Here it is the commit that finds no room, after which SQLite has rolled back by itself.</summary>
    static async Task FillWithRowsAsync(string root)
    {
        var folder = await TestFolder.CreateAsync(root);
        var rows = 0;
        var full = await Assert.ThrowsAsync<StorageFullException>(async () =>
        {
            for (; ; rows++)
            {
                var key = $"{rows}";
                await folder.Database.WriteAsync("The stroke", session => session.Execute("INSERT INTO setup_link (token_sha256, created_at, used_at) VALUES (@key, hex(zeroblob(50000)), NULL)", new { key }), default);
            }
        });

        Assert.Contains("The stroke was not stored", full.Message, StringComparison.Ordinal);
        Assert.InRange(rows, 1, 40);
        Assert.Equal(rows, await folder.ScalarAsync<int>("SELECT count(*) FROM setup_link"));
        Assert.Empty(await folder.Database.FindDamageAsync());
    }

    static bool TryRun(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
