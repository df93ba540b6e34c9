using Studio.Contracts.Recipes;
using Studio.Training.Augmentation;
using Studio.Training.Data;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Augmentation;

/// <summary>Images, masks and boxes move by the same draw.</summary>
public sealed class PlaceChangeTests
{
    const int Height = 96;
    const int Width = 128;

    public static TheoryData<string> Changes => ["flips", "rotation", "shear", "scale", "translation", "crop", "elastic", "everything"];

    static AugmentationRecipe Only(string change)
    {
        var off = new AugmentationRecipe { FlipHorizontal = false, RotationDegrees = 0, Scale = 0, Translation = 0, Brightness = 0, Contrast = 0 };
        return change switch
        {
            "flips" => off with { FlipHorizontal = true, FlipVertical = true },
            "rotation" => off with { RotationDegrees = 90 },
            "shear" => off with { ShearDegrees = 25 },
            "scale" => off with { Scale = 0.4 },
            "translation" => off with { Translation = 0.3 },
            "crop" => off with { Crop = 0.5 },
            "elastic" => off with { ElasticAmount = 0.08, ElasticSmoothness = 0.2 },
            _ => new AugmentationRecipe
            {
                FlipVertical = true,
                RotationDegrees = 40,
                ShearDegrees = 10,
                Scale = 0.2,
                Translation = 0.1,
                Crop = 0.3,
                ElasticAmount = 0.02,
                ElasticSmoothness = 0.25,
                Brightness = 0,
                Contrast = 0,
            },
        };
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Apply_BoxAroundASquare_StaysTheHullOfTheMovedMask(string change)
    {
        var recipe = Only(change);
        var square = new InputBox(1, 50, 36, 76, 58);
        var seen = 0;
        for (var sample = 0; sample < 12; sample++)
        {
            var draw = AugmentationDraw.Of(recipe, 1, 1, sample);
            var (mask, image) = Move(draw, recipe, square);
            if (BoxMapping.Apply(draw, [square], Height, Width) is not [var box])
            {
                continue;
            }

            seen++;
            // Of a mask only pixel centres are known, and edges bent by a spline bulge between the followed points.
            var tolerance = change is "elastic" or "everything" ? 2.5 : 1.01;
            Assert.Equal(mask.X1, box.X1, tolerance);
            Assert.Equal(mask.Y1, box.Y1, tolerance);
            Assert.Equal(mask.X2, box.X2, tolerance);
            Assert.Equal(mask.Y2, box.Y2, tolerance);
            Assert.Equal(image.X1, mask.X1, 1.01);
            Assert.Equal(image.Y2, mask.Y2, 1.01);
        }

        Assert.InRange(seen, 6, 12);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Apply_AnyDraw_DoesChangeSomething(string change)
    {
        var draw = AugmentationDraw.Of(Only(change), 1, 1, 2);
        Assert.NotEqual(new InputBox(1, 20, 36, 76, 58), Assert.Single(BoxMapping.Apply(draw, [new InputBox(1, 20, 36, 76, 58)], Height, Width)));
    }

    [Fact]
    public void Apply_ShiftOutOfTheImage_ClipsTheBoxAndDropsItBelowAQuarter()
    {
        // new = old - shift: by half the width of 100 to the left
        var draw = AugmentationDraw.None with { ShiftX = 0.5 };
        Assert.Equal([new InputBox(2, 0, 10, 10, 20)], BoxMapping.Apply(draw, [new InputBox(2, 30, 10, 60, 20)], 100, 100));
        Assert.Equal([new InputBox(2, 0, 10, 5, 20)], BoxMapping.Apply(draw, [new InputBox(2, 35, 10, 55, 20)], 100, 100));
        Assert.Empty(BoxMapping.Apply(draw, [new InputBox(2, 34, 10, 54, 20)], 100, 100));
        Assert.Equal([new InputBox(2, 0, 10, 4, 20)], BoxMapping.Apply(draw, [new InputBox(2, 34, 10, 54, 20)], 100, 100, leastLeft: 0));
        Assert.Empty(BoxMapping.Apply(draw, [new InputBox(2, 0, 10, 20, 20)], 100, 100));
    }

    [Fact]
    public void Apply_QuarterTurn_SwapsTheSidesOfABox()
    {
        // old x = -new y, old y = new x about the centre (50, 50): the corner (60, 50) comes from …
        var draw = AugmentationDraw.None with { A = 0, B = -1, C = 1, D = 0 };
        Assert.Equal([new InputBox(1, 50, 20, 54, 40)], BoxMapping.Apply(draw, [new InputBox(1, 60, 50, 80, 54)], 100, 100));
    }

    [Fact]
    public void Apply_ManyChannels_OutsideHasTheDarkestValueOfItsChannel()
    {
        using var scope = NewDisposeScope();
        var images = tensor(new float[] { 1, 2, 3, 4, 50, 60, 70, 80 }, [1, 2, 1, 4]);
        var (moved, labels) = BatchAugmenter.Apply(
            images, null, [AugmentationDraw.None with { ShiftX = 0.5 }], Only("translation"));
        Assert.Null(labels);
        Assert.Equal([3, 4, 1, 1, 70, 80, 50, 50], moved.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal([1f, 2, 3, 4, 50, 60, 70, 80], images.data<float>().ToArray());
    }

    [Fact]
    public void Apply_Margin_IsCutOffTheLabelsAfterTheyMoved()
    {
        using var scope = NewDisposeScope();
        var labels = arange(25, ScalarType.Byte).reshape(1, 5, 5);
        var draw = AugmentationDraw.None with { ShiftX = 0.4 };
        var (images, moved) = BatchAugmenter.Apply(zeros(1, 1, 5, 5), labels, [draw], Only("translation"), margin: 2);
        Assert.Equal([1, 1, 5, 5], images.shape);
        Assert.Equal([1, 3, 3], moved!.shape);

        // two columns to the left: what was in columns 3, 4 and outside stands in columns 1–3
        Assert.Equal([8L, 9, 0, 13, 14, 0, 18, 19, 0], moved.data<long>().ToArray());
    }

    [Fact]
    public void ElasticField_BasisAndAt_AgreeAndStayWithinTheAmount()
    {
        var draw = AugmentationDraw.None with { ElasticSeed = 77, ElasticAmount = 0.1, ElasticSmoothness = 0.15 };
        var field = new ElasticField(draw);
        var down = ElasticField.Basis(0.15, 10);
        var across = ElasticField.Basis(0.15, 20);
        for (var row = 0; row < 10; row++)
        {
            for (var column = 0; column < 20; column++)
            {
                double x = 0;
                double weights = 0;
                for (var i = 0; i < field.Nodes; i++)
                {
                    for (var j = 0; j < field.Nodes; j++)
                    {
                        var weight = down[(row * field.Nodes) + i] * across[(column * field.Nodes) + j];
                        weights += weight;
                        x += weight * field.Shifts[(i * field.Nodes) + j];
                    }
                }

                Assert.Equal(1, weights, 5);
                Assert.Equal(x, field.At((column + 0.5) / 20, (row + 0.5) / 10).X, 1e-6);
                Assert.InRange(x, -0.1, 0.1);
            }
        }
    }

    /// <summary>Hulls of the moved mask and of the moved image's bright part.</summary>
    static (InputBox Mask, InputBox Image) Move(AugmentationDraw draw, AugmentationRecipe recipe, InputBox square)
    {
        using var scope = NewDisposeScope();
        var mask = new byte[Height * Width];
        for (var y = (int)square.Y1; y < (int)square.Y2; y++)
        {
            mask.AsSpan((y * Width) + (int)square.X1, (int)(square.X2 - square.X1)).Fill(1);
        }

        var labels = tensor(mask).reshape(1, Height, Width);
        var (images, moved) = BatchAugmenter.Apply(labels.unsqueeze(1).to(ScalarType.Float32), labels, [draw], recipe);
        var bright = (images > 0.5).to(ScalarType.Int64);
        return (HullOf(moved!.data<long>().ToArray()), HullOf(bright.contiguous().data<long>().ToArray()));
    }

    static InputBox HullOf(long[] mask)
    {
        int[] set = [.. Enumerable.Range(0, mask.Length).Where(pixel => mask[pixel] > 0)];
        return set.Length == 0
            ? new InputBox(1, 0, 0, 0, 0)
            : new InputBox(1, set.Min(pixel => pixel % Width), set.Min(pixel => pixel / Width), set.Max(pixel => pixel % Width) + 1, set.Max(pixel => pixel / Width) + 1);
    }
}
