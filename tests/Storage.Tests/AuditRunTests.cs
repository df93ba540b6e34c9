using Xunit;

namespace Studio.Storage.Tests;

public sealed class AuditRunTests
{
    const string Nothing = "[]";

    [Fact]
    public async Task BeginAsync_OneRuns_BeginsNoOther()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();

        var first = await folder.AuditRuns.BeginAsync(project.Id, "hash", Nothing, null);

        Assert.Equal((AuditRunState.Running, "hash"), (first!.State, first.DataHash));
        Assert.Null(await folder.AuditRuns.BeginAsync(project.Id, "hash", Nothing, null));
        Assert.NotNull(await folder.AuditRuns.BeginAsync((await folder.Projects.CreateAsync("Other", "", project.Task)).Id, "hash", Nothing, null));
    }

    [Fact]
    public async Task AddCheckAsync_TwoChecks_AreThereBeforeTheEnd()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var audit = (await folder.AuditRuns.BeginAsync(project.Id, "hash", """[{"check":"kept"}]""", null))!;

        Assert.True(await folder.AuditRuns.AddCheckAsync(audit.Id, """{"check":"one","title":"A \"quoted\" title"}"""));
        Assert.True(await folder.AuditRuns.TouchAsync(audit.Id, """{"done":1}"""));
        Assert.True(await folder.AuditRuns.AddCheckAsync(audit.Id, """{"check":"two"}"""));

        var running = Assert.Single(await folder.AuditRuns.ListToLastDoneAsync(project.Id));
        Assert.Equal("""[{"check":"kept"},{"check":"one","title":"A \"quoted\" title"},{"check":"two"}]""", running.ChecksJson);
        Assert.Equal(("""{"done":1}""", null), (running.ProgressJson, running.EndedAt));
    }

    [Fact]
    public async Task EndAsync_Cancelled_KeepsWhatEndedAndTakesNoMore()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var audit = (await folder.AuditRuns.BeginAsync(project.Id, "hash", Nothing, null))!;
        await folder.AuditRuns.AddCheckAsync(audit.Id, """{"check":"one"}""");

        Assert.True(await folder.AuditRuns.EndAsync(audit.Id, AuditRunState.Cancelled));

        Assert.False(await folder.AuditRuns.TouchAsync(audit.Id, "{}"));
        Assert.False(await folder.AuditRuns.AddCheckAsync(audit.Id, """{"check":"two"}"""));
        Assert.False(await folder.AuditRuns.EndAsync(audit.Id, AuditRunState.Done));
        var ended = Assert.Single(await folder.AuditRuns.ListToLastDoneAsync(project.Id));
        Assert.Equal((AuditRunState.Cancelled, """[{"check":"one"}]""", folder.Clock.GetUtcNow()), (ended.State, ended.ChecksJson, ended.EndedAt));
    }

    [Fact]
    public async Task ListToLastDoneAsync_ProcessNotSeenForLong_WasInterruptedAndAnotherMayBegin()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        var lost = (await folder.AuditRuns.BeginAsync(project.Id, "hash", Nothing, null))!;
        await folder.AuditRuns.AddCheckAsync(lost.Id, """{"check":"one"}""");

        folder.Clock.Advance(AuditRunStore.Patience + TimeSpan.FromSeconds(1));

        Assert.Equal(AuditRunState.Interrupted, Assert.Single(await folder.AuditRuns.ListToLastDoneAsync(project.Id)).State);
        var next = await folder.AuditRuns.BeginAsync(project.Id, "hash", Nothing, null);
        Assert.Equal(
            [(next!.Id, AuditRunState.Running), (lost.Id, AuditRunState.Interrupted)],
            (await folder.AuditRuns.ListToLastDoneAsync(project.Id)).Select(run => (run.Id, run.State)));
    }

    [Fact]
    public async Task ListToLastDoneAsync_EarlierAudits_StopAtTheLastDone()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync();
        await EndedAsync(folder, project.Id, "first", AuditRunState.Done);
        var done = await EndedAsync(folder, project.Id, "second", AuditRunState.Done);
        var failed = await EndedAsync(folder, project.Id, "third", AuditRunState.Failed);

        Assert.Equal([failed, done], (await folder.AuditRuns.ListToLastDoneAsync(project.Id)).Select(run => run.Id));
        Assert.Equal(done, (await folder.AuditRuns.FindDoneAsync(project.Id, "second"))?.Id);
        Assert.Null(await folder.AuditRuns.FindDoneAsync(project.Id, "third"));
    }

    [Fact]
    public async Task ListUnauditedAsync_FrozenVersion_UntilItsDataOrLaterOnesWereLookedAt()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var image = await folder.AddImageAsync(project.Id);
        await folder.ImportLabelAsync(image, 1);
        Assert.Empty(await folder.AuditRuns.ListUnauditedAsync());

        await EndedAsync(folder, project.Id, "of other data", AuditRunState.Done);
        folder.Clock.Advance(TimeSpan.FromSeconds(1));
        var version = (await folder.Versions.FreezeAsync(project.Id, null)).Version;
        Assert.Equal([project.Id], await folder.AuditRuns.ListUnauditedAsync());

        folder.Clock.Advance(TimeSpan.FromSeconds(1));
        await EndedAsync(folder, project.Id, "changed since", AuditRunState.Failed);
        Assert.Empty(await folder.AuditRuns.ListUnauditedAsync());
        Assert.Equal(version.Hash, await folder.Versions.HashNextAsync(project.Id));
    }

    [Fact]
    public async Task HashNextAsync_LabelChanged_IsAnotherAndThatOfThePreview()
    {
        await using var folder = await TestFolder.CreateAsync();
        var project = await folder.AddProjectAsync("Nerve");
        var image = await folder.AddImageAsync(project.Id);
        await folder.ImportLabelAsync(image, 1);
        var before = await folder.Versions.HashNextAsync(project.Id);

        await folder.ImportLabelAsync(image, 1, 1);

        var after = await folder.Versions.HashNextAsync(project.Id);
        Assert.NotEqual(before, after);
        Assert.Equal(after, (await folder.Versions.PreviewAsync(project.Id)).Hash);
        Assert.Equal(after, (await folder.Versions.FreezeAsync(project.Id, null)).Version.Hash);
    }

    static async Task<long> EndedAsync(TestFolder folder, long projectId, string hash, AuditRunState state)
    {
        var audit = (await folder.AuditRuns.BeginAsync(projectId, hash, Nothing, null))!;
        await folder.AuditRuns.EndAsync(audit.Id, state);
        return audit.Id;
    }
}
