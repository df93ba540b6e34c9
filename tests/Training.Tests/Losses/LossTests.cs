using Studio.Contracts.Recipes;
using Studio.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Losses;

public sealed class LossTests
{
    public static TheoryData<string> Names =>
        [.. LossFacts.All.Where(pair => pair.Value.Contains(OutputKind.ClassMap)).Select(pair => pair.Key)];

    // Two pixels, two classes, equal logits: p = 1/2 everywhere; the first pixel is class 1.
    [Theory]
    [InlineData("soft-iou", 1 - (1.5 / (1 + 1 - 0.5 + 1)))]
    [InlineData("soft-dice", 1 - (2.0 / (1 + 1 + 1)))]
    [InlineData("tversky", 1 - (1.5 / (0.5 + (0.3 * 0.5) + (0.7 * 0.5) + 1)))]
    [InlineData("cross-entropy", 0.6931471805599453)]
    [InlineData("dice-cross-entropy", 1 - (2.0 / 3) + 0.6931471805599453)]
    [InlineData("weighted-sigmoid", 0.6931471805599453)]
    [InlineData("boundary-cross-entropy", 0.6931471805599453)]
    [InlineData("focal", (0.25 + 0.75) / 2 * 0.25 * 0.6931471805599453)]
    [InlineData("lovasz", 0.5)]
    public void Compute_EvenProbabilities_MatchesHandCount(string name, double expected) =>
        Assert.Equal(expected, Value(name, [0, 0, 0, 0], [1, 0], new LossRecipe()), 1e-6);

    // Class 0 on both pixels, nothing predicted but a little: 1 - 1 / (1 + share · Σp).
    [Theory]
    [InlineData("soft-iou", 1)]
    [InlineData("soft-dice", 1)]
    [InlineData("tversky", 0.3)]
    public void Compute_EmptyMask_FallsAsLessIsPredicted(string name, double share)
    {
        Assert.Equal(1 - (1 / (1 + share)), Value(name, [0, 0, 0, 0], [0, 0], new LossRecipe()), 1e-6);
        Assert.Equal(0, Value(name, [40, 40, -40, -40], [0, 0], new LossRecipe()), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_PerfectPrediction_IsZero(string name) =>
        Assert.Equal(0, Value(name, [-40, 40, 40, -40], [1, 0], new LossRecipe { IncludeBackground = true }), 1e-6);

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_OnlyClassesOfWeightZero_IsFinite(string name) =>
        Assert.True(double.IsFinite(Value(name, [0, 1, 0, 0], [0, 0], new LossRecipe { ClassWeights = [0, 1] })));

    [Theory]
    [InlineData("cross-entropy")]
    [InlineData("boundary-cross-entropy")]
    public void CrossEntropy_Weighted_IsTheWeightedMean(string name)
    {
        // p(truth) = 1/2 at pixel 1 (class 1, weight 3) and e/(1+e) at pixel 2 (class 0, weight 1); both lie on the edge
        var expected = ((3 * Math.Log(2)) + Math.Log(1 + Math.Exp(-1))) / 4;
        Assert.Equal(expected, Value(name, [0, 1, 0, 0], [1, 0], new LossRecipe { ClassWeights = [1, 3] }), 1e-6);
    }

    [Fact]
    public void CrossEntropy_OnlyClassesOfWeightZero_IsZeroNotNaN() =>
        Assert.Equal(0, Value("cross-entropy", [0, 1, 0, 0], [0, 0], new LossRecipe { ClassWeights = [0, 1] }), 1e-9);

    [Fact]
    public void SoftDice_BackgroundIncluded_AveragesBothClasses()
    {
        // both classes score (2·0.5 + 1) / (1 + 1 + 1)
        Assert.Equal(1 - (2.0 / 3), Value("soft-dice", [0, 0, 0, 0], [1, 0], new LossRecipe { IncludeBackground = true }), 1e-6);
    }

    [Fact]
    public void WeightedSigmoid_PositiveWeight_ActsOnPositivesAlone()
    {
        // margins 1 at the positive pixel and -2 at the negative one
        var expected = ((15 * Math.Log(1 + Math.Exp(-1))) + Math.Log(1 + Math.Exp(-2))) / 2;
        Assert.Equal(expected, Value("weighted-sigmoid", [0, 1, 1, -1], [1, 0], new LossRecipe { PositiveWeight = 15 }), 1e-5);
    }

    [Fact]
    public void Focal_ClassWeights_StandInPlaceOfAlpha()
    {
        var known = Math.Exp(1) / (1 + Math.Exp(1)); // p(truth) at pixel 2
        var expected = ((3 * 0.25 * Math.Log(2)) + (2 * (1 - known) * (1 - known) * -Math.Log(known))) / 2;
        Assert.Equal(expected, Value("focal", [0, 1, 0, 0], [1, 0], new LossRecipe { ClassWeights = [2, 3] }), 1e-6);
    }

    [Fact]
    public void Focal_GammaZero_IsWeightedCrossEntropy() =>
        Assert.Equal(
            Value("cross-entropy", [0, 1, 0.5f, 0], [1, 0], new LossRecipe()),
            Value("focal", [0, 1, 0.5f, 0], [1, 0], new LossRecipe { FocalGamma = 0, FocalAlpha = 0.5 }) * 2,
            1e-6);

    [Fact]
    public void Tversky_EqualWeightsOfOne_IsSoftIou() =>
        Assert.Equal(
            Value("soft-iou", [0, 1, 0.5f, 0], [1, 0], new LossRecipe()),
            Value("tversky", [0, 1, 0.5f, 0], [1, 0], new LossRecipe { TverskyAlpha = 1, TverskyBeta = 1 }),
            1e-6);

    /// <summary>Two pixels beside each other, two classes; logits are [class 0 pixels, class 1 pixels].</summary>
    static double Value(string name, float[] logits, long[] target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        return LossCatalog.All[name](tensor(logits, [1, 2, 1, 2]), tensor(target, [1, 1, 2]), recipe).ToDouble();
    }
}
