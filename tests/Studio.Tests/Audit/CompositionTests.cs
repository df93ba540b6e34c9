using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Audit;
using Studio.Storage;
using Studio.Tests.Import;
using Studio.Tests.Jobs;

namespace Studio.Tests.Audit;

/// <summary>What the data is made of, with figures by hand.</summary>
public sealed class CompositionTests : IAsyncLifetime
{
    AuditBench tags = null!;

    public async ValueTask InitializeAsync() => tags = await AuditBench.CreateAsync(ProjectTask.Classification);

    public ValueTask DisposeAsync() => tags.DisposeAsync();

    [Fact]
    public async Task RareClass_IsNamedWithWhatGuessingReaches()
    {
        TakeTags(100, nerve: 4, vessel: 50);

        var finding = Assert.Single((await tags.RunAsync(new ClassBalanceCheck(tags.Facts))).Findings);

        Assert.Equal(("class-rare", "nerve is rare", "4 images"), (finding.Kind, finding.Title, finding.Extent));
        Assert.StartsWith("4 of 100 images (4.0 %) from 4 patients show it.", finding.Message, StringComparison.Ordinal);
        Assert.Equal("A model that never finds nerve has an accuracy of 96.0 %; AUC starts at 0.50 and average precision at 0.04.", finding.Meaning);
        Assert.Equal([0.04, 0.04, 0.96, 0.04, 0.5], finding.Evidence.Bars.Select(bar => Math.Round(bar.Value, 9)));
    }

    [Fact]
    public async Task BalancedClasses_PassWithTheRarest()
    {
        TakeTags(100, nerve: 40, vessel: 50);
        var answer = await tags.RunAsync(new ClassBalanceCheck(tags.Facts));
        Assert.Empty(answer.Findings);
        Assert.Equal("The rarest, nerve, is in 40 % of the images and in 40 patients.", answer.PassedMessage);
    }

    [Fact]
    public async Task PartWithoutAClass_IsAProblem()
    {
        TakeTags(100, nerve: 40, vessel: 50);
        tags.Take(tags.Add("test") with { Split = Split.Test, Tags = [new(1, true), new(2, false)] });
        var finding = Assert.Single((await tags.RunAsync(new ClassBalanceCheck(tags.Facts))).Findings);
        Assert.Equal(("class-not-in-part", AuditSeverity.Problem, "No test image shows vessel"), (finding.Kind, finding.Severity, finding.Title));
    }

