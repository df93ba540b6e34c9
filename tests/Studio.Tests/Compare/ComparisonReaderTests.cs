using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Compare;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Tests.Compare;

public sealed class ComparisonReaderTests : IAsyncLifetime
{
    ComparedRuns runs = null!;

    public async ValueTask InitializeAsync() => runs = await ComparedRuns.CreateAsync();

    public ValueTask DisposeAsync() => runs.DisposeAsync();

    [Fact]
    public async Task ReadAsync_OneClearlyBetter_IsSaidWithIntervalAndTest()
    {
        var (good, bad) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(bad, Values(20, 0.50));
        await runs.EvaluateAsync(good, Values(20, 0.60));

        var comparison = await runs.CompareAsync(bad, good);

        Assert.Same(comparison.Entries[1], comparison.Best);
        var pair = Assert.Single(comparison.Pairs);
        Assert.Equal((good.Number, bad.Number), (pair.First.First.Number, pair.Second.First.Number));
        Assert.Equal(0.1, pair.Difference.Value, 1e-12);
        Assert.True(pair.Difference.Low > 0);
        Assert.Equal(pair.PValue, pair.Corrected);
        Assert.Equal(Math.Pow(2, -19), pair.PValue!.Value, 1e-12);
        Assert.Equal($"Run {good.Number} is better than run {bad.Number}.", comparison.Verdict.Sentence);
        Assert.StartsWith("With 20 patients you can only see differences above ", comparison.Verdict.Means, StringComparison.Ordinal);
        Assert.Equal(0.02, comparison.Baseline!.Value.Value, 1e-12);
        Assert.True(comparison.Cases.IsSameForAll);
    }

