using Xunit;

namespace Studio.Storage.Tests;

/// <summary>Real second processes on the same data folder.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task Append_FromThreeProcesses_LosesNothingAndKeepsOrder()
    {
        const int PerProcess = 40;
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var image = await folder.AddImageAsync(project.Id);
        var author = await folder.AddUserAsync("Ada");
        var document = await folder.Annotations.GetOrCreateAsync(image, author.Id);

        using var first = OtherProcess.Start(folder.Root, image, author.Id, PerProcess);
        using var second = OtherProcess.Start(folder.Root, image, author.Id, PerProcess);
        for (var number = 0; number < PerProcess; number++)
        {
            var outcome = await folder.Annotations.AppendOperationAsync(
                image, author.Id, new NewOperation(Guid.NewGuid(), 0, "brush", Patches.First(1)));
            Assert.IsType<OperationAppended>(outcome);
        }

        var acknowledged = (await Task.WhenAll(first.StandardOutput.ReadToEndAsync(), second.StandardOutput.ReadToEndAsync()))
            .SelectMany(text => text.Split('\n'))
            .Count(line => line.StartsWith("operation", StringComparison.Ordinal));
        await Task.WhenAll(first.WaitForExitAsync(), second.WaitForExitAsync());

        Assert.Equal(0, first.ExitCode + second.ExitCode);
        Assert.Equal(2 * PerProcess, acknowledged);
        var stored = await folder.Annotations.ReadOperationsAsync(document.Id, 0);
        Assert.Equal(Enumerable.Range(1, 3 * PerProcess).Select(revision => (long)revision), stored.Select(operation => operation.Revision));
    }

    [Fact]
    public async Task Kill_InTheMiddleOfWriting_KeepsEverythingAcknowledged()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var image = await folder.AddImageAsync(project.Id);
        var author = await folder.AddUserAsync("Ada");
        var document = await folder.Annotations.GetOrCreateAsync(image, author.Id);

        using var writer = OtherProcess.Start(folder.Root, image, author.Id, int.MaxValue);
        var lines = new List<string>();
        while (lines.Count < 25)
        {
            lines.Add(await writer.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The writer ended early."));
        }

        writer.Kill();
        lines.AddRange((await writer.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await writer.WaitForExitAsync();

        var operations = (await folder.Annotations.ReadOperationsAsync(document.Id, 0)).Select(operation => operation.Operation).ToHashSet();
        foreach (var line in lines)
        {
            var word = line.Split(' ')[1];
            Assert.True(line[0] == 'o' ? operations.Contains(Guid.Parse(word)) : await folder.Blobs.ExistsAsync(word), line);
        }

        folder.Clock.Advance(TimeSpan.FromDays(36500));
        await folder.Blobs.SweepAsync(TimeSpan.Zero);
        Assert.True((await folder.Blobs.VerifyAsync()).IsSound);
        Assert.Equal(0, await folder.ScalarAsync<int>("SELECT count(*) FROM blob WHERE state = 'begun'"));
        Assert.Empty(Directory.GetFiles(folder.Database.Folder.IncomingBlobs));
        Assert.Empty(await folder.Database.FindDamageAsync());
    }
}
