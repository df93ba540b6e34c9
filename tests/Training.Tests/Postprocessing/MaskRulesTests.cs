using Studio.Contracts.Packages;
using Studio.Training.Metrics;
using Studio.Training.Postprocessing;

namespace Studio.Training.Tests.Postprocessing;

public sealed class MaskRulesTests
{
    // Three pixels: background, class 1, class 2.
    static readonly float[] Probabilities = [0.2f, 0.1f, 0.3f, 0.5f, 0.45f, 0.3f, 0.3f, 0.45f, 0.4f];

    [Fact]
    public void Choose_NoThresholds_TakesTheMostProbableAndTheLowerOfEquals() =>
        Assert.Equal([1, 1, 2], MaskRules.Choose(new PostprocessingRules(), Probabilities, 3));

    [Fact]
    public void Choose_ThresholdOfOneClass_GivesItsPixelsToTheBestOfTheOthers() =>
        Assert.Equal([0, 2, 2], MaskRules.Choose(new PostprocessingRules { Thresholds = [0.6, 0] }, [0.4f, 0.1f, 0.3f, 0.5f, 0.45f, 0.3f, 0.1f, 0.45f, 0.4f], 3));

    [Fact]
    public void Choose_LowThreshold_WinsAgainstMoreProbableBackground()
    {
        float[] probabilities = [0.99f, 0.96f, 0.9f, 0.01f, 0.04f, 0.1f];
        Assert.Equal([0, 0, 0], MaskRules.Choose(new PostprocessingRules(), probabilities, 2));
        Assert.Equal([0, 0, 1], MaskRules.Choose(new PostprocessingRules { Thresholds = [0.05] }, probabilities, 2));
        Assert.Equal([0, 1, 1], MaskRules.Choose(new PostprocessingRules { Thresholds = [0.03] }, probabilities, 2));
    }

    /// <summary>Below its threshold not at all, from there on 24 times.</summary>
    [Fact]
    public void Choose_LowThreshold_CountsAsManyTimesAgainstAnotherClass() => Assert.Equal(
        [2, 1], MaskRules.Choose(new PostprocessingRules { Thresholds = [0.04, 0] }, [0.48f, 0.45f, 0.02f, 0.05f, 0.5f, 0.5f], 3));

    [Fact]
    public void Apply_SmallestIsland_RemovesPartsThatTouchNothingLarger()
    {
        byte[] map =
        [
            1, 1, 0, 0, 0,
            1, 0, 0, 1, 0,
            0, 0, 0, 0, 2,
        ];
        // The pixel at row 1 stands alone; three pixels of 15 are a fifth.
        var rules = new PostprocessingRules { SmallestIslands = [0.15, 0] };
        Assert.Equal([1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2], MaskRules.Apply(rules, map, 3, 5));
    }

    [Fact]
    public void Apply_LargestOnly_KeepsCornersAsNeighbours()
    {
        byte[] map =
        [
            1, 0, 0, 1,
            0, 1, 0, 0,
        ];
        Assert.Equal([1, 0, 0, 0, 0, 1, 0, 0], MaskRules.Apply(new PostprocessingRules { LargestOnly = [1] }, map, 2, 4));
    }

    [Fact]
    public void Apply_FilledHoles_FillsWhatTheClassEnclosesAndLeavesOtherClasses()
    {
        byte[] map =
        [
            1, 1, 1, 1, 0,
            1, 0, 2, 1, 0,
            1, 1, 1, 1, 0,
        ];
        Assert.Equal([1, 1, 1, 1, 0, 1, 1, 2, 1, 0, 1, 1, 1, 1, 0], MaskRules.Apply(new PostprocessingRules { FilledHoles = [1] }, map, 3, 5));
    }

    [Fact]
    public void Apply_Opening_RemovesThinLinesAndKeepsSquaresAtTheBorder()
    {
        byte[] map =
        [
            1, 1, 1, 0, 0, 0,
            1, 1, 1, 1, 1, 1,
            1, 1, 1, 0, 0, 0,
        ];
        Assert.Equal([1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0], MaskRules.Apply(new PostprocessingRules { Openings = [1] }, map, 3, 6));
    }

    [Fact]
    public void Apply_EmptyMask_StaysEmpty() => Assert.All(
        MaskRules.Apply(
            new PostprocessingRules { Openings = [1], SmallestIslands = [0.1], LargestOnly = [1], FilledHoles = [1] }, new byte[12], 3, 4),
        value => Assert.Equal(0, value));

    [Fact]
    public void Threshold_OverlappingScores_HasTheHighestSumOfSensitivityAndSpecificity()
    {
        double[] scores = [0.9, 0.7, 0.6, 0.4, 0.3, 0.1, 0.05];
        bool[] isPositive = [true, true, false, true, false, false, false];
        // From 0.65 on: 2 of 3 positives, 4 of 4 negatives; from 0.35 on: 3 of 3 and 3 of 4, which is more.
        Assert.Equal(0.35, TagRuleFit.Threshold(scores, isPositive), 1e-9);
    }

    [Fact]
    public void Threshold_OnlyOneAnswer_IsOneHalf() => Assert.Equal(0.5, TagRuleFit.Threshold([0.2, 0.9], [false, false]));
}