    [Fact]
    public async Task UnansweredTags_CountNeitherWay()
    {
        TakeTags(50, nerve: 25, vessel: 25);
        for (var image = 0; image < 50; image++)
            tags.Take(tags.Add($"unsure {image}") with { Tags = [new(1, null)] });
        Assert.Contains("50 % of the images", (await tags.RunAsync(new ClassBalanceCheck(tags.Facts))).PassedMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AlwaysNo_OfRareFindings_SoundsGoodAndIsSaid()
    {
        // (96 % + 92.6 %) / 2 = 94.3 %.
        TakeTags(1000, nerve: 40, vessel: 74);
        var finding = Assert.Single((await tags.RunAsync(new BaselineCheck(tags.Facts))).Findings);
        Assert.Equal(("trivial-accuracy", "94.3 %"), (finding.Kind, finding.Extent));
        Assert.Contains("Always saying no reaches 94.3 % accuracy (mean over 2 classes)", finding.Message, StringComparison.Ordinal);
        Assert.Equal(0.943, finding.Evidence.Values["accuracy.always-no"], 1e-9);
    }

    [Fact]
    public async Task AlwaysNo_OfBalancedFindings_PassesWithItsFigure()
    {
        TakeTags(100, nerve: 50, vessel: 30);
        var answer = await tags.RunAsync(new BaselineCheck(tags.Facts));
        Assert.Empty(answer.Findings);
        Assert.StartsWith("Always saying no reaches 60.0 % accuracy (mean over 2 classes), each class's usual answer 60.0 %", answer.PassedMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(32, 1.0 / 3)]
    public async Task OneMaskForAll_ReachesWhatItOverlaps(int shift, double iou)
    {
        // Training: columns 0–31 of 64. Tested: the same, moved to the right by half of that each second time and by all of it.
        await using var masks = await AuditBench.CreateAsync();
        for (var image = 0; image < 6; image++)
            await masks.TakeAsync($"training {image}", 64, (x, _) => x < 32 ? 1 : 0);
        await masks.TakeAsync("test", 64, (x, _) => x >= shift / 2 && x < 32 + (shift / 2) ? 1 : 0);
        var data = masks.Data();
        data = data with { Samples = [.. data.Samples.Select(sample => sample.Name == "test" ? sample with { Split = Split.Test } : sample)] };

        var answer = await new BaselineCheck(masks.Facts).RunAsync(data, null, CancellationToken.None);

        // Moved by 16: 16 columns in both, 48 in one of them.
        Assert.Contains(FormattableString.Invariant($"One mask for all images reaches IoU nerve {iou:0.00}"), answer.PassedMessage, StringComparison.Ordinal);
        Assert.Equal(iou > 0.5, answer.Findings.Any(finding => finding.Kind == "trivial-mask"));
    }

    [Fact]
    public async Task FewPatients_SayHowWideAndHowManyAreNeeded()
    {
        await using var masks = await AuditBench.CreateAsync();
        for (var patient = 0; patient < 200; patient++)
            masks.Take(masks.Add($"{patient}") with { Split = patient < 9 ? Split.Test : Split.Validation });

        var finding = Assert.Single((await masks.RunAsync(Few(masks.Database))).Findings);

        Assert.Equal(("Few test patients", "9"), (finding.Title, finding.Extent));
        Assert.Equal("Expect ±0.15. For ±0.05 you need about 64 patients, for ±0.03 about 174.", finding.Message);
    }

    [Fact]
    public async Task EvaluatedRun_SaysHowFarPatientsDiffer()
    {
        await using var bench = await ImportBench.CreateAsync();
        var project = await LabelledProject.CreateAsync(bench.Get<IServiceProvider>());
        var version = (await bench.Get<DatasetVersionStore>().FreezeAsync(project.Id, null)).Version;
        var run = await bench.Get<RunStore>().CreateAsync(new NewRun(project.Id, "", LabelledProject.Recipe(""), "", version.Id, 1, "cpu", null));
        var job = await bench.Get<JobStore>().EnqueueAsync(JobKind.Evaluate, run.Id, "{}", default);
        // Five patients of 0.5, 0.6, … 0.9: standard deviation 0.158.
        List<ImageResult> images = [.. Enumerable.Range(0, 5).Select(place => new ImageResult(place, "", $"P{place}", new Dictionary<string, double?> { ["dice.mean"] = 0.5 + (0.1 * place) }, [], []))];
        await bench.Get<EvaluationStore>().AddAsync(run.Id, job.Id, new EvaluationResult(Split.Test, 5, 5, new Dictionary<string, MetricValue>(), images, 1), null);

        var answer = await Few(bench.Get<Database>()).RunAsync(tags.Data() with { Project = project, Samples = [tags.Add("1") with { Split = Split.Test }] }, null, CancellationToken.None);

        Assert.Contains(answer.Findings, finding => finding.Evidence.Facts.Any(fact => fact.Text == "95 % interval, patients differ by 0.16 in run 1 (standard deviation of 5)"));
    }

    static FewPatientsCheck Few(Database database) => new(new RunStore(database), new EvaluationStore(database));

    /// <summary>The first images show nerve, the last ones vessel.</summary>
    void TakeTags(int images, int nerve, int vessel)
    {
        for (var image = 0; image < images; image++)
            tags.Take(tags.Add($"{image}") with { Tags = [new(1, image < nerve), new(2, image >= images - vessel)] });
    }
}
