using Studio.Contracts.Recipes;
using Studio.Training.Inference;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Inference;

public sealed class TileTests
{
    [Fact]
    public void Of_HalfOverlap_SpreadsAsFewTilesAsNeeded()
    {
        // 10 columns, tiles of 4, at most 2 further each time: 0, 2, 4, 6; one row of tiles, since 3 rows fit in 4
        var plan = TilePlan.Of(3, 10, 4, 4, 0.5);
        Assert.Equal([new(0, 0), new(0, 2), new(0, 4), new(0, 6)], plan.Tiles);
        Assert.Equal([0, 3, 6], TilePlan.Of(10, 10, 4, 10, 0).Tiles.Select(tile => tile.Top));
        Assert.Equal([new Tile(-3, -2)], TilePlan.Of(4, 5, 10, 10, 0.5).Tiles);
    }

    [Theory]
    [InlineData(37, 53, 16, 16, 0.5)]
    [InlineData(64, 64, 33, 17, 0.9)]
    [InlineData(5, 70, 16, 16, 0)]
    [InlineData(9, 9, 1, 1, 0.5)]
    public void Result_OfAConstant_IsTheConstantEverywhere(int rows, int columns, int height, int width, double overlap)
    {
        using var scope = NewDisposeScope();
        var plan = TilePlan.Of(rows, columns, height, width, overlap);
        using var blender = new TileBlender(plan, 2, CPU);
        var answer = cat([full([1, height, width], 3.5f), full([1, height, width], -2f)]);
        foreach (var tile in plan.Tiles)
        {
            blender.Add(tile, answer);
        }

        var expected = cat([full([1, rows, columns], 3.5f), full([1, rows, columns], -2f)]);
        Assert.True(blender.Result().allclose(expected, 1e-6, 1e-6));
    }

    [Fact]
    public void Result_WhereTilesOverlap_IsTheMeanByTheirWeights()
    {
        using var scope = NewDisposeScope();
        var plan = TilePlan.Of(1, 6, 1, 4, 0.5);
        Assert.Equal([new(0, 0), new(0, 2)], plan.Tiles);
        using var blender = new TileBlender(plan, 1, CPU);
        blender.Add(plan.Tiles[0], zeros(1, 1, 4));
        blender.Add(plan.Tiles[1], ones(1, 1, 4));
        var weights = TilePlan.Weights(4);
        var result = blender.Result().data<float>().ToArray();
        Assert.Equal([0f, 0, weights[0] / (weights[0] + weights[2]), weights[1] / (weights[1] + weights[3]), 1, 1], result, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.True(result[2] < result[3]);
    }

    [Fact]
    public void Result_TilesOfOneImage_GiveItBack()
    {
        using var scope = NewDisposeScope();
        var image = arange(13 * 17, ScalarType.Float32).reshape(1, 13, 17);
        var plan = TilePlan.Of(13, 17, 6, 8, 0.3);
        using var blender = new TileBlender(plan, 1, CPU);
        foreach (var tile in plan.Tiles)
        {
            blender.Add(tile, image.narrow(1, tile.Top, 6).narrow(2, tile.Left, 8));
        }

        Assert.True(blender.Result().allclose(image, 1e-5, 1e-4));
    }

    [Theory]
    [InlineData("none", 1)]
    [InlineData("horizontal", 2)]
    [InlineData("vertical", 2)]
    [InlineData("both", 4)]
    public void Apply_ClassMapOfAMirrorableNetwork_IsItsAnswer(string flips, int calls)
    {
        using var scope = NewDisposeScope();
        var images = rand(2, 1, 4, 6);
        var seen = 0;
        var mean = FlipAveraging.Apply(flips, images, image => { seen++; return image * 2; }, OutputKind.ClassMap);
        Assert.Equal(calls, seen);
        Assert.True(mean.allclose(images * 2));
    }

    [Fact]
    public void Apply_TagsOfOneCorner_AreTheMeanOfTheFourCorners()
    {
        using var scope = NewDisposeScope();
        var images = tensor(new float[] { 1, 2, 3, 10 }, [1, 1, 2, 2]);
        var tags = FlipAveraging.Apply("both", images, image => image.narrow(2, 0, 1).narrow(3, 0, 1).reshape(1, 1), OutputKind.Tags);
        Assert.Equal(4, tags.ToDouble(), 6);
    }

    [Fact]
    public void Apply_OneBoxThatFollowsTheImage_StaysWhereItIs()
    {
        using var scope = NewDisposeScope();
        double[] box = [0.1, 0.3, 0.2, 0.4];
        var images = zeros(1, 1, 2, 2);
        images[0, 0, 0, 0] = tensor(1f);
        var mean = FlipAveraging.Apply("both", images, Answer, OutputKind.OneBox);
        Assert.Equal([.. box, 5], mean.narrow(1, 0, 4).sigmoid().data<float>().ToArray().Select(value => (double)value).Append(mean[0, 4].ToDouble()), (a, b) => Math.Abs(a - b) < 1e-5);

        Tensor Answer(Tensor image)
        {
            var isRight = image[0, 0, TensorIndex.Colon, 1].sum().ToDouble() > 0;
            var isBottom = image[0, 0, 1].sum().ToDouble() > 0;
            double[] shares = [isRight ? 1 - box[0] - box[2] : box[0], isBottom ? 1 - box[1] - box[3] : box[1], box[2], box[3]];
            return tensor([.. shares.Select(share => (float)Math.Log(share / (1 - share))), isRight || isBottom ? 7f : 5f], [1, 5]);
        }
    }
}
