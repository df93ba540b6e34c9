using Studio.Contracts.Recipes;
using Studio.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Losses;

public sealed class TagLossTests
{
    static readonly double Ln2 = Math.Log(2);

    // Two images, two classes, logits 0: each known tag costs the same.
    [Theory]
    [InlineData("binary-cross-entropy", 0.6931471805599453)]
    [InlineData("mse", 0.25)]
    [InlineData("cross-entropy-tags", 0.6931471805599453)]
    public void Compute_ZeroLogits_MatchesHandCount(string name, double expected) =>
        Assert.Equal(expected, Value(name, [0, 0, 0, 0], [1, 0, 0, 1]), 1e-6);

    [Theory]
    [InlineData("binary-cross-entropy")]
    [InlineData("mse")]
    [InlineData("focal")]
    public void Compute_UnknownTag_HasNoEffectWhateverIsAnswered(string name)
    {
        var alone = Value(name, [1, 2, 0, 0], [1, 0, -1, -1]);
        Assert.Equal(alone, Value(name, [1, 2, 30, -30], [1, 0, -1, -1]), 1e-6);
        Assert.NotEqual(alone, Value(name, [1, 2, 30, -30], [1, 0, -1, 0]), 1e-3);
    }

    [Theory]
    [InlineData("binary-cross-entropy")]
    [InlineData("mse")]
    [InlineData("focal")]
    [InlineData("cross-entropy-tags")]
    public void Compute_NothingKnown_IsZero(string name) => Assert.Equal(0, Value(name, [1, 2, 3, 4], [-1, -1, -1, -1]));

    [Fact]
    public void BinaryCrossEntropy_WeightsOfClassesAndPositives_MatchesHandCount()
    {
        // positive tag of weight 1 and positive weight 4, negative tag of class weight 3; the second image is unknown
        var expected = ((4 * Math.Log(1 + Math.Exp(-1))) + (3 * Math.Log(1 + Math.Exp(2)))) / 4;
        var recipe = new LossRecipe { ClassWeights = [1, 3], PositiveWeight = 4 };
        Assert.Equal(expected, Value("binary-cross-entropy", [1, 2, 5, 5], [1, 0, -1, -1], recipe), 1e-5);
    }

    [Fact]
    public void Focal_Tags_MatchesHandCount()
    {
        static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
        var yes = 0.25 * Math.Pow(1 - Sigmoid(1), 2) * -Math.Log(Sigmoid(1));
        var no = 0.75 * Math.Pow(Sigmoid(2), 2) * -Math.Log(1 - Sigmoid(2));
        Assert.Equal((yes + no) / 2, Value("focal", [1, 2, 5, 5], [1, 0, -1, -1]), 1e-6);
    }

    [Fact]
    public void CrossEntropyTags_ImageWithoutAClass_DoesNotCount()
    {
        var expected = Math.Log(1 + Math.Exp(-1));
        Assert.Equal(expected, Value("cross-entropy-tags", [2, 1, 9, -9], [1, 0, 0, 0]), 1e-6);
        Assert.Equal(expected, Value("cross-entropy-tags", [2, 1, 9, -9], [1, -1, -1, -1]), 1e-6);
    }

    [Fact]
    public void CrossEntropyTags_ClassWeights_IsTheWeightedMean()
    {
        var expected = ((1 * Ln2) + (3 * Math.Log(1 + Math.Exp(-2)))) / 4;
        Assert.Equal(expected, Value("cross-entropy-tags", [0, 0, 0, 2], [1, 0, 0, 1], new LossRecipe { ClassWeights = [1, 3] }), 1e-6);
    }

    [Fact]
    public void CrossEntropyTags_TwoClasses_ShareTheImage() =>
        Assert.Equal(
            (Math.Log(1 + Math.Exp(-1)) + Math.Log(1 + Math.Exp(1))) / 2,
            Value("cross-entropy-tags", [1, 0, 0, 0], [1, 1, -1, -1]),
            1e-6);

    /// <summary>Two images, two classes.</summary>
    static double Value(string name, float[] logits, float[] target, LossRecipe? recipe = null)
    {
        using var scope = NewDisposeScope();
        return LossCatalog.All[name](tensor(logits, [2, 2]), tensor(target, [2, 2]), recipe ?? new LossRecipe()).ToDouble();
    }
}
