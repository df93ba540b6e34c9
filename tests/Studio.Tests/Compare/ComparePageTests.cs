using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Logging;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Features.Compare;
using Studio.Features.Compare.Failures;
using Studio.Features.Compare.Report;
using Studio.Features.Reports;
using Studio.Storage;

namespace Studio.Tests.Compare;

/// <summary>What stands around the figures: missing results, the closed test set, what differs, curves and the report.</summary>
public sealed class ComparePageTests : IAsyncLifetime
{
    const string Why = "Final figures for the abstract";

    ComparedRuns runs = null!;

    public async ValueTask InitializeAsync() => runs = await ComparedRuns.CreateAsync();

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task OpenTest_ForTwoRuns_IsOneLookAndAsksForWhatIsMissing()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, Values(0.6), split: Split.Test);
        var query = Of(one, other);
        Assert.NotNull(await Results.FindClosedAsync(runs.Project, query));

        await Results.OpenTestAsync(runs.Project, query, Why, null);

        var look = Assert.Single(await Looks.ListAsync(runs.Project.Id));
        Assert.Equal((Why, 2), (look.Reason, look.Runs.Count));
        Assert.Null(await Results.FindClosedAsync(runs.Project, query));
        Assert.Empty(Evaluations(await JobsAsync(one), JobState.Queued));
        Assert.Single(Evaluations(await JobsAsync(other), JobState.Queued));

        await Results.OpenTestAsync(runs.Project, query, "again", null);
        Assert.Single(await Looks.ListAsync(runs.Project.Id));
    }

    [Fact]
    public async Task OpenTest_WithoutAReason_StaysClosedAndAsksForNothing()
    {
        var run = await runs.AddRunAsync();

        await Assert.ThrowsAsync<StorageException>(() => Results.OpenTestAsync(runs.Project, Of(run), "  ", null));

        Assert.Empty(await Looks.ListAsync(runs.Project.Id));
        Assert.Empty(Evaluations(await JobsAsync(run), JobState.Queued));
        Assert.NotNull(await Results.FindClosedAsync(runs.Project, Of(run)));
    }

    [Fact]
    public async Task Evaluate_TwiceInARow_QueuesOneJob()
    {
        var run = await runs.AddRunAsync();
        var problem = (await runs.Reader.ReadAsync(runs.Project, Of(run))).Problem!;
        Assert.Null(Assert.Single(await Results.FollowAsync(problem, Split.Validation)).Job);

        await Results.EvaluateAsync(problem, Split.Validation, null);
        await Results.EvaluateAsync(problem, Split.Validation, null);

        Assert.Single(Evaluations(await JobsAsync(run), JobState.Queued));
        Assert.True(Assert.Single(await Results.FollowAsync(problem, Split.Validation)).IsAtWork);
        Assert.Null(Assert.Single(await Results.FollowAsync(problem, Split.Test)).Job);
    }

    [Fact]
    public async Task Cancel_OfAWaitingEvaluation_LetsItBeAskedForAgain()
    {
        var run = await runs.AddRunAsync();
        var problem = (await runs.Reader.ReadAsync(runs.Project, Of(run))).Problem!;
        await Results.EvaluateAsync(problem, Split.Validation, null);

        await Results.CancelAsync((await Results.FollowAsync(problem, Split.Validation))[0]);

        Assert.True((await Results.FollowAsync(problem, Split.Validation))[0].HasFailed);
        await Results.EvaluateAsync(problem, Split.Validation, null);
        Assert.True((await Results.FollowAsync(problem, Split.Validation))[0].IsAtWork);
    }

    [Fact]
    public async Task Setup_OfTwoRecipes_ShowsWhatDiffersInPlainWords()
    {
        var one = await runs.AddRunAsync();
        var recipe = one.Recipe with
        {
            Loss = one.Recipe.Loss with { Name = "cross-entropy" },
            Input = one.Recipe.Input with { Height = 64 },
        };
        var other = await runs.Studio.Get<RunStore>().CreateAsync(new NewRun(runs.Project.Id, "", recipe, "x", runs.Version.Id, 8, "cpu", null));
        await runs.Studio.Get<OperatingPointStore>().SetAsync(
            one.Id, new OperatingPoint { Thresholds = [new ClassThreshold(1, ThresholdGoal.Stated, 0.42, 0.42, null, null, null, null)] }, null);

        var setup = await runs.Studio.Get<SetupReader>().ReadAsync([[one], [other]]);

        Assert.Equal([$"{one.Number}", $"{other.Number}"], setup.Labels);
        var lines = setup.Different.ToDictionary(line => line.Label, line => line.Values);
        Assert.Equal("cross-entropy", lines["Loss"][1]);
        Assert.Equal($"64 × {recipe.Input.Width}", lines["Size, pixels"][1]);
        Assert.Equal(["7", "8"], lines["Seed"]);
        Assert.Equal(["nodule from 0.42", "of the weights"], lines["Thresholds"]);
        Assert.Equal(4, lines.Count);
        Assert.True(setup.EqualSettings > 10);
        Assert.Equal(setup.Data.Single(line => line.Label == "Training images").Values[0], setup.Data.Single(line => line.Label == "Training images").Values[1]);
    }

    [Fact]
    public async Task Curves_OfAResumedRun_TakeTheLastReportOfEachEpoch()
    {
        var run = await runs.AddRunAsync();
        var job = await runs.Studio.Get<JobStore>().EnqueueAsync(JobKind.Train, run.Id, "{}");
        await runs.Studio.Get<JobEventStore>().AppendAsync(job.Id, [Epoch(1, 1, 0.2), new StepMetrics(1, 9, 0, 0, 0, 0) { Sequence = 2 }, Epoch(3, 2, 0.3), Epoch(4, 2, 0.4)]);

        var curve = Assert.Single(await runs.Studio.Get<CurveReader>().ReadAsync([[(await runs.Studio.Get<RunStore>().FindAsync(run.Id))!]]));

        Assert.Equal([(1, 0.2), (2, 0.4)], curve.Points);
        Assert.Equal((1, 0.2), (curve.BestEpoch, curve.BestScore));
    }

    [Fact]
    public async Task Options_ThoseWithAResultComeFirst()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, Values(0.6));

        var options = await runs.Studio.Get<RunOptions>().ListAsync(runs.Project.Id, Split.Validation, null);

        Assert.Equal([(one.Number, true), (other.Number, false)], options.Select(option => (option.First.Number, option.HasResult)));
        Assert.All(await runs.Studio.Get<RunOptions>().ListAsync(runs.Project.Id, Split.Test, null), option => Assert.False(option.HasResult));
    }

    [Fact]
    public async Task Report_OnTheTestSet_HoldsFiguresLooksAndMethods()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, Values(0.6), split: Split.Test);
        await runs.EvaluateAsync(other, Values(0.5), split: Split.Test);
        var query = Of(one, other) with { Set = Split.Test };
        Assert.Null((await Reporter.MakeAsync(runs.Project, query, new FailureView())).Report);
        await Results.OpenTestAsync(runs.Project, query, Why, null);

        var report = (await Reporter.MakeAsync(runs.Project, query, new FailureView())).Report!;

        var text = await runs.Studio.Get<ReportFile>().WriteAsync<CompareDocument>("T & T", new Dictionary<string, object?> { [nameof(CompareDocument.Report)] = report });
        Assert.StartsWith("<!DOCTYPE html>", text, StringComparison.Ordinal);
        Assert.Contains("<title>T &amp; T</title>", text, StringComparison.Ordinal);
        Assert.Contains(Why, text, StringComparison.Ordinal);
        Assert.Contains("These are figures of the test set. It has been looked at once; every look is listed.", text, StringComparison.Ordinal);
        Assert.Contains("95 % intervals are from a bootstrap that draws whole patients with replacement (2\u00a0000 draws, seed 1)", WebUtility.HtmlDecode(text), StringComparison.Ordinal);
        Assert.Contains("Wilcoxon signed-rank test over patients", text, StringComparison.Ordinal);
        Assert.Contains("Dice and IoU are undefined", text, StringComparison.Ordinal);
        var lines = CompareTable.Write(report).Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["figure", "figure", "figure", "figure", "baseline", "difference"], lines.Skip(1).Select(line => line.Split(',')[0]));
        Assert.StartsWith($"figure,run {one.Number},,all,iou,patient,0.5975,0.5", lines[1], StringComparison.Ordinal);
        Assert.StartsWith($"difference,run {one.Number},run {other.Number},all,iou,patient,", lines[^1], StringComparison.Ordinal);
        Assert.Equal(0.1, double.Parse(lines[^1].Split(',')[6], CultureInfo.InvariantCulture), 1e-12);
    }

    [Fact]
    public async Task Report_OfThreePatients_HasNoInterval()
    {
        var run = await runs.AddRunAsync();
        await runs.EvaluateAsync(run, [0.5, 0.6, 0.7]);

        var report = (await Reporter.MakeAsync(runs.Project, Of(run), new FailureView())).Report!;

        Assert.Contains("No intervals are given, as 3 patients are too few.", MethodsWording.Sentences(report.Comparison));
        Assert.Contains(",0.6,,,3,3,", CompareTable.Write(report).Replace("0.6000000000000001", "0.6", StringComparison.Ordinal), StringComparison.Ordinal);
        var board = await RenderAsync<Leaderboard>(new() { [nameof(Leaderboard.Comparison)] = report.Comparison, [nameof(Leaderboard.Ceiling)] = new ReaderCeiling(0.85, 0.8, 0.9, 2, 10, 5) });
        Assert.DoesNotContain("class=\"range\"", board, StringComparison.Ordinal);
        Assert.Contains("No interval: 3 patients are too few.", board, StringComparison.Ordinal);
        Assert.Contains("Dashed line: 2 readers, 0.85.", board, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdict_OfManyRuns_ShowsTheBestOnesPairsFirst()
    {
        var all = new List<Run>();
        for (var place = 0; place < 8; place++)
        {
            all.Add(await runs.AddRunAsync());
            await runs.EvaluateAsync(all[^1], Values(0.4 + (0.02 * place)));
        }

        var comparison = await runs.CompareAsync([.. all]);
        var card = await RenderAsync<VerdictCard>(new() { [nameof(VerdictCard.Comparison)] = comparison });

        Assert.Contains("Show all 28 pairs", card, StringComparison.Ordinal);
        var shown = Regex.Matches(card, "<tr title=.*?<th scope=\"row\"[^>]*>(\\d+) − ", RegexOptions.Singleline);
        Assert.Equal(5, shown.Count);
        Assert.All(shown, match => Assert.Equal($"{all[^1].Number}", match.Groups[1].Value));
    }

    [Fact]
    public async Task TestForm_ForAnAnnotator_SaysWhoOpensIt()
    {
        var form = await RenderAsync<OpenTestForm>(new() { [nameof(OpenTestForm.Looks)] = 2, [nameof(OpenTestForm.MayOpen)] = false, [nameof(OpenTestForm.Runs)] = 3 });

        Assert.Contains("The test set is opened by an owner or a lead.", form, StringComparison.Ordinal);
        Assert.Contains("It has been looked at 2 times", form, StringComparison.Ordinal);
        Assert.DoesNotContain("<input", form, StringComparison.Ordinal);
    }

    MissingResults Results => runs.Studio.Get<MissingResults>();

    TestLookStore Looks => runs.Studio.Get<TestLookStore>();

    CompareReporter Reporter => runs.Studio.Get<CompareReporter>();

    async Task<string> RenderAsync<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        await using var renderer = new HtmlRenderer(runs.Studio.Services, runs.Studio.Get<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () => WebUtility.HtmlDecode((await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters))).ToHtmlString()));
    }

    async Task<IReadOnlyList<Job>> JobsAsync(Run run) => await runs.Studio.Get<JobStore>().ListByRunAsync(run.Id);

    /// <summary>Asked for by the studio: those that the tests write themselves say nothing of a part.</summary>
    static IEnumerable<Job> Evaluations(IReadOnlyList<Job> jobs, JobState state) =>
        jobs.Where(job => job.Kind == JobKind.Evaluate && job.State == state && job.RequestJson != "{}");

    static CompareQuery Of(params Run[] runs) => new([.. runs.Select(run => (IReadOnlyList<int>)[run.Number])]);

    static double?[] Values(double mean) => [.. Enumerable.Range(0, 12).Select(place => (double?)(mean + (0.01 * ((place % 5) - 2))))];

    static EpochMetrics Epoch(long sequence, int epoch, double score) => new(epoch, 1, 1, [score], score, 0.001, 10, 0, null, 0, IsBest: false) { Sequence = sequence };
}
