using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Runs;
using Studio.Statistics;

namespace Studio.Tests.Runs;

public sealed class EvaluationTableTests
{
    static readonly ClassDefinition[] Classes = [ClassPalette.Define(1, "Nerve"), ClassPalette.Define(2, "Vessel")];
    static readonly ScoreFacts Auc = new("AUC", PerClass: true);
    static readonly ScoreFacts Ap50 = new("AP50", PerClass: false);

    [Fact]
    public void From_TwoClasses_GivesBothAndTheMean()
    {
        var table = EvaluationTable.From(Outlines(patients: 9), Classes, ScoreFacts.Iou);

        Assert.Equal("iou", table.Primary);
        Assert.Equal(["dice"], table.Others);
        Assert.Equal(["Nerve", "Vessel", "Mean"], table.Rows.Select(row => row.Name));
        Assert.Equal((0.57, 0.04, 0.7), (table.Rows[0].Score!.Mean, table.Rows[0].Baseline, table.Rows[0].Others[0].Value));
        Assert.Equal("0.50–0.64", table.Rows[0].Interval);
        Assert.Null(table.Rows[1].Score);
        Assert.Equal("–", table.Rows[1].Interval);
        Assert.Equal(0.6, table.Rows[2].Score!.Mean);
        Assert.Equal(("Accuracy", 0.9), (table.Whole[0].Name, table.Whole[0].Value.Mean));
    }

    [Fact]
    public void From_ManyMetrics_ShowsTheUsualOnesUntilAllAreAskedFor()
    {
        var result = Result(9, ("iou.Nerve", 0.6), ("dice.Nerve", 0.7), ("assdmm.Nerve", 1.2), ("specificity.Nerve", 0.9), ("imagesensitivity.Nerve", 1));

        var table = EvaluationTable.From(result, Classes, ScoreFacts.Iou);
        var all = EvaluationTable.From(result, Classes, ScoreFacts.Iou, all: true);

        Assert.Equal(["dice", "specificity"], table.Others);
        Assert.Equal(2, table.Hidden);
        Assert.Equal(["dice", "assdmm", "specificity", "imagesensitivity"], all.Others);
        Assert.Equal(0, all.Hidden);
    }

    [Fact]
    public void From_OtherLevel_TakesItsFigures()
    {
        var result = Result(9, ("iou.Nerve", 0.6)) with { PerPatient = new Dictionary<string, MetricValue> { ["iou.Nerve"] = new(0.5, 0.4, 0.6, 9) } };

        Assert.Equal(0.5, EvaluationTable.From(result, Classes, ScoreFacts.Iou, FigureLevel.Patient).Rows[0].Score!.Mean);
    }

    [Fact]
    public void From_ThreePatients_ShowsNoInterval() =>
        Assert.All(EvaluationTable.From(Outlines(patients: 3), Classes, ScoreFacts.Iou).Rows, row => Assert.Equal("–", row.Interval));

    [Fact]
    public void From_OneClass_HasNoMean() =>
        Assert.Single(EvaluationTable.From(Outlines(patients: 9), [Classes[0]], ScoreFacts.Iou).Rows);

    [Fact]
    public void From_Tags_PutsWhatTheRunIsJudgedByFirst()
    {
        var table = EvaluationTable.From(Result(9, ("accuracy.Nerve", 0.8), ("auc.Nerve", 0.9), ("baseline.auc.Nerve", 0.5), ("auc.mean", 0.85)), Classes, Auc);

        Assert.Equal("auc", table.Primary);
        Assert.Equal(["accuracy"], table.Others);
        Assert.Equal(["Nerve", "Vessel", "Mean"], table.Rows.Select(row => row.Name));
        Assert.Equal((0.9, 0.5, 0.8), (table.Rows[0].Score!.Mean, table.Rows[0].Baseline, table.Rows[0].Others[0].Value));
    }

    [Fact]
    public void From_OneBox_HasARowOfItsOwn()
    {
        var table = EvaluationTable.From(Result(9, ("iou.box", 0.7), ("baseline.iou.box", 0.3)), Classes, new ScoreFacts("IoU", PerClass: false));

        var row = Assert.Single(table.Rows);
        Assert.Equal(("Box", 0.7, 0.3), (row.Name, row.Score!.Mean, row.Baseline));
        Assert.Null(row.Class);
    }

    [Fact]
    public void From_ClassNamesWithDots_AreTakenWhole()
    {
        ClassDefinition[] classes = [ClassPalette.Define(1, "C5.1"), ClassPalette.Define(2, "mean.vein")];

        var table = EvaluationTable.From(Result(9, ("ap50.C5.1", 0.7), ("ap50.mean.vein", 0.5), ("ap50.mean", 0.6)), classes, Ap50);

        Assert.Equal([0.7, 0.5, 0.6], table.Rows.Select(row => row.Score!.Mean));
    }

    [Fact]
    public void FindIn_Evaluation_IsTheMeanOrTheOnlyFigure()
    {
        Assert.Equal(0.6, ScoreWording.FindIn(Outlines(9), ScoreFacts.Iou)!.Mean);
        Assert.Equal(0.7, ScoreWording.FindIn(Result(9, ("iou.box", 0.7), ("ap50.mean", 0.2)), ScoreFacts.Iou)!.Mean);
        Assert.Null(ScoreWording.FindIn(Result(9, ("iou.a", 0.7), ("iou.b", 0.2)), ScoreFacts.Iou));
        Assert.Null(ScoreWording.FindIn(Outlines(9), Auc));
    }

    [Theory]
    [InlineData("iou", "IoU")]
    [InlineData("ap50", "AP50")]
    [InlineData("precision", "Precision")]
    [InlineData("hd95", "Hausdorff 95 %")]
    [InlineData("hd95mm", "Hausdorff 95 %, mm")]
    [InlineData("ap5095", "AP50:95")]
    public void Metric_Key_IsReadable(string key, string expected) => Assert.Equal(expected, ScoreWording.Metric(key));

    [Theory]
    [InlineData(0.9, true, "ok", "found, and there")]
    [InlineData(0.2, false, "line", "not found, and not there")]
    [InlineData(0.9, false, "problem", "found, but not there")]
    [InlineData(0.2, true, "problem", "missed: it is there")]
    [InlineData(0.9, null, "line", "found; nobody has said whether it is there")]
    public void Of_Tag_SaysWhetherItIsRight(double probability, bool? truth, string chip, string sentence)
    {
        var words = TagWording.Of(new TagOutcome(1, probability, truth));

        Assert.Equal((chip, sentence), (words.Chip, words.Sentence));
    }

    static EvaluationResult Outlines(int patients)
    {
        var metrics = new Dictionary<string, MetricValue>
        {
            ["iou.Nerve"] = new(0.57, 0.5, 0.64, 20),
            ["dice.Nerve"] = new(0.7, 0.6, 0.8, 20),
            ["baseline.iou.Nerve"] = new(0.04, 0.03, 0.05, 20),
            ["iou.mean"] = new(0.6, 0.5, 0.7, 20),
            ["accuracy"] = new(0.9, 0.8, 1, 20),
        };
        return new EvaluationResult(Split.Test, 20, patients, metrics, [], 1);
    }

    static EvaluationResult Result(int patients, params (string Name, double Mean)[] metrics) => new(
        Split.Test, 20, patients, metrics.ToDictionary(metric => metric.Name, metric => new MetricValue(metric.Mean, 0, 1, 20)), [], 1);
}
