using Studio.Contracts.Recipes;
using Studio.Training.Detection;
using Studio.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Losses;

/// <summary>What every loss keeps to, for each output it is for.</summary>
public sealed class LossContractTests
{
    static readonly LossRecipe Recipe = new()
    {
        IncludeBackground = true, PositiveWeight = 3, FocalGamma = 1.5, BoundaryPixels = 1,
    };

    public static TheoryData<string, OutputKind> Cases => [.. LossFacts.All.SelectMany(pair => pair.Value.Select(kind => (pair.Key, kind)))];

    /// <summary>Without CIoU, a part of which has no gradient by definition; <see cref="OneBoxLossTests"/> checks it.</summary>
    public static TheoryData<string, OutputKind> DifferentiableCases =>
        [.. Cases.Select(row => row.Data).Where(pair => !pair.Item1.StartsWith("ciou", StringComparison.Ordinal))];

    [Fact]
    public void Catalog_Names_AreThoseOfTheRecipes() =>
        Assert.Equal(RecipeNames.Losses.Order(), LossCatalog.All.Keys.Order());

    [Theory]
    [MemberData(nameof(DifferentiableCases))]
    public void Backward_RandomAnswer_MatchesFiniteDifferences(string name, OutputKind kind)
    {
        using var scope = NewDisposeScope();
        var (shape, target, weights) = Example(kind);
        manual_seed(3);
        var start = randn(shape, ScalarType.Float64).data<double>().ToArray();
        var recipe = Recipe with { ClassWeights = weights };
        GradientCheck.Require(start, shape, output => LossCatalog.All[name](output, target, recipe));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_ExtremeAnswers_StaysFiniteWithItsGradient(string name, OutputKind kind)
    {
        var (shape, target, _) = Example(kind);
        foreach (var gamma in new[] { 0, 0.5, 2 })
        {
            foreach (var size in new[] { 0f, 1e2f, 1e4f })
            {
                using var scope = NewDisposeScope();
                manual_seed(4);
                using var output = ((rand(shape) > 0.5).to(ScalarType.Float32) * (2 * size) - size).requires_grad_();
                var loss = LossCatalog.All[name](output, target.to(kind == OutputKind.ClassMap ? ScalarType.Int64 : ScalarType.Float32), Recipe with { FocalGamma = gamma });
                loss.backward();
                Assert.True(double.IsFinite(loss.ToDouble()), $"{name} at ±{size} is {loss.ToDouble()}");
                Assert.True(output.grad!.isfinite().all().ToBoolean(), $"{name} at ±{size} has no finite gradient");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compute_InAScope_LeavesItsResultAlone(string name, OutputKind kind)
    {
        using var outer = NewDisposeScope();
        var (shape, target, weights) = Example(kind);
        var output = randn(shape, ScalarType.Float64).requires_grad_();
        var before = outer.DisposablesCount;
        LossCatalog.All[name](output, target, Recipe with { ClassWeights = weights }).backward();
        Assert.Equal(before + 1, outer.DisposablesCount);
    }

    /// <summary>An answer's shape, a truth with every special value it may hold, and weights for its classes.</summary>
    static (long[] Shape, Tensor Target, double[] Weights) Example(OutputKind kind)
    {
        manual_seed(2);
        return kind switch
        {
            OutputKind.ClassMap => ([2, 3, 4, 5], randint(3, [2, 4, 5], ScalarType.Int64), [0.5, 1, 2]),
            OutputKind.Tags => ([4, 3], tensor([1.0, 0, 0, 0, 1, -1, -1, -1, -1, 0.25, 0.75, 0], [4, 3]), [0.5, 1, 2]),
            OutputKind.OneBox => ([3, 4], tensor([0.2, 0.3, 0.4, 0.1, 0.5, 0.5, 0, 0, -1, -1, -1, -1], [3, 4]), []),
            OutputKind.Boxes => ([2, 3 + 5, 42], DetectionTarget.Pack([[new(2, 3, 2, 40, 30), new(0, 33, 1, 62, 31)], []], 32, 64), [0.5, 1, 2]),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}
