using Studio.Contracts.Recipes;
using Studio.Training.Augmentation;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Augmentation;

public sealed class AugmentationTests
{
    static readonly AugmentationRecipe Off = new()
    {
        FlipHorizontal = false,
        RotationDegrees = 0,
        Scale = 0,
        Translation = 0,
        Brightness = 0,
        Contrast = 0,
    };

    [Fact]
    public void Of_SameNames_GivesTheSameDrawAndOthersDiffer()
    {
        var recipe = new AugmentationRecipe();
        Assert.Equal(AugmentationDraw.Of(recipe, 1, 2, 3), AugmentationDraw.Of(recipe, 1, 2, 3));
        Assert.NotEqual(AugmentationDraw.Of(recipe, 1, 2, 3), AugmentationDraw.Of(recipe, 1, 3, 3));
        Assert.NotEqual(AugmentationDraw.Of(recipe, 1, 2, 3), AugmentationDraw.Of(recipe, 1, 2, 4));
    }

    [Fact]
    public void Apply_HorizontalFlip_MirrorsImageAndLabels()
    {
        var (images, labels) = Apply(AugmentationDraw.None with { A = -1 }, Off with { FlipHorizontal = true }, [1, 2, 3, 4, 5, 6], 2, 3);
        Assert.Equal([3, 2, 1, 6, 5, 4], images, (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal([3L, 2, 1, 6, 5, 4], labels);
    }

    [Fact]
    public void Apply_QuarterTurnOfAWideImage_TurnsInPixelsNotInShares()
    {
        // A 2×4 image turned by 90°: what stays inside is the middle 2×2 block, turned; the rest is outside.
        var (images, labels) = Apply(
            AugmentationDraw.None with { A = 0, B = -1, C = 1, D = 0 }, Off with { RotationDegrees = 90 }, [1, 2, 3, 4, 5, 6, 7, 8], 2, 4);
        Assert.Equal([0L, 3, 7, 0, 0, 2, 6, 0], labels);
        Assert.Equal([1, 3, 7, 1, 1, 2, 6, 1], images, (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void Apply_ShiftByHalf_FillsWithTheDarkestValueAndBackground()
    {
        var (images, labels) = Apply(AugmentationDraw.None with { ShiftX = 0.5 }, Off with { Translation = 0.5 }, [5, 6, 7, 8], 1, 4);
        Assert.Equal([7, 8, 5, 5], images, (a, b) => Math.Abs(a - b) < 1e-4);
        Assert.Equal([7L, 8, 0, 0], labels);
    }

    [Fact]
    public void Apply_BrightnessAndContrast_AreInStandardDeviationsAboutTheMean()
    {
        var (images, _) = Apply(AugmentationDraw.None with { Brightness = 0.5, Contrast = 2 }, Off with { Brightness = 1, Contrast = 0.9 }, [0, 2], 1, 2);
        Assert.Equal([-0.5f, 3.5f], images, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Apply_EverythingOff_ChangesNothing()
    {
        var (images, labels) = Apply(AugmentationDraw.None, Off, [1, 2, 3, 4], 2, 2);
        Assert.Equal([1f, 2, 3, 4], images);
        Assert.Equal([1L, 2, 3, 4], labels);
    }

    static (float[] Images, long[] Labels) Apply(AugmentationDraw draw, AugmentationRecipe recipe, byte[] values, int height, int width)
    {
        using var scope = NewDisposeScope();
        var images = tensor(values.Select(value => (float)value).ToArray(), [1, 1, height, width]);
        var labels = tensor(values).reshape(1, height, width);
        var (moved, classes) = BatchAugmenter.Apply(images, labels, [draw], recipe);
        return (moved.contiguous().data<float>().ToArray(), classes!.data<long>().ToArray());
    }
}
