using Xunit;

namespace Studio.Storage.Tests;

/// <summary>A project with labelled images, and Ada, who puts versions back.</summary>
public abstract class RestoreSeed : IAsyncLifetime
{
    internal TestFolder Folder { get; private set; } = null!;

    internal long Ada { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Folder = await TestFolder.CreateAsync();
        Ada = (await Folder.AddUserAsync("Ada")).Id;
    }

    public async ValueTask DisposeAsync()
    {
        await Folder.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal async Task<(long Project, long[] Images)> SeedAsync(int count)
    {
        var project = (await Folder.AddProjectAsync("Nerve", "Vessel")).Id;
        var images = new long[count];
        for (var index = 0; index < count; index++)
        {
            images[index] = await Folder.AddImageAsync(project, $"image {index}", $"P{index}");
            await Folder.ImportLabelAsync(images[index], 1);
        }

        return (project, images);
    }

    internal Task<RestoredVersion> RestoreAsync(DatasetVersion version)
    {
        Tick();
        return Folder.Restorer.RestoreAsync(version, "The labels of May were wrong", Ada);
    }

    // Of two documents changed at the same moment nobody can say which is the last.
    internal void Tick() => Folder.Clock.Advance(TimeSpan.FromSeconds(1));

    internal async Task<DatasetVersion> FreezeAsync(long project) => (await Folder.Versions.FreezeAsync(project, null)).Version;

    internal Task<int> ExcludeAsync(long image, string reason) => Folder.ExecuteAsync(
        "UPDATE image SET excluded_at = '2026-01-01T10:00:00.000Z', excluded_reason = @reason WHERE id = @image", new { image, reason });
}
