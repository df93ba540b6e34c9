using Xunit;

namespace Studio.Storage.Tests;

public sealed class FindingReviewTests
{
    const string Key = "same-picture:0123456789abcdef";

    [Fact]
    public async Task SetAsideAsync_Finding_IsMarkedUntilItIsTakenBack()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var ada = (await folder.AddUserAsync("Ada")).Id;

        await folder.Reviews.SetAsideAsync(project.Id, Key, " Twins ", ada);
        await folder.Reviews.SetAsideAsync(project.Id, Key, "Twins, both scanned", ada);

        var review = Assert.Single(await folder.Reviews.ListAsync(project.Id)).Value;
        Assert.Equal((Key, "Twins, both scanned", (long?)ada), (review.FindingKey, review.Reason, review.UserId));
        Assert.True(await folder.Reviews.WithdrawAsync(project.Id, Key, ada));
        Assert.False(await folder.Reviews.WithdrawAsync(project.Id, Key, ada));
        Assert.Empty(await folder.Reviews.ListAsync(project.Id));
        // Nothing that was said is gone.
        Assert.Equal(2, await folder.ScalarAsync<int>("SELECT count(*) FROM finding_review WHERE removed_at IS NOT NULL"));
        Assert.Equal(
            ["take-finding-up", "set-finding-aside", "set-finding-aside"],
            (await folder.Audit.ListAsync(10)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task SetAsideAsync_NoReason_IsRefused()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();

        var refusal = await Assert.ThrowsAsync<StorageException>(() => folder.Reviews.SetAsideAsync(project.Id, Key, "  ", null));

        Assert.Contains("Say why", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await folder.Reviews.ListAsync(project.Id));
    }
}
