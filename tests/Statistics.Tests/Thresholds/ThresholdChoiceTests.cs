using Xunit;

namespace Studio.Statistics.Tests.Thresholds;

public sealed class ThresholdChoiceTests
{
    /// <summary>From the surest down: + − + + − −.</summary>
    static readonly double[] Probabilities = [0.9, 0.8, 0.6, 0.5, 0.3, 0.1];
    static readonly bool[] IsPositive = [true, false, true, true, false, false];

    [Fact]
    public void Sensitivity_Reached_IsTheHighestThresholdMidwayDown()
    {
        var chosen = ThresholdChoice.SensitivityAtLeast(Counts(), 0.6)!;

        Assert.Equal(0.55, chosen.Threshold, 1e-12);
        Assert.Equal((2 / 3.0, 2 / 3.0, 2 / 3.0, null), (chosen.Sensitivity, chosen.Specificity, chosen.Precision, chosen.FalsePositives));
        Assert.Equal(0.4, ThresholdChoice.SensitivityAtLeast(Counts(), 1)!.Threshold, 1e-12);
        Assert.Equal(0.85, ThresholdChoice.SensitivityAtLeast(Counts(), 0)!.Threshold, 1e-12);
        Assert.Null(ThresholdChoice.SensitivityAtLeast(Counts(), 1.1));
    }

    [Fact]
    public void Specificity_Reached_IsTheLowestThresholdThatFindsMost()
    {
        Assert.Equal(0.4, ThresholdChoice.SpecificityAtLeast(Counts(), 0.6)!.Threshold, 1e-12);
        Assert.Equal(new ChosenThreshold(0.85, 1 / 3.0, 1, 1, null), ThresholdChoice.SpecificityAtLeast(Counts(), 1)! with { Threshold = 0.85 });
    }

    /// <summary>Precision is 1, ½, ⅔, ¾, 3/5, ½ on the way down.</summary>
    [Fact]
    public void Precision_Reached_IsWhereMostIsFound()
    {
        Assert.Equal(0.4, ThresholdChoice.PrecisionAtLeast(Counts(), 0.7)!.Threshold, 1e-12);
        Assert.Equal(0.85, ThresholdChoice.PrecisionAtLeast(Counts(), 0.8)!.Threshold, 1e-12);
        Assert.Equal(0.4, ThresholdChoice.PrecisionAtLeast(Counts(), 0.5)!.Threshold, 1e-12);
    }

    /// <summary>Sums of sensitivity and specificity: 4/3, 1, 4/3, 5/3, 4/3, 1.</summary>
    [Fact]
    public void Youden_IsTheLargestSum()
    {
        Assert.Equal(0.4, ThresholdChoice.Youden(Counts())!.Threshold, 1e-12);

        // Here 0.9 and 0.5 sum up to 3/2 both: the lower one finds more.
        var tied = ThresholdChoice.Youden(AnswerCounts.Of([0.9, 0.7, 0.5, 0.2], [true, false, true, false]))!;
        Assert.Equal((0.35, 1), (tied.Threshold, tied.Sensitivity));
    }

    /// <summary>What is surest is wrong: a threshold above it would leave all alone, and find nothing.</summary>
    [Fact]
    public void Goal_OnlyReachedByFindingNothing_IsNotReached()
    {
        var counts = AnswerCounts.Of([0.9, 0.5], [false, true]);

        Assert.Null(ThresholdChoice.SpecificityAtLeast(counts, 1));
        Assert.Null(ThresholdChoice.PrecisionAtLeast(counts, 0.9));
        Assert.Equal(0.5, ThresholdChoice.SensitivityAtLeast(counts, 1)!.Threshold);
    }

    [Fact]
    public void Of_OneKindOfCases_IsNothing()
    {
        Assert.Null(AnswerCounts.Of([0.2, 0.3], [true, true]));
        Assert.Null(AnswerCounts.Of([0.2, double.NaN], [true, false]));
        Assert.Null(AnswerCounts.Of([], []));
        Assert.Null(ThresholdChoice.SensitivityAtLeast(null, 0.9));
        Assert.Null(ThresholdChoice.Youden(null));
        Assert.Null(ThresholdChoice.At(null, 0.5));
    }

    [Fact]
    public void Of_EqualProbabilities_AreAnsweredTogether()
    {
        var counts = AnswerCounts.Of([0.5, 0.5, 0.2, 0.2], [true, false, true, false])!;

        Assert.Equal([new AnswerStep(0.5, 1, 1, 1, 1), new AnswerStep(0.2, 2, 2, 0, 0)], counts.Steps);
        Assert.Equal(0.35, ThresholdChoice.SensitivityAtLeast(counts, 0.5)!.Threshold, 1e-12);
    }

    [Fact]
    public void Between_NeighbouringNumbers_LeavesTheLowerOneOut()
    {
        var lower = Math.BitDecrement(0.5);

        Assert.Equal(0.5, ThresholdChoice.SensitivityAtLeast(AnswerCounts.Of([0.5, lower], [true, false]), 1)!.Threshold);
    }

    [Fact]
    public void At_StatedThreshold_SaysWhatItBrings()
    {
        Assert.Equal(new ChosenThreshold(0.5, 1, 2 / 3.0, 0.75, null), ThresholdChoice.At(Counts(), 0.5));
        Assert.Equal(new ChosenThreshold(0.51, 2 / 3.0, 2 / 3.0, 2 / 3.0, null), ThresholdChoice.At(Counts(), 0.51));
        Assert.Equal(new ChosenThreshold(0.95, 0, 1, null, null), ThresholdChoice.At(Counts(), 0.95));
        Assert.Equal(new ChosenThreshold(0, 1, 0, 0.5, null), ThresholdChoice.At(Counts(), 0));
    }

