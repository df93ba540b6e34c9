using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Compare;
using Studio.Features.Compare.Failures;
using Studio.Statistics;

namespace Studio.Tests.Compare;

public sealed class FailureOrderTests
{
    static readonly ClassDefinition Nerve = new(1, "nerve", "#FFB02E", "diagonal");
    static readonly ClassDefinition Vessel = new(2, "vessel", "#4CC9F0", "dots");

    [Fact]
    public void Rank_LowestIou_LeavesOutWhatHasNone()
    {
        var order = Find(OutputKind.ClassMap, "iou.nerve", "iou.nerve");

        Assert.Equal([2, 0, 3], order.Rank(Table(("iou.nerve", [0.4, double.NaN, 0, 0.9]))).Select(image => image.Place));
        Assert.Equal(("Lowest nerve IoU", "nerve 0.25"), (order.Text, order.Figure(0.25)));
    }

    [Fact]
    public void Rank_Distances_AreHighestFirst()
    {
        var order = Find(OutputKind.ClassMap, "hd95mm.nerve", "hd95mm.nerve");

        Assert.Equal([1, 0, 2], order.Rank(Table(("hd95mm.nerve", [4.2, 31, 0.5]))).Select(image => image.Place));
        Assert.Equal(("Highest nerve Hausdorff 95 %", "nerve 31.0 mm"), (order.Text, order.Figure(31)));
    }

    /// <summary>Half of it missed is as wrong as half too much.</summary>
    [Fact]
    public void Rank_Volumes_AreWrongInBothDirections()
    {
        var order = Find(OutputKind.ClassMap, "volumedifference.nerve", "volumedifference.nerve");

        Assert.Equal([1, 2, 0], order.Rank(Table(("volumedifference.nerve", [0.1, -0.6, 0.4]))).Select(image => image.Place));
        Assert.Equal("nerve −60 %", order.Figure(-0.6));
    }

    [Fact]
    public void Rank_Tags_AreRightByTheProbabilityOfWhatIsTrue()
    {
        var table = Table(("probability.nerve", [0.9, 0.9, 0.2, 0.4]), ("truth.nerve", [1, 0, 1, double.NaN]));

        Assert.Equal([(1, 0.1), (2, 0.2), (0, 0.9)], Find(OutputKind.Tags, "right.nerve", "probability.nerve").Rank(table).Select(image => (image.Place, Math.Round(image.Value, 12))));
        Assert.Equal([2, 0], Find(OutputKind.Tags, "missed.nerve", "probability.nerve").Rank(table).Select(image => image.Place));
        Assert.Equal([1], Find(OutputKind.Tags, "false.nerve", "probability.nerve").Rank(table).Select(image => image.Place));
    }

    [Fact]
    public void Rank_Boxes_CountsWhatIsMissedAndFalse()
    {
        var table = Table(("truths.nerve", [4, 0, 3]), ("recall50.nerve", [0.25, double.NaN, 1]), ("falsepositives.nerve", [0, 5, 1]));

        var missed = Find(OutputKind.Boxes, "missed.nerve", "truths.nerve", "recall50.nerve").Rank(table);
        Assert.Equal([(0, 3.0), (1, 0), (2, 0)], missed);
        Assert.Equal([1, 2, 0], Find(OutputKind.Boxes, "falsepositives.nerve", "falsepositives.nerve").Rank(table).Select(image => image.Place));
    }

    [Fact]
    public void List_SeveralClasses_OffersTheirMeanFirst()
    {
        var orders = FailureOrders.List(OutputKind.ClassMap, ["iou.mean", "iou.nerve", "iou.vessel", "recall.vessel", "tp.nerve"], [Nerve, Vessel]);

        Assert.Equal(["iou.mean", "iou.nerve", "iou.vessel", "recall.vessel"], orders.Select(order => order.Key));
        Assert.DoesNotContain("iou.mean", FailureOrders.List(OutputKind.ClassMap, ["iou.mean", "iou.nerve"], [Nerve]).Select(order => order.Key));
    }

    /// <summary>What was missed is dotted, what is false hatched: as many of each as the figures of the image say.</summary>
    [Fact]
    public void FailedBoxes_AtTheThresholdOfTheResult_AreAsManyAsItsFiguresSay()
    {
        BoxJudgement Box(double x, bool isLabelled, double confidence) => new(new BoxSpec(1, x, 0, 5, 5), isLabelled, confidence);
        var result = new ImageResult(1, "a", "P", new Dictionary<string, double?> { ["recall50.nerve"] = 1.0 / 3, ["falsepositives.nerve"] = 1 }, [], [])
        {
            Boxes = [Box(1, true, 0.9), Box(2, true, 0.35), Box(3, true, 0), Box(4, false, 0.4), Box(5, false, 0.8)],
        };

        var failed = FailedBoxes.Of(result, [Nerve]);

        Assert.Equal([3, 2, 5], failed.Select(box => box.Box.X));
    }

    [Theory]
    [InlineData(1, "pneumonia is there, the model says 12\u00a0%")]
    [InlineData(0, "pneumonia is not there, the model says 12\u00a0%")]
    public void TagAnswer_ByTheThresholdOfTheResult_SaysWhatIsTrue(int truth, string sentence)
    {
        var answer = TagAnswer.Of(new TagOutcome(1, 0.12, truth == 1), "pneumonia", new Dictionary<string, double?> { ["yes.pneumonia"] = 1 });

        Assert.Equal((true, truth == 0, sentence), (answer.SaysYes, answer.IsWrong, answer.Sentence));
    }

    [Fact]
    public void EvenSteps_OfMany_GoFromTheWorstToTheBest()
    {
        Assert.Equal([0, 25, 50, 75, 100], EvenSteps.Pick([.. Enumerable.Range(0, 101)], 5));
        Assert.Equal([7, 8], EvenSteps.Pick([7, 8], 5));
        Assert.Empty(EvenSteps.Pick<int>([], 5));
    }

    [Fact]
    public void View_InAddresses_TellsOnlyWhatIsChosen()
    {
        Assert.Equal("", new FailureView().Write());
        Assert.Equal("&of=12&order=iou.small%20nerve&group=abc", new FailureView("12", "iou.small nerve", Group: "abc").Write());
    }

    static FailureOrder Find(OutputKind kind, string key, params string[] names) =>
        FailureOrders.List(kind, names, [Nerve]).Single(order => order.Key == key);

    static CaseTable Table(params (string Name, double[] Values)[] columns) => new(
        [.. Enumerable.Range(0, columns[0].Values.Length).Select(place => $"P{place}")], columns.ToDictionary(column => column.Name, column => column.Values));
}
