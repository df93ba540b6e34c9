using System.Diagnostics;
using Xunit;

namespace Studio.Storage.Tests;

/// <summary>A data folder on a disk that really fills: a small tmpfs, where the test may mount one.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Store_RealDiskFull_FailsClearlyAndKeepsEarlierData()
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
            await FillAsync(root);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            TryRun("umount", "--lazy", root); // at once, even if a pooled connection is still closing
            Directory.Delete(root);
        }
    }

    static async Task FillAsync(string root)
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
