using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class ImageEditTests
{
    [Fact]
    public async Task SetPatient_CategoryAndPart_ChangeWhatDiffersAndAreLogged()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var other = await folder.AddProjectAsync("Nerve");
        var (first, second, foreign) = (await folder.AddImageAsync(project.Id), await folder.AddImageAsync(project.Id), await folder.AddImageAsync(other.Id));

        Assert.Equal(2, await folder.Edits.SetPatientAsync(project.Id, [first, second, foreign], " P-7 ", null));
        Assert.Equal(0, await folder.Edits.SetPatientAsync(project.Id, [first, second], "P-7", null));
        Assert.Equal(1, await folder.Edits.SetPatientAsync(project.Id, [second], "", null));
        Assert.Equal(1, await folder.Edits.SetCategoryAsync(project.Id, [first], "wrist", null));
        Assert.Equal(1, await folder.Edits.SetFixedSplitAsync(project.Id, [first], Split.Test, null));
        Assert.Equal(0, await folder.Edits.SetFixedSplitAsync(project.Id, [second], Split.Unassigned, null));

        var image = (await folder.Images.FindAsync(first))!;
        Assert.Equal(("P-7", "wrist", Split.Test), (image.PatientKey, image.Category, image.FixedSplit));
        Assert.Null((await folder.Images.FindAsync(second))!.PatientKey);
        Assert.NotEqual("P-7", (await folder.Images.FindAsync(foreign))!.PatientKey);
        var entries = await folder.Audit.ListAsync(9);
        Assert.Equal(["set-part", "set-category", "set-patient", "set-patient"], entries.Select(entry => entry.Action));
        Assert.DoesNotContain(entries, entry => entry.DetailJson.Contains("P-7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SaveAsync_SameName_ReplacesTheFilter()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        await folder.SavedFilters.SaveAsync(project.Id, "Blurred", "f1=..0.2", null);
        await folder.SavedFilters.SaveAsync(project.Id, " blurred", "f1=..0.3", null);
        var kept = Assert.Single(await folder.SavedFilters.ListAsync(project.Id));
        Assert.Equal(("blurred", "f1=..0.3"), (kept.Name, kept.Query));
        await Assert.ThrowsAsync<StorageException>(() => folder.SavedFilters.SaveAsync(project.Id, " ", "", null));
        await folder.SavedFilters.DeleteAsync(project.Id, kept.Id);
        Assert.Empty(await folder.SavedFilters.ListAsync(project.Id));
    }
}
