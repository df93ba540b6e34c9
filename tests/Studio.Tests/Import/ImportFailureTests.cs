using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Studio.Contracts.Import;
using Studio.Features.Import;
using Studio.Storage;

namespace Studio.Tests.Import;

/// <summary>Killing every import process of this program must not hit the imports of other tests.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ImportFailureCollection
{
    public const string Name = "Import failures";
}

/// <summary>What breaks while an import runs.</summary>
[Collection(ImportFailureCollection.Name)]
public sealed class ImportFailureTests
{
    [Fact]
    public async Task Import_ProcessKilledInTheMiddle_CostsTheFilesInWorkOnly()
    {
        await using var bench = await ImportBench.CreateAsync();
        for (var number = 0; number < 60; number++)
            bench.Write($"{number:D3}.png", Pictures.Png(400, 400, number));
        using var tracker = new ImportTracker();
        var killed = 0;
        tracker.Changed += () =>
        {
            if (tracker.Progress is { Stage: ImportStage.Reading, Done: >= 10 } && Interlocked.Exchange(ref killed, 1) == 0)
                KillImportProcesses();
        };

        var report = await bench.ImportAsync(bench.Request(), tracker);

        Assert.Equal(60, report.Imported + report.Rejected.Count);
        Assert.InRange(report.Rejected.Count, 0, bench.Pool.Parallelism);
        Assert.All(report.Rejected, item => Assert.Contains("stopped while reading", item.Reason, StringComparison.Ordinal));
        Assert.Equal(report.Imported, (await bench.Images.ListAsync(bench.Project.Id)).Count);
        Assert.Equal(report.Rejected.Count, (await bench.ImportAsync()).Imported);
    }

    [Fact]
    public async Task Import_DiskFull_StopsWithAClearMessageAndNothingHalfStored()
    {
        var disk = Directory.CreateTempSubdirectory("studio-disk-").FullName;
        if (!TryRun("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk))
        {
            Directory.Delete(disk);
            Assert.Skip("A small disk cannot be mounted here (needs root).");
        }

        try
        {
            await FillAsync(disk);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            TryRun("umount", disk);
            Directory.Delete(disk);
        }
    }

    static async Task FillAsync(string disk)
    {
        var bench = await ImportBench.CreateAsync(Path.Combine(disk, "data"));
        for (var number = 0; number < 30; number++)
            bench.Write($"{number:D3}.png", Pictures.Png(700, 700, number));

        var report = await bench.ImportAsync();

        Assert.Contains("disk of the data folder", report.Problem, StringComparison.Ordinal);
        Assert.Contains("Free some space", report.Problem, StringComparison.Ordinal);
        var images = await bench.Images.ListAsync(bench.Project.Id);
        Assert.InRange(images.Count, 1, 29);
        Assert.True((await bench.Blobs.VerifyAsync()).IsSound);
        foreach (var image in images)
            Assert.Equal(700 * 700, (await bench.Blobs.ReadAllBytesAsync(image.PixelSha256)).Length);
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task Service_RestartedInTheMiddle_GoesOnWithTheSameBatch()
    {
        await using var bench = await ImportBench.CreateAsync();
        for (var number = 0; number < 40; number++)
            bench.Write($"{number:D3}.png", Pictures.Png(64, 64, number));
        var batch = await bench.Batches.CreateAsync(bench.Project.Id, 0, null);
        new ImportFolder(bench.Data, batch.Id).WriteRequest(bench.Request());
        using var stopping = new CancellationTokenSource();
        using var tracker = new ImportTracker();
        tracker.Changed += () =>
        {
            if (tracker.Progress is { Stage: ImportStage.Reading, Done: >= 5 })
                stopping.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Runner.RunAsync(batch, bench.Request(), tracker, stopping.Token));
        var before = (await bench.Images.ListAsync(bench.Project.Id)).Count;
        Assert.Equal(ImportBatchState.Running, (await bench.Batches.FindAsync(batch.Id))!.State);

        using var service = new ImportService(bench.Get<ImportStores>(), bench.Runner, bench.Get<ILogger<ImportService>>());
        await service.StartAsync(CancellationToken.None);
        var ended = await WaitAsync(bench, batch.Id);
        await service.StopAsync(CancellationToken.None);

        Assert.InRange(before, 5, 39);
        Assert.Equal(ImportBatchState.Done, ended.State);
        Assert.Equal(40, ended.Report!.Imported);
        Assert.Equal(40, (await bench.Images.ListAsync(bench.Project.Id)).Count);
    }

    static async Task<ImportBatch> WaitAsync(ImportBench bench, long batchId)
    {
        for (var wait = 0; wait < 600; wait++)
        {
            if (await bench.Batches.FindAsync(batchId) is { State: not ImportBatchState.Running } ended)
                return ended;
            await Task.Delay(50);
        }

        throw new TimeoutException("The import did not end within 30 s.");
    }

    /// <summary>The children of this test process that run the import verb.</summary>
    static void KillImportProcesses()
    {
        foreach (var process in Process.GetProcessesByName("dotnet"))
        {
            using (process)
            {
                if (IsOwnImportProcess(process.Id))
                    process.Kill();
            }
        }
    }

    static bool IsOwnImportProcess(int processId)
    {
        try
        {
            var parent = File.ReadAllText($"/proc/{processId}/stat").Split(") ")[1].Split(' ')[1];
            var command = File.ReadAllText($"/proc/{processId}/cmdline");
            return parent == $"{Environment.ProcessId}" && command.Contains("Studio.Training.dll\0import", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    static bool TryRun(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
