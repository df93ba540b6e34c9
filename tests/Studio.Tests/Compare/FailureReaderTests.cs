using System.Net;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Compare;
using Studio.Features.Compare.Failures;
using Studio.Features.Compare.Groups;
using Studio.Features.Compare.Report;
using Studio.Features.Reports;
using Studio.Storage;

namespace Studio.Tests.Compare;

public sealed class FailureReaderTests : IAsyncLifetime
{
    ComparedRuns runs = null!;

    FailureReader Failures => runs.Studio.Get<FailureReader>();

    GroupReader Groups => runs.Studio.Get<GroupReader>();

    public async ValueTask InitializeAsync() => runs = await ComparedRuns.CreateAsync();

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task RankAsync_TwoRuns_OrdersByTheFirstAndSaysWhatTheOtherHas()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, [0.9, 0.2, null, 0.5]);
        await runs.EvaluateAsync(other, [0.1, 0.8, 0.3, null]);
        var comparison = await runs.CompareAsync(one, other);
        var view = new FailureView(Of: $"{one.Number}", Beside: $"{other.Number}");
        var (entry, beside) = (view.EntryOf(comparison), view.BesideOf(comparison));

        var order = FailureOrders.Usual(await Failures.ListOrdersAsync(comparison, entry), comparison, entry)!;
        var ranking = await Failures.RankAsync(comparison, entry, beside, order);
        var shown = await Failures.ShowAsync(ranking, ranking.Images);

        Assert.Equal("iou.nodule", order.Key);
        Assert.Equal([2, 4, 1], ranking.Images.Select(image => image.ImageId));
        Assert.Equal(["nodule 001", "nodule 003", "nodule 000"], shown.Select(failure => failure.Image.Name));
        Assert.Equal([0.2, 0.8], shown[0].Answers.Select(answer => answer.Value));
        Assert.True(double.IsNaN(shown[1].Answers[1].Value));
    }

    [Fact]
    public async Task RankAsync_OfAGroup_ShowsItsImagesAlone()
    {
        var run = await runs.AddRunAsync();
        await runs.EvaluateAsync(run, [.. Enumerable.Range(0, 12).Select(place => (double?)(0.9 - (place * 0.05)))]);
        var comparison = await runs.CompareAsync(run);
        var fields = runs.Studio.Get<FieldStore>();
        var site = await fields.GetOrCreateAsync(runs.Project.Id, "Site", FieldSource.Table, FieldKind.Text);
        await fields.SetAsync(site, [.. Enumerable.Range(1, 11).Select(id => new FieldValue(id, null, id % 2 == 0 ? "Oslo" : "Basel"))]);
        await fields.SetAsync(await fields.GetOrCreateAsync(runs.Project.Id, "Patient age", FieldSource.Dicom, FieldKind.Text, "00101010"), [new FieldValue(1, null, "045Y"), new FieldValue(2, null, "018M")]);

        var columns = await Groups.ListAsync(comparison);
        var bySite = await Groups.ReadAsync(comparison, columns[0]);
        var byAge = await Groups.ReadAsync(comparison, columns.Single(column => column.IsAge));
        var entry = comparison.Entries[0];
        var order = (await Failures.ListOrdersAsync(comparison, entry))[0];
        var oslo = bySite.Single(group => group.Name == "Oslo").Places.Select(place => comparison.Cases.Ids[place]).ToHashSet();
        var ranking = await Failures.RankAsync(comparison, entry, null, order, oslo);

        Assert.True(columns[0].IsSite);
        Assert.Equal([("Basel", 6), ("Oslo", 5), ("Not known", 1)], bySite.Select(group => (group.Name, group.Places.Count)));
        Assert.Equal(["0–9 years", "40–49 years", "Not known"], byAge.Select(group => group.Name));
        Assert.Equal([10, 8, 6, 4, 2], ranking.Images.Select(image => image.ImageId));
    }

    /// <summary>A group's distance is that of the leaderboard: only where every run has one.</summary>
    [Fact]
    public async Task GroupFigures_OfDistances_CountWhereAllRunsHaveOne()
    {
        var (thorough, lazy) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.MeasureAsync(thorough, [.. Enumerable.Range(0, 20).Select(place => (double?)(place < 10 ? 5 : 50))]);
        await runs.MeasureAsync(lazy, [.. Enumerable.Range(0, 20).Select(place => place < 10 ? (double?)6 : null)]);
        var comparison = (await runs.Reader.ReadAsync(runs.Project, new CompareQuery([[thorough.Number], [lazy.Number]], Metric: "hd95px"))).Comparison!;

        var group = Assert.Single(await runs.Studio.Get<GroupFigures>().ReadAsync(comparison, comparison.Entries[0], [new CaseGroup("all", "All", [.. Enumerable.Range(0, 20)])]));

        Assert.Equal(5, group.Figure.Value);
        Assert.Equal(comparison.Entries[0].Figure.Value, group.Figure.Value);
    }

    [Fact]
    public async Task Examples_OfTags_AreFromWorstToBestWithAControl()
    {
        var run = await runs.AddTagRunAsync();
        await runs.AnswerAsync(run, [.. Enumerable.Range(0, 12).Select(place => (0.05 + (place * 0.08), (bool?)(place % 2 == 1)))]);
        var comparison = await runs.CompareAsync(run);

        var columns = await runs.Studio.Get<ClassExampleReader>().ReadAsync(comparison, comparison.Entries[0]);

        Assert.Equal(["nodule", null], columns.Select(column => column.Class?.Name));
        Assert.Equal([0.13, 0.29, 0.45, 0.77, 0.93], columns[0].Examples.Select(example => Math.Round(example.Own!.Value, 2)));
        // Of six with the tag the last three are found, of six without it the first three left alone; "no" is right of half.
        Assert.Equal((0.5, 0.5), (Math.Round(columns[0].Figure!.Value.Value, 12), columns[0].Baseline!.Value));
        Assert.Equal([0.15, 0.31, 0.47, 0.79, 0.95], columns[1].Examples.Select(example => Math.Round(example.All, 2)));
        Assert.All(columns[1].Examples, example => Assert.Null(example.Own));
    }

    [Fact]
    public async Task External_NotOpened_IsNotLookedAt()
    {
        var (run, version) = await ExternalAsync();
        var comparison = await runs.CompareAsync(run);

        var answer = await runs.Studio.Get<ExternalReader>().ReadAsync(comparison, comparison.Entries[0]);

        Assert.Empty(answer.External);
        Assert.Equal(version.Id, Assert.Single(answer.Waiting).Id);
        Assert.Equal((12, Split.Validation), (answer.Images.Images, answer.Set));
    }

    [Fact]
    public async Task External_Opened_StandsBesideTheInternalFigure()
    {
        var (run, version) = await ExternalAsync();
        await runs.Studio.Get<TestLookStore>().OpenAsync(runs.Project.Id, version.Id, [run.Id], "The external figure", null);
        var comparison = await runs.CompareAsync(run);

        var answer = await runs.Studio.Get<ExternalReader>().ReadAsync(comparison, comparison.Entries[0]);

        Assert.Empty(answer.Waiting);
        var external = Assert.Single(answer.External);
        Assert.Equal(("MIAS", 2), (external.From, external.Version));
        // Two of its images are of patients that the internal ones have, too.
        Assert.Equal((8, 2), (external.Images.Images, external.Shared));
        Assert.Equal(-0.3, external.Change!.Value.Value, 1e-9);
        Assert.True(external.IsReal);
        Assert.StartsWith("On the images from MIAS it does worse: IoU 0.50 instead of 0.80, a difference of −0.30 (−0.", ExternalWording.Sentence(comparison.Metric, external, answer.Internal!.Value), StringComparison.Ordinal);
        Assert.Equal("2 images were left out: their patients are among the internal ones.", ExternalWording.LeftOut(external));
    }

    [Fact]
    public async Task Report_WithGroupsAndElsewhere_TellsBoth()
    {
        var (run, version) = await ExternalAsync();
        await runs.Studio.Get<TestLookStore>().OpenAsync(runs.Project.Id, version.Id, [run.Id], "The external figure", null);

        var report = (await runs.Studio.Get<CompareReporter>().MakeAsync(runs.Project, new CompareQuery([[run.Number]]), new FailureView())).Report!;

        var text = WebUtility.HtmlDecode(await runs.Studio.Get<ReportFile>().WriteAsync<CompareDocument>("T", new Dictionary<string, object?> { [nameof(CompareDocument.Report)] = report }));
        Assert.Contains($"Run {run.Number} by Site", text, StringComparison.Ordinal);
        Assert.Contains(GroupWording.Looked(report.Groups.Figures), text, StringComparison.Ordinal);
        Assert.Contains("On the images from MIAS it does worse: IoU 0.50 instead of 0.80", text, StringComparison.Ordinal);
        var lines = CompareTable.Write(report).Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        Assert.Equal(
            [("group", "Site: MIAS", "4"), ("group difference", "Site: MIAS", "4"), ("group", "Site: Not known", "8"), ("group difference", "Site: Not known", "8"), ("external", "MIAS (version 2)", "8")],
            lines.Where(line => line[0].StartsWith("group", StringComparison.Ordinal) || line[0] == "external")
                .Select(line => (line[0], line[3], line[9])));
    }

    /// <summary>A run with an IoU of 0.8 on twelve images of its own, and of 0.5 on ten from elsewhere, of which two are of the same patients.</summary>
    async Task<(Run Run, DatasetVersion Version)> ExternalAsync()
    {
        var fields = runs.Studio.Get<FieldStore>();
        var site = await fields.GetOrCreateAsync(runs.Project.Id, "Site", FieldSource.Table, FieldKind.Text);
        await fields.SetAsync(site, [.. Enumerable.Range(1, 4).Select(id => new FieldValue(id, null, "MIAS"))]);
        var run = await runs.AddRunAsync();
        await runs.Studio.Get<SplitPlanStore>().SaveAsync(runs.Project.Id, new SplitPlan { External = new ExternalSet("Site", "MIAS") }, "From elsewhere", null);
        var version = (await runs.Studio.Get<DatasetVersionStore>().FreezeAsync(runs.Project.Id, null)).Version;
        ImageResult Image(int id, double iou) => new(id, $"image {id}", $"P{id:000}", new Dictionary<string, double?> { ["iou.nodule"] = iou }, [], []);
        await runs.AddAsync(run, Split.Validation, [.. Enumerable.Range(1, 12).Select(id => Image(id, 0.8 + ((id % 3) - 1) * 0.03))]);
        await runs.AddAsync(run, Split.Test, [.. Enumerable.Range(11, 10).Select(id => Image(id, id < 13 ? 0 : 0.5 + (id % 2 == 0 ? 0.03 : -0.03)))], new EvaluatedPart(version.Id));
        return (run, version);
    }
}
