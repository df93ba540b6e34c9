using Studio.Contracts.Recipes;
using Studio.Training.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Losses;

public sealed class BoundaryCrossEntropyLossTests
{
    const int Height = 9;
    const int Width = 11;

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(20)]
    public void Nearness_TwoShapes_IsTheGaussianOfTheDistanceToTheNearestEdge(double sigma)
    {
        using var scope = NewDisposeScope();
        var classes = new long[Height * Width];
        classes[(2 * Width) + 3] = 1;
        for (var column = 7; column < Width; column++)
        {
            classes[(7 * Width) + column] = classes[(8 * Width) + column] = 2;
        }

        var actual = BoundaryCrossEntropyLoss.Nearness(tensor(classes, [1, Height, Width]), sigma).data<float>().ToArray();
        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width; column++)
            {
                Assert.Equal(Expected(classes, row, column, sigma), actual[(row * Width) + column], 1e-6);
            }
        }
    }

    [Fact]
    public void Nearness_OneClass_IsZero()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0, BoundaryCrossEntropyLoss.Nearness(ones([2, 4, 4], ScalarType.Int64), 5).sum().ToDouble());
    }

    [Fact]
    public void Compute_OneRow_WeighsTheEdgeMore()
    {
        using var scope = NewDisposeScope();
        // Class 1 in the last of four pixels: the edge is at the last two, the others lie 1 and 2 pixels from it.
        var target = tensor(new long[] { 0, 0, 0, 1 }, [1, 1, 4]);
        var logits = tensor([0f, 1, 2, 3, 0, 0, 0, 0], [1, 2, 1, 4]);
        var recipe = new LossRecipe { BoundaryWeight = 10, BoundaryPixels = 2 };
        double[] weights = [1 + (10 * Math.Exp(-0.5)), 1 + (10 * Math.Exp(-0.125)), 11, 11];
        double[] losses = [.. new double[] { 0, -1, -2, 3 }.Select(margin => Math.Log(1 + Math.Exp(margin)))];
        var expected = weights.Zip(losses, (weight, loss) => weight * loss).Sum() / weights.Sum();
        Assert.Equal(expected, LossCatalog.All["boundary-cross-entropy"](logits, target, recipe).ToDouble(), 1e-5);
    }

    static double Expected(long[] classes, int row, int column, double sigma)
    {
        double best = 0;
        var reach = Math.Ceiling(3 * sigma);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                if (IsEdge(classes, y, x) && Math.Abs(y - row) <= reach && Math.Abs(x - column) <= reach)
                {
                    var square = ((y - row) * (y - row)) + ((x - column) * (x - column));
                    best = Math.Max(best, Math.Exp(-square / (2 * sigma * sigma)));
                }
            }
        }

        return best;
    }

    static bool IsEdge(long[] classes, int row, int column)
    {
        for (var y = Math.Max(0, row - 1); y <= Math.Min(Height - 1, row + 1); y++)
        {
            for (var x = Math.Max(0, column - 1); x <= Math.Min(Width - 1, column + 1); x++)
            {
                if (classes[(y * Width) + x] != classes[(row * Width) + column])
                {
                    return true;
                }
            }
        }

        return false;
    }
}
