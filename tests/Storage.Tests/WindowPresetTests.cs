using Xunit;

namespace Studio.Storage.Tests;

public sealed class WindowPresetTests : IAsyncLifetime
{
    static readonly NewWindow Liver = new("CT", "Liver", 30, 150, "linear");

    TestFolder folder = null!;
    WindowPresetStore windows = null!;
    long project;

    public async ValueTask InitializeAsync()
    {
        folder = await TestFolder.CreateAsync();
        windows = new WindowPresetStore(folder.Database);
        project = (await folder.AddProjectAsync()).Id;
    }

    public ValueTask DisposeAsync() => folder.DisposeAsync();

    [Fact]
    public async Task SaveAsync_Window_IsListedForItsProjectOnly()
    {
        var other = (await folder.AddProjectAsync()).Id;

        var saved = await windows.SaveAsync(project, Liver with { Name = "  Liver " }, null);

        Assert.Equal(("CT", "Liver", 30d, 150d, "linear"), (saved.Modality, saved.Name, saved.Center, saved.Width, saved.Function));
        Assert.Equal([saved], await windows.ListAsync(project));
        Assert.Empty(await windows.ListAsync(other));
    }

    [Fact]
    public async Task SaveAsync_SameNameOfTheModality_ReplacesTheWindow()
    {
        var first = await windows.SaveAsync(project, Liver, null);
        await windows.SaveAsync(project, Liver with { Modality = "MR", Width = 900 }, null);

        await windows.SaveAsync(project, Liver with { Name = "LIVER", Width = 200 }, null);

        Assert.Equal([(first.Id, "LIVER", 200d), (first.Id + 1, "Liver", 900d)], (await windows.ListAsync(project)).Select(window => (window.Id, window.Name, window.Width)));
    }

    [Theory]
    [InlineData(" ", 150, "linear", "needs a name")]
    [InlineData("Liver", 0, "linear", "above 0")]
    [InlineData("Liver", double.NaN, "linear", "above 0")]
    [InlineData("Liver", 150, "cubic", "was not saved")]
    public async Task SaveAsync_WindowThatShowsNothing_IsRefused(string name, double width, string function, string words)
    {
        var problem = await Assert.ThrowsAsync<StorageException>(() =>
            windows.SaveAsync(project, Liver with { Name = name, Width = width, Function = function }, null));

        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.Empty(await windows.ListAsync(project));
    }

    [Fact]
    public async Task RemoveAsync_OfAnotherProject_RemovesNothing()
    {
        var other = (await folder.AddProjectAsync()).Id;
        var saved = await windows.SaveAsync(project, Liver, null);

        Assert.False(await windows.RemoveAsync(other, saved.Id));
        Assert.Single(await windows.ListAsync(project));
        Assert.True(await windows.RemoveAsync(project, saved.Id));
        Assert.False(await windows.RemoveAsync(project, saved.Id));
        Assert.Empty(await windows.ListAsync(project));
    }
}
