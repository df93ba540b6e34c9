using Studio.Contracts.Recipes;
using Studio.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Losses;

public sealed class LossTests
{
    public static TheoryData<string> Names => [.. LossCatalog.All.Keys];

    [Fact]
    public void Catalog_Names_AreThoseOfTheRecipes() =>
        Assert.Equal(RecipeNames.Losses.Order(), LossCatalog.All.Keys.Order());

    // Two pixels, two classes, equal logits: p = 1/2 everywhere; the first pixel is class 1.
    [Theory]
    [InlineData("soft-iou", 1 - (1.5 / (1 + 1 - 0.5 + 1)))]
    [InlineData("soft-dice", 1 - (2.0 / (1 + 1 + 1)))]
    [InlineData("cross-entropy", 0.6931471805599453)]
    [InlineData("dice-cross-entropy", 1 - (2.0 / 3) + 0.6931471805599453)]
    public void Compute_EvenProbabilities_MatchesHandCount(string name, double expected) =>
        Assert.Equal(expected, Value(name, [0, 0, 0, 0], [1, 0], new LossRecipe()), 1e-6);

    // Class 0 on both pixels, nothing predicted but a little: 1 - 1 / (1 + Σp).
    [Theory]
    [InlineData("soft-iou")]
    [InlineData("soft-dice")]
    public void Compute_EmptyMask_FallsAsLessIsPredicted(string name)
    {
        Assert.Equal(0.5, Value(name, [0, 0, 0, 0], [0, 0], new LossRecipe()), 1e-6);
        Assert.Equal(0, Value(name, [40, 40, -40, -40], [0, 0], new LossRecipe()), 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Compute_PerfectPrediction_IsZero(string name) =>
        Assert.Equal(0, Value(name, [-40, 40, 40, -40], [1, 0], new LossRecipe { IncludeBackground = true }), 1e-6);

    [Fact]
    public void CrossEntropy_Weighted_IsTheWeightedMean()
    {
        // p(truth) = 1/2 at pixel 1 (class 1, weight 3) and e/(1+e) at pixel 2 (class 0, weight 1)
        var expected = ((3 * Math.Log(2)) + Math.Log(1 + Math.Exp(-1))) / 4;
        Assert.Equal(expected, Value("cross-entropy", [0, 1, 0, 0], [1, 0], new LossRecipe { ClassWeights = [1, 3] }), 1e-6);
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

    [Theory]
    [MemberData(nameof(Names))]
    public void Backward_RandomLogits_MatchesFiniteDifferences(string name)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var recipe = new LossRecipe { ClassWeights = [0.5, 1, 2], IncludeBackground = true };
        var start = randn(2, 3, 4, 4);
        var target = randint(3, [2, 4, 4], ScalarType.Int64);
        var logits = start.clone();
        logits.requires_grad = true;
        LossCatalog.All[name](logits, target, recipe).backward();
        var gradient = logits.grad!.data<float>().ToArray();
        var values = start.data<float>().ToArray();
        const float step = 1e-2f;
        for (var index = 0; index < values.Length; index += 5)
        {
            double At(float change)
            {
                var moved = (float[])values.Clone();
                moved[index] += change;
                return LossCatalog.All[name](tensor(moved, [2, 3, 4, 4]), target, recipe).ToDouble();
            }

            Assert.Equal((At(step) - At(-step)) / (2 * step), gradient[index], 2e-4);
        }
    }

    /// <summary>Two pixels beside each other, two classes; logits are [class 0 pixels, class 1 pixels].</summary>
    static double Value(string name, float[] logits, long[] target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        return LossCatalog.All[name](tensor(logits, [1, 2, 1, 2]), tensor(target, [1, 1, 2]), recipe).ToDouble();
    }
}
