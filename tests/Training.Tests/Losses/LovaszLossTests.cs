using Studio.Contracts.Recipes;
using Studio.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Losses;

public sealed class LovaszLossTests
{
    const int Pixels = 12;

    [Theory]
    [InlineData(false, new double[] { })]
    [InlineData(true, new double[] { })]
    [InlineData(true, new[] { 0.5, 1, 3 })]
    public void Compute_RandomMap_IsTheExtensionOfTheJaccardLoss(bool includeBackground, double[] weights)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var logits = randn(1, 3, 3, 4);
        var target = randint(3, [1, 3, 4]);
        var recipe = new LossRecipe { IncludeBackground = includeBackground, ClassWeights = weights };

        var probabilities = logits.softmax(1).data<float>().ToArray();
        var truth = target.data<long>().ToArray();
        double sum = 0, total = 0;
        for (var index = includeBackground ? 0 : 1; index < 3; index++)
        {
            var weight = weights.Length > 0 ? weights[index] : 1;
            sum += weight * Extension(probabilities.AsSpan(index * Pixels, Pixels), truth, index);
            total += weight;
        }

        Assert.Equal(sum / total, LossCatalog.All["lovasz"](logits, target, recipe).ToDouble(), 1e-5);
    }

    [Fact]
    public void Compute_ClassAbsent_DoesNotCount()
    {
        using var scope = NewDisposeScope();
        manual_seed(6);
        var target = randint(2, [1, 3, 4]);
        var logits = randn(1, 3, 3, 4);
        var both = LossCatalog.All["lovasz"](logits, target, new LossRecipe()).ToDouble();
        var only = LossCatalog.All["lovasz"](logits, target, new LossRecipe { ClassWeights = [1, 1, 0] }).ToDouble();
        Assert.Equal(only, both, 1e-6);
        Assert.Equal(0, LossCatalog.All["lovasz"](logits, zeros_like(target), new LossRecipe()).ToDouble());
    }

    /// <summary>Σ m_i (Δ(the i worst pixels) - Δ(one fewer)), with Δ(M) = |M| / |{y = c} ∪ M| for a set M of wrong pixels.</summary>
    static double Extension(ReadOnlySpan<float> probabilities, long[] truth, int index)
    {
        var errors = new double[Pixels];
        for (var pixel = 0; pixel < Pixels; pixel++)
        {
            errors[pixel] = truth[pixel] == index ? 1 - probabilities[pixel] : probabilities[pixel];
        }

        var order = Enumerable.Range(0, Pixels).OrderByDescending(pixel => errors[pixel]).ToArray();
        double Loss(int count)
        {
            var wrong = order.Take(count).ToHashSet();
            return (double)wrong.Count / wrong.Union(Enumerable.Range(0, Pixels).Where(pixel => truth[pixel] == index)).Count();
        }

        double sum = 0;
        for (var count = 1; count <= Pixels; count++)
        {
            sum += errors[order[count - 1]] * (Loss(count) - (count == 1 ? 0 : Loss(count - 1)));
        }

        return sum;
    }
}
