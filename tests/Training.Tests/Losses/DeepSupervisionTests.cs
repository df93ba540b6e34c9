using Studio.Contracts.Recipes;
using Studio.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Losses;

public sealed class DeepSupervisionTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0)]
    public void Compute_ThreeLevels_AddsEachWithItsShare(double factor)
    {
        using var scope = NewDisposeScope();
        var loss = LossCatalog.All["cross-entropy"];
        var recipe = new LossRecipe { DeepSupervisionFactor = factor };
        var classes = new long[64];
        for (var pixel = 0; pixel < 64; pixel++)
        {
            classes[pixel] = pixel % 8 / 4; // the right half is class 1
        }

        Tensor[] outputs = [randn(1, 2, 8, 8), randn(1, 2, 4, 4), randn(1, 2, 2, 2)];
        var expected = loss(outputs[0], tensor(classes, [1, 8, 8]), recipe)
            + (loss(outputs[1], tensor(new long[] { 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1 }, [1, 4, 4]), recipe) * factor)
            + (loss(outputs[2], tensor(new long[] { 0, 1, 0, 1 }, [1, 2, 2]), recipe) * (factor * factor));
        var actual = DeepSupervision.Compute(loss, outputs, tensor(classes, [1, 8, 8]), recipe);
        Assert.Equal(expected.ToDouble(), actual.ToDouble(), 1e-6);
    }

    [Theory]
    [InlineData(1, 15)]
    [InlineData(3, 8)]
    [InlineData(5, 1)]
    [InlineData(50, 1)]
    public void At_Epoch_MovesThePositiveWeightInEqualSteps(int epoch, double expected)
    {
        var recipe = new LossRecipe { PositiveWeight = 15, PositiveWeightEnd = 1, PositiveWeightEpochs = 4 };
        Assert.Equal(expected, LossSchedule.At(recipe, epoch).PositiveWeight, 1e-12);
        Assert.Equal(15, LossSchedule.At(recipe with { PositiveWeightEpochs = 0 }, epoch).PositiveWeight);
    }
}