    [Fact]
    public void OfSteps_CountedBefore_KeepTheirThresholds()
    {
        var counts = AnswerCounts.OfSteps([new(0.1, 90, 300, 10, 600), new(0.5, 80, 90, 20, 810), new(0.9, 40, 0, 60, 900), new(1, 0, 0, 100, 900)]);

        Assert.Equal(new ChosenThreshold(0.5, 0.8, 0.9, 80 / 170.0, null), ThresholdChoice.SensitivityAtLeast(counts, 0.8));
        Assert.Equal(0.5, ThresholdChoice.SpecificityAtLeast(counts, 0.9)!.Threshold);
        Assert.Equal(0.9, ThresholdChoice.PrecisionAtLeast(counts, 0.9)!.Threshold);
        Assert.Equal(0.5, ThresholdChoice.Youden(counts)!.Threshold);
        Assert.Null(ThresholdChoice.SensitivityAtLeast(counts, 0.95));
        Assert.Null(ThresholdChoice.FalsePositivesAtMost(counts, 1));
        Assert.Null(AnswerCounts.OfSteps([]));
        Assert.Null(AnswerCounts.OfSteps([new(0.5, 0, 1, 0, 9)]));
    }

    /// <summary>Pixels of ten thousand pictures: the products of the counts are beyond 64 bits.</summary>
    [Fact]
    public void Youden_BillionsOfPixels_DoNotOverflow()
    {
        var counts = AnswerCounts.OfSteps([new(0.2, 9_000_000_000, 500_000_000_000, 1_000_000_000, 2_000_000_000_000), new(0.7, 8_000_000_000, 10_000_000_000, 2_000_000_000, 2_490_000_000_000)]);

        Assert.Equal(0.7, ThresholdChoice.Youden(counts)!.Threshold);
    }

    /// <summary>Four labelled boxes on two images; hits at 0.9, 0.6, 0.4, false ones at 0.8, 0.5, 0.3.</summary>
    [Fact]
    public void Boxes_FalseOnesAnImage_AreTheGoal()
    {
        var counts = AnswerCounts.OfBoxes([0.4, 0.9, 0.8, 0.6, 0.5, 0.3], [true, true, false, true, false, false], labelled: 4, images: 2);

        Assert.Equal(new ChosenThreshold(0.55, 0.5, null, 2 / 3.0, 0.5), ThresholdChoice.FalsePositivesAtMost(counts, 0.5));
        Assert.Equal(0.35, ThresholdChoice.FalsePositivesAtMost(counts, 1)!.Threshold, 1e-12);
        Assert.Equal(0.85, ThresholdChoice.FalsePositivesAtMost(counts, 0)!.Threshold, 1e-12);
        Assert.Equal(0.3, ThresholdChoice.FalsePositivesAtMost(counts, 9)!.Threshold);
        Assert.Equal(0.75, ThresholdChoice.SensitivityAtLeast(counts, 0.7)!.Sensitivity);
        Assert.Null(ThresholdChoice.SensitivityAtLeast(counts, 0.8));
        Assert.Null(ThresholdChoice.SpecificityAtLeast(counts, 0.1));
        Assert.Null(ThresholdChoice.Youden(counts));
        Assert.Equal(new ChosenThreshold(0.95, 0, null, null, 0), ThresholdChoice.At(counts, 0.95));
    }

    [Fact]
    public void Boxes_NothingLabelledOrFound_IsToldApart()
    {
        Assert.Null(AnswerCounts.OfBoxes([0.5], [false], 0, 3));
        Assert.Null(ThresholdChoice.FalsePositivesAtMost(AnswerCounts.OfBoxes([], [], 2, 3), 1));
        Assert.Throws<ArgumentException>(() => AnswerCounts.OfBoxes([0.5, 0.4], [true, true], 1, 3));
    }

    /// <summary>The threshold is right on the cases it came from, whichever goal it has, and equals the best of all thresholds.</summary>
    [Fact]
    public void Goals_RandomCases_EqualTryingEveryThreshold()
    {
        var cases = Enumerable.Range(0, 25).Select(CurveTests.Draw).ToList();
        var theirs = PythonPeer.Ask(CurveTests.Script, cases.Select(CurveTests.Question)).AsArray();

        Assert.All(cases, (item, place) =>
        {
            var counts = AnswerCounts.Of(item.Probabilities, item.Labels);
            var goals = theirs[place]!["goals"]!;
            Same(goals["sensitivity"], ThresholdChoice.SensitivityAtLeast(counts, 0.9));
            Same(goals["specificity"], ThresholdChoice.SpecificityAtLeast(counts, 0.9));
            Same(goals["precision"], ThresholdChoice.PrecisionAtLeast(counts, 0.8));
            Same(goals["youden"], ThresholdChoice.Youden(counts));

            void Same(System.Text.Json.Nodes.JsonNode? expected, ChosenThreshold? actual)
            {
                Assert.Equal(expected is null, actual is null);
                if (actual is not null)
                {
                    Assert.Equal(expected![1].Number(), actual.Sensitivity, 1e-12);
                    Assert.Equal(expected[2].Number(), actual.Specificity!.Value, 1e-12);
                    Assert.Equal(expected[3].Number(), actual.Precision!.Value, 1e-12);
                    var answered = item.Probabilities.Select(value => value >= actual.Threshold).ToList();
                    Assert.Equal(answered, item.Probabilities.Select(value => value >= expected[0].Number()));
                }
            }
        });
    }

    static AnswerCounts? Counts() => AnswerCounts.Of(Probabilities, IsPositive);
}
