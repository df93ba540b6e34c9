using Studio.Contracts.Import;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class ImportBatchTests
{
    [Fact]
    public async Task ImportBatch_Files_AreCountedByFate()
    {
        await using var folder = await TestFolder.CreateAsync();
        var store = new ImportBatchStore(folder.Database);
        var project = await folder.AddProjectAsync();
        var batch = await store.CreateAsync(project.Id, 3, null);

        await store.SetItemAsync(batch.Id, 1, new ImportItem("b.png", ImportFate.Rejected, "The file is damaged.", null));
        await store.SetItemAsync(batch.Id, 0, new ImportItem("a.png", ImportFate.Imported, "", 12));
        await store.SetItemAsync(batch.Id, 2, new ImportItem("c.png", ImportFate.Rejected, "Cut off.", null));
        await store.SetItemAsync(batch.Id, 2, new ImportItem("c.png", ImportFate.Skipped, "Already there.", 4));
        await store.SetTotalAsync(batch.Id, 4);

        var found = (await store.FindAsync(batch.Id))!;
        Assert.Equal((4, 1, 1, 1), (found.Total, found.Imported, found.Skipped, found.Rejected));
        Assert.Equal(ImportBatchState.Running, found.State);
        Assert.Equal(
            [
                new ImportItem("a.png", ImportFate.Imported, "", 12),
                new ImportItem("b.png", ImportFate.Rejected, "The file is damaged.", null),
                new ImportItem("c.png", ImportFate.Skipped, "Already there.", 4),
            ],
            await store.ListItemsAsync(batch.Id));
    }

    [Fact]
    public async Task SetStateAsync_Report_IsKept()
    {
        await using var folder = await TestFolder.CreateAsync();
        var store = new ImportBatchStore(folder.Database);
        var project = await folder.AddProjectAsync();
        var batch = await store.CreateAsync(project.Id, 0, null);
        var values = new[] { new MaskValueProposal(64, 100, "Nerve") };
        var report = new ImportReport("nerve", 1, 0, [new RejectedFile("b.png", "damaged")], 1, ["x"], [], values, 2.5);

        await store.SetStateAsync(batch.Id, ImportBatchState.WaitingForClasses, report);
        var waiting = (await store.FindAsync(batch.Id))!;
        await store.SetStateAsync(batch.Id, ImportBatchState.Done, null);
        var done = Assert.Single(await store.ListAsync(project.Id));

        Assert.Equal((ImportBatchState.WaitingForClasses, null), (waiting.State, waiting.EndedAt));
        Assert.Equal(values, waiting.Report!.MaskValues);
        Assert.Equal((ImportBatchState.Done, folder.Clock.GetUtcNow()), (done.State, done.EndedAt));
        Assert.Equal(new RejectedFile("b.png", "damaged"), Assert.Single(done.Report!.Rejected));
    }
}