    [Fact]
    public async Task ReadAsync_DifferenceOfChance_IsNoEvidenceAndSaysWhatWouldSettleIt()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, [.. Values(16, 0.6).Select((value, place) => value + (place % 2 == 0 ? 0.08 : -0.06))]);
        await runs.EvaluateAsync(other, Values(16, 0.6));

        var comparison = await runs.CompareAsync(one, other);

        Assert.False(Assert.Single(comparison.Pairs).IsReal);
        Assert.Equal($"There is no evidence of a difference between run {one.Number} and run {other.Number} (n = 16 patients).", comparison.Verdict.Sentence);
        Assert.Matches(@"To settle \d+ against \d+ you would need about \d+ patients", comparison.Verdict.Means);
    }

    /// <summary>Ten images of a patient are one patient: the test must not take them for ten.</summary>
    [Fact]
    public async Task ReadAsync_ManyImagesOfFewPatients_TestsPatients()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, Values(40, 0.7), imagesOfPatient: 10);
        await runs.EvaluateAsync(other, Values(40, 0.5), imagesOfPatient: 10);

        var comparison = await runs.CompareAsync(one, other);

        Assert.Equal((40, 4), (comparison.Cases.Images, comparison.Cases.Patients));
        Assert.Equal(0.125, Assert.Single(comparison.Pairs).PValue!.Value, 1e-12);
        Assert.StartsWith("4 patients are too few", comparison.Verdict.Means, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_DifferentImages_ComparesWhatAllHave()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, Values(10, 0.7));
        await runs.EvaluateAsync(other, Values(10, 0.5), firstImage: 4);

        var comparison = await runs.CompareAsync(one, other);

        Assert.Equal(7, comparison.Cases.Images);
        Assert.Equal([3, 3], comparison.Cases.Only);
        Assert.Equal(Enumerable.Range(4, 7).Select(id => (long)id), comparison.Cases.Ids);
        Assert.Contains("Compared on the 7 images that both have.", comparison.Verdict.Notes);
    }

    [Fact]
    public async Task ReadAsync_NoImageInCommon_SaysSo()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, Values(3, 0.7));
        await runs.EvaluateAsync(other, Values(3, 0.5), firstImage: 4);

        var answer = await runs.Reader.ReadAsync(runs.Project, new CompareQuery([[one.Number], [other.Number]]));

        Assert.Contains("no image in common", answer.Problem!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_OnePatient_HasNoIntervalAndNoTest()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, Values(5, 0.7), imagesOfPatient: 5);
        await runs.EvaluateAsync(other, Values(5, 0.5), imagesOfPatient: 5);

        var comparison = await runs.CompareAsync(one, other);

        var pair = Assert.Single(comparison.Pairs);
        Assert.Null(pair.PValue);
        Assert.False(pair.IsReal);
        Assert.True(double.IsNaN(pair.Difference.Low));
        Assert.Contains("One patient", comparison.Verdict.Means, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_ThreeRuns_CorrectsForAllPairs()
    {
        var (one, two, three) = (await runs.AddRunAsync(), await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, Values(8, 0.7));
        await runs.EvaluateAsync(two, Values(8, 0.6));
        await runs.EvaluateAsync(three, Values(8, 0.5));

        var comparison = await runs.CompareAsync(three, one, two);

        Assert.Equal(3, comparison.Pairs.Count);
        Assert.Equal([(one.Number, two.Number), (one.Number, three.Number), (two.Number, three.Number)], comparison.Pairs.Select(pair => (pair.First.First.Number, pair.Second.First.Number)));
        Assert.All(comparison.Pairs, pair => Assert.Equal(3 * pair.PValue!.Value, pair.Corrected!.Value, 1e-12));
        Assert.Equal($"Run {one.Number} is better than runs {two.Number} and {three.Number}.", comparison.Verdict.Sentence);
    }

    [Fact]
    public async Task ReadAsync_MissingResult_NamesRunAndTime()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, Values(5, 0.7));

        var answer = await runs.Reader.ReadAsync(runs.Project, new CompareQuery([[one.Number], [other.Number]]));

        Assert.Equal([other.Id], answer.Problem!.Missing.Select(run => run.Id));
        Assert.Equal($"Run {other.Number} has no result on validation. Evaluate it (about 2 s).", answer.Problem.Sentence);
    }

    [Fact]
    public async Task ReadAsync_TestSet_IsClosedUntilOpenedForTheseRuns()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, Values(5, 0.7), split: Split.Test);
        await runs.EvaluateAsync(other, Values(5, 0.6), split: Split.Test);
        var query = new CompareQuery([[one.Number], [other.Number]], Split.Test);

        var closed = (await runs.Reader.ReadAsync(runs.Project, query)).Problem!.Closed;
        await runs.Studio.Get<TestLookStore>().OpenAsync(runs.Project.Id, closed[0].VersionId, closed[0].RunIds, "Final figure", null);
        var open = await runs.Reader.ReadAsync(runs.Project, query);

        Assert.Equal([one.Id, other.Id], Assert.Single(closed).RunIds.Order());
        Assert.Equal(5, open.Comparison!.Cases.Images);
    }

    [Fact]
    public async Task ReadAsync_FoldsOfTwoSplits_CountAsOneEach()
    {
        var first = new[] { await runs.AddRunAsync(), await runs.AddRunAsync() };
        var second = new[] { await runs.AddRunAsync(), await runs.AddRunAsync() };
        foreach (var (fold, place) in new[] { 0, 1 }.Select(fold => (fold, 1 + (fold * 6))))
        {
            await runs.EvaluateAsync(first[fold], Values(6, 0.7), firstImage: place);
            await runs.EvaluateAsync(second[fold], Values(6, 0.6), firstImage: place);
        }

        var answer = await runs.Reader.ReadAsync(runs.Project, new CompareQuery([.. new[] { first, second }.Select(entry => (IReadOnlyList<int>)[.. entry.Select(run => run.Number)])]));

        Assert.Equal(12, answer.Comparison!.Cases.Patients);
        Assert.Equal($"{first[0].Number}–{first[1].Number}", answer.Comparison.Best!.Label);
        Assert.True(Assert.Single(answer.Comparison.Pairs).IsReal);
    }

    [Fact]
    public async Task ReadAsync_BestIsNoBetterThanGuessing_SaysSo()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, Values(10, 0.05));
        await runs.EvaluateAsync(other, [.. Values(10, 0.04).Select(value => (double?)Math.Max(0, value!.Value - 0.03))]);
        var good = await runs.AddRunAsync();
        await runs.EvaluateAsync(good, Values(10, 0.5));

        static bool Warns(Comparison comparison) => comparison.Verdict.Notes.Any(note => note.StartsWith("No run is clearly better", StringComparison.Ordinal));
        Assert.True(Warns(await runs.CompareAsync(other)));
        Assert.False(Warns(await runs.CompareAsync(other, good)));
    }

    /// <summary>Who finds nothing on the hard images has small distances on the rest; that is no merit.</summary>
    [Fact]
    public async Task ReadAsync_Distances_AreComparedOnlyWhereAllHaveOne()
    {
        var (thorough, lazy) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.MeasureAsync(thorough, [.. Enumerable.Range(0, 20).Select(place => (double?)(place < 10 ? 5 : 50))]);
        await runs.MeasureAsync(lazy, [.. Enumerable.Range(0, 20).Select(place => place < 10 ? (double?)6 : null)]);

        var answer = await runs.Reader.ReadAsync(runs.Project, new CompareQuery([[lazy.Number], [thorough.Number]], Metric: "hd95px"));

        var comparison = answer.Comparison!;
        Assert.Equal(thorough.Number, comparison.Best!.First.Number);
        Assert.Equal((5.0, 6.0), (comparison.Best.Figure.Value, comparison.Entries[0].Figure.Value));
        Assert.Equal(10, comparison.Cases.Undefined);
        Assert.Contains(comparison.Verdict.Notes, note => note.StartsWith("A distance exists only where a run has an outline. On 10 images", StringComparison.Ordinal));
    }

    /// <summary>A test of ranks may be sure where a mean is not: then nothing is called better.</summary>
    [Fact]
    public async Task ReadAsync_TestAndIntervalDisagree_IsNoEvidence()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddRunAsync());
        await runs.EvaluateAsync(one, [.. Enumerable.Range(0, 30).Select(place => (double?)(place < 4 ? 0.1 : 0.62))]);
        await runs.EvaluateAsync(other, [.. Enumerable.Range(0, 30).Select(place => (double?)(place < 4 ? 0.55 : 0.60))]);

        var pair = Assert.Single((await runs.CompareAsync(one, other)).Pairs);

        Assert.True(pair.Corrected < PairDifference.Level);
        Assert.True(pair.Difference is { Low: < 0, High: > 0 });
        Assert.False(pair.IsReal);
    }

    [Fact]
    public async Task ReadAsync_Tags_ComparesByDeLong()
    {
        var (one, other) = (await runs.AddTagRunAsync(), await runs.AddTagRunAsync());
        double[] first = [0.9, 0.8, 0.7, 0.6, 0.55, 0.3, 0.4, 0.2, 0.1, 0.05];
        double[] second = [0.6, 0.9, 0.4, 0.7, 0.2, 0.5, 0.3, 0.65, 0.1, 0.15];
        bool[] truth = [true, true, true, true, true, false, false, false, false, false];
        await runs.AnswerAsync(one, [.. first.Zip(truth, (score, isThere) => (score, (bool?)isThere))]);
        await runs.AnswerAsync(other, [.. second.Zip(truth, (score, isThere) => (score, (bool?)isThere))]);

        var comparison = await runs.CompareAsync(one, other);

        Assert.Equal("AUC over images", comparison.Metric.Heading);
        Assert.Equal(1, comparison.Best!.Figure.Value);
        var pair = Assert.Single(comparison.Pairs);
        Assert.StartsWith("DeLong", pair.Test, StringComparison.Ordinal);
        Assert.Equal(DeLong.Compare(first, second, truth)!.P, pair.PValue);
    }

    [Fact]
    public async Task ReadAsync_BoxesPerPatient_AreTestedOverPatientsBesideTheBaseline()
    {
        var score = new ScoreFacts("AP50", PerClass: true);
        var (one, other) = (await runs.AddRunAsync("center-detector", score), await runs.AddRunAsync("center-detector", score));
        await runs.FindAsync(one, [.. Enumerable.Repeat(0.9, 12)], wrong: 0.5, baseline: 3);
        await runs.FindAsync(other, [.. Enumerable.Range(0, 12).Select(place => place < 9 ? 0.3 : 0.9)], wrong: 0.5, baseline: 3);

        var overImages = await runs.CompareAsync(one, other);
        var comparison = (await runs.Reader.ReadAsync(
            runs.Project, new CompareQuery([[one.Number], [other.Number]], Level: FigureLevel.Patient))).Comparison!;

        Assert.Equal(("AP50 over images", "Bootstrap test, patients drawn"), (overImages.Metric.Heading, overImages.Pairs[0].Test));
        Assert.Equal("AP50 per patient", comparison.Metric.Heading);
        // A wrong box before the right one: half.
        Assert.Equal([1, (3 + (9 * 0.5)) / 12], comparison.Entries.Select(entry => Math.Round(entry.Figure.Value, 12)));
        Assert.Equal(3 / 12.0, comparison.Baseline!.Value.Value, 1e-12);
        Assert.Equal(3 / 12.0 * (3 / 12.0), overImages.Baseline!.Value.Value, 1e-12);
        var pair = Assert.Single(comparison.Pairs);
        Assert.Equal("Wilcoxon signed-rank test over patients", pair.Test);
        Assert.Equal(Wilcoxon.Of([.. Enumerable.Repeat(0.5, 9), 0, 0, 0])!.P, pair.PValue);
        Assert.True(pair.IsReal);
    }

    [Fact]
    public async Task ReadAsync_UnknownFigure_IsSaidAndTheUsualOneTaken()
    {
        var run = await runs.AddRunAsync();
        await runs.EvaluateAsync(run, Values(8, 0.6));

        var comparison = (await runs.Reader.ReadAsync(runs.Project, new CompareQuery([[run.Number]], Metric: "beauty"))).Comparison!;

        Assert.Equal("iou", comparison.Metric.Key);
        Assert.Contains("These results hold no figure \"beauty\"; the runs are compared by IoU instead.", comparison.Verdict.Notes);
    }

    [Fact]
    public async Task ReadAsync_ClassAbsent_SaysWhatIsMissing()
    {
        var run = await runs.AddTagRunAsync();
        await runs.AnswerAsync(run, [(0.9, true), (0.8, true), (0.2, true)]);

        var comparison = await runs.CompareAsync(run);

        Assert.Null(comparison.Best);
        Assert.Contains("nodule is in none of them, or in all", comparison.Verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_AnswerThatIsNoNumber_LeavesTheImageOutForAll()
    {
        var (one, other) = (await runs.AddTagRunAsync(), await runs.AddTagRunAsync());
        await runs.AnswerAsync(one, [(0.9, true), (0.1, false), (0.8, true), (0.3, false)]);
        await runs.AnswerAsync(other, [(0.9, true), (double.NaN, false), (0.4, true), (0.3, false)]);

        var comparison = await runs.CompareAsync(one, other);

        Assert.Equal(3, comparison.Cases.Images);
        Assert.Contains(comparison.Verdict.Notes, note => note.StartsWith("1 image was left out: a run gave no number there.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_OutlinesBesideTags_IsRefused()
    {
        var (one, other) = (await runs.AddRunAsync(), await runs.AddTagRunAsync());

        var answer = await runs.Reader.ReadAsync(runs.Project, new CompareQuery([[one.Number], [other.Number]]));

        Assert.Contains("different questions", answer.Problem!.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12,9,7", "12,9,7")]
    [InlineData("1+2+3, 7", "1+2+3,7")]
    [InlineData("1 2,7", "1+2,7")]
    [InlineData("12,x", null)]
    [InlineData("", null)]
    public void ReadEntries_Address_IsReadAndWritten(string text, string? expected) =>
        Assert.Equal(expected, CompareQuery.ReadEntries(text) is { } entries ? CompareQuery.Write(entries) : null);

    /// <summary>Values around a level, the same for every level.</summary>
    static IReadOnlyList<double?> Values(int count, double level) => [.. Enumerable.Range(0, count).Select(place => (double?)(level + (0.02 * (place % 5)) - 0.04))];
}
