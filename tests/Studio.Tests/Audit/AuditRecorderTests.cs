using Microsoft.Extensions.Logging.Abstractions;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Audit;
using Studio.Imaging.Labelmaps;
using Studio.Storage;
using Studio.Tests.Import;

namespace Studio.Tests.Audit;

/// <summary>Audits with checks of our own over a real data folder.</summary>
public sealed class AuditRecorderTests : IAsyncLifetime
{
    const int Side = 16;

    static readonly CurrentUser Owner = new(1, "Ada", "A", "owner");

    ImportBench bench = null!;

    public async ValueTask InitializeAsync()
    {
        bench = await ImportBench.CreateAsync();
        await bench.Classes.AddAsync(bench.Project.Id, "nerve");
        await bench.Get<UserStore>().CreateAsync(new NewUser("Ada", "A", UserRole.Owner, "hash"));
        for (var seed = 0; seed < 4; seed++)
            bench.Write($"{seed}.png", Pictures.Png(Side, Side, seed));
        await bench.ImportAsync();
        foreach (var image in await bench.Images.ListAsync(bench.Project.Id))
            await LabelAsync(image.Id, pixels: 3);
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task RunAsync_OneCheckFails_TheOtherStaysValidAndIsRunAloneAgain()
    {
        var (broken, sound) = (new Check("broken") { Fault = new StorageException("A picture is missing.") }, new Check("sound"));

        await RunAsync([broken, sound]);
        var first = await StateAsync([broken, sound]);
        broken.Fault = null;
        await RunAsync([broken, sound], only: "broken");
        var second = await StateAsync([broken, sound]);

        Assert.Equal([("Not checked: the broken", "A picture is missing."), ("Nothing broken in sound", "Looked at 4.")], first.Items.Select(item => (item.Title, item.Message)));
        Assert.Equal([AuditItemKind.Passed, AuditItemKind.Passed], second.Items.Select(item => item.Kind));
        Assert.Equal((2, 1), (broken.Runs, sound.Runs));
    }

    [Fact]
    public async Task RunAsync_OnlyOneCheckOnOtherData_RunsAll()
    {
        Check[] checks = [new("one"), new("two")];
        await RunAsync(checks);
        await LabelAsync((await bench.ImageAsync("0")).Id, pixels: 5);

        await RunAsync(checks, only: "one");

        Assert.Equal([2, 2], checks.Select(check => check.Runs));
    }

    [Fact]
    public async Task RunAsync_WhileItRuns_WhatHasEndedIsThereAndNoOtherBegins()
    {
        var slow = new Check("slow") { Wait = new TaskCompletionSource() };
        Check[] checks = [new("quick"), slow];

        var running = RunAsync(checks);
        await slow.Begun.Task;
        var during = await StateAsync(checks);
        var other = await RunAsync(checks);
        slow.Wait.SetResult();
        await running;

        Assert.NotNull(during.Running);
        Assert.Equal(["quick"], during.Checks.Select(check => check.Result.Check));
        Assert.Null(other);
        Assert.Equal(["quick", "slow"], (await StateAsync(checks)).Checks.Select(check => check.Result.Check));
    }

    [Fact]
    public async Task RunAsync_CancelledByAPerson_EndsAndKeepsWhatWasFound()
    {
        var slow = new Check("slow") { Wait = new TaskCompletionSource() };
        Check[] checks = [new("quick"), slow];
        var running = RunAsync(checks);
        await slow.Begun.Task;

        await bench.Get<AuditRunStore>().EndAsync((await StateAsync(checks)).Running!.Id, AuditRunState.Cancelled);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var state = await StateAsync(checks);
        Assert.Equal((AuditRunState.Cancelled, null), (state.Last!.State, state.Running));
        Assert.Equal(["quick"], state.Checks.Select(check => check.Result.Check));
    }

    [Fact]
    public async Task State_FindingSetAsideOrImageLeftOut_IsNoLongerOpen()
    {
        var ids = (await bench.Images.ListAsync(bench.Project.Id)).Select(image => image.Id).ToList();
        Check[] checks = [new("pairs") { Findings = [Finding(ids[0], ids[1]), Finding(ids[2], ids[3])] }];
        await RunAsync(checks);
        var found = (await StateAsync(checks)).Items;
        var decisions = Decisions();

        await decisions.SetAsideAsync(Owner, bench.Project.Id, found[0].Key, "Twins");
        var change = await decisions.FixAsync(Owner, bench.Project.Id, found[1].Finding!, new AuditFix(AuditFixKind.Exclude, "Leave it out", [ids[3]]));
        var after = await StateAsync(checks);

        Assert.Equal(2, found.Count(item => item.IsOpenProblem));
        Assert.Equal((0, 2), (after.OpenProblems.Count(), after.CountClosed));
        Assert.Equal("Twins", after.Items[0].Review!.Reason);
        Assert.Equal("Same picture (a and b)", after.Items[1].LeftOut.Single().Reason);
        Assert.Equal("1 image left out.", change.Sentence);
        Assert.False(after.IsOf(await bench.Get<DatasetVersionStore>().HashNextAsync(bench.Project.Id)));
        await change.UndoAsync();
        Assert.Single((await StateAsync(checks)).OpenProblems);
        Assert.True((await StateAsync(checks)).IsOf(await bench.Get<DatasetVersionStore>().HashNextAsync(bench.Project.Id)));
    }

    [Fact]
    public async Task FixAsync_SamePatient_MovesBothAndBack()
    {
        var ids = (await bench.Images.ListAsync(bench.Project.Id)).Select(image => image.Id).ToList();
        var finding = Finding(ids[0], ids[1]);

        var change = await Decisions().FixAsync(Owner, bench.Project.Id, finding, new AuditFix(AuditFixKind.SamePatient, "One patient", [ids[0], ids[1]], "P1"));

        Assert.Equal(["P1", "P1", null, null], (await bench.Images.ListAsync(bench.Project.Id)).Select(image => image.PatientKey));
        await change.UndoAsync();
        Assert.All(await bench.Images.ListAsync(bench.Project.Id), image => Assert.Null(image.PatientKey));
    }

    [Fact]
    public async Task FixAsync_Annotator_IsRefused()
    {
        var finding = Finding(1, 2);
        var annotator = new CurrentUser(2, "Bo", "B", "annotator");

        var refusal = await Assert.ThrowsAsync<StorageException>(() =>
            Decisions().FixAsync(annotator, bench.Project.Id, finding, new AuditFix(AuditFixKind.Exclude, "Leave it out", [1])));

        Assert.Contains("Only an owner or a lead", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await bench.Get<ImageExclusionStore>().ListAsync(bench.Project.Id));
    }

    [Fact]
    public async Task LookAsync_DataNotAudited_IsTold_AndFoundSince()
    {
        var ids = (await bench.Images.ListAsync(bench.Project.Id)).Select(image => image.Id).ToList();
        Check[] checks = [new("pairs") { Findings = [Finding(ids[0], ids[1])] }];
        var hash = await bench.Get<DatasetVersionStore>().HashNextAsync(bench.Project.Id);
        var audits = new RunAudits(Reader(checks));

        Assert.Equal("data that were not audited", (await audits.LookAsync(bench.Project.Id, hash)).Words);
        await RunAsync(checks);

        Assert.Equal("1 open problem: Same picture", (await audits.LookAsync(bench.Project.Id, hash)).Words);
    }

    static AuditFinding Finding(long first, long second) => new(
        "same-picture", AuditSeverity.Problem, "Same picture", "1 pair", "Keep one.", new AuditEvidence([first, second], ["a", "b"], new Dictionary<string, double>()));

    async Task LabelAsync(long imageId, int pixels)
    {
        var labelmap = Labelmap.Empty(Side, Side);
        labelmap.Classes.AsSpan(0, pixels).Fill(1);
        await bench.Annotations.ImportAsync(imageId, labelmap, ImageState.Accepted);
    }

    DataAudit Audit(Check[] checks) => new(bench.Get<DatasetVersionStore>(), bench.Classes, checks, NullLogger<DataAudit>.Instance);

    AuditReader Reader(Check[] checks) => new(
        bench.Get<AuditRunStore>(), bench.Get<FindingReviewStore>(), bench.Get<ImageExclusionStore>(), Audit(checks), TimeProvider.System);

    AuditDecisions Decisions() => new(
        bench.Get<AuditRunStore>(), bench.Get<FindingReviewStore>(), bench.Get<ImageExclusionStore>(), bench.Get<PatientStore>(), runner: null!);

    Task<AuditRun?> RunAsync(Check[] checks, string? only = null) =>
        new AuditRecorder(Audit(checks), bench.Get<AuditRunStore>(), TimeProvider.System).RunAsync(bench.Project, null, only, null, default);

    Task<AuditState> StateAsync(Check[] checks) => Reader(checks).ReadAsync(bench.Project.Id);

    /// <summary>A check that finds what the test says.</summary>
    sealed class Check(string name) : IAuditCheck
    {
        public string Name => name;

        public string Title => $"The {name}";

        public int Runs { get; private set; }

        public StorageException? Fault { get; set; }

        public IReadOnlyList<AuditFinding> Findings { get; init; } = [];

        public TaskCompletionSource? Wait { get; init; }

        public TaskCompletionSource Begun { get; } = new();

        public async Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
        {
            Runs++;
            Begun.TrySetResult();
            if (Wait is not null)
                await Wait.Task.WaitAsync(cancellationToken);
            return Fault is null ? new AuditAnswer(Findings, $"Nothing broken in {name}", $"Looked at {data.Samples.Count}.") : throw Fault;
        }
    }
}
