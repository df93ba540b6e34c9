using Studio.Contracts.Recipes;
using Studio.Training.Augmentation;
using TorchSharp;
using static TorchSharp.torch;

namespace Studio.Training.Tests.Augmentation;

public sealed class IntensityChangeTests
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
    public void Apply_BlurOfAPoint_IsTheGaussianOfEachSample()
    {
        using var scope = NewDisposeScope();
        var point = zeros(2, 2, 31, 41);
        point[TensorIndex.Colon, TensorIndex.Colon, 15, 20] = tensor(1f);
        var draws = new[] { AugmentationDraw.None with { Blur = 1 }, AugmentationDraw.None with { Blur = 3 } };
        var (blurred, _) = BatchAugmenter.Apply(point, null, draws, Off with { Blur = 3 });
        foreach (var (sample, deviation) in new[] { (0, 1.0), (1, 3.0) })
        {
            var expected = Math.Exp(-(4 + 1) / (2 * deviation * deviation)) / (2 * Math.PI * deviation * deviation);
            Assert.Equal(expected, blurred[sample, 0, 17, 21].ToDouble(), 0.02 * expected);
            Assert.Equal(expected, blurred[sample, 1, 16, 18].ToDouble(), 0.02 * expected);
        }

        Assert.Equal(4, blurred.sum().ToDouble(), 3);
    }

    [Fact]
    public void Apply_BlurOfAConstantAndOfNothing_ChangesNothing()
    {
        using var scope = NewDisposeScope();
        var images = cat([full([1, 1, 9, 9], 7), arange(81, ScalarType.Float32).reshape(1, 1, 9, 9)]);
        var (blurred, _) = BatchAugmenter.Apply(
            images, null, [AugmentationDraw.None with { Blur = 2 }, AugmentationDraw.None with { Blur = 0 }], Off with { Blur = 2 });
        Assert.True(blurred.allclose(images, 1e-5, 1e-4));
    }

    [Fact]
    public void Apply_Gamma_BendsTheImagesOwnRange()
    {
        // least 2, range 8: (1/4)² · 8 + 2 = 2.5
        Assert.Equal([2f, 2.5f, 10], Apply(AugmentationDraw.None with { Gamma = 2 }, Off with { Gamma = 1 }, [2, 4, 10]), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal([3f, 3, 3], Apply(AugmentationDraw.None with { Gamma = 2 }, Off with { Gamma = 1 }, [3, 3, 3]), (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Apply_CutOut_BlanksTheRectangleOfTheImageAlone()
    {
        using var scope = NewDisposeScope();
        var images = arange(24, ScalarType.Float32).reshape(1, 1, 4, 6);
        var labels = ones([1, 4, 6], ScalarType.Byte);
        var draw = AugmentationDraw.None with { CutOut = new(0.5, 0.25, 1.0 / 3, 0.5) };
        var (cut, kept) = BatchAugmenter.Apply(images, labels, [draw], Off with { CutOut = 0.5 });
        float[] expected = [0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 11, 12, 13, 14, 0, 0, 17, 18, 19, 20, 21, 22, 23];
        Assert.Equal(expected, cut.data<float>().ToArray());
        Assert.Equal(24, kept!.sum().ToDouble());
        Assert.Equal(9, images[0, 0, 1, 3].ToDouble());
    }

    [Fact]
    public void Apply_Noise_HasTheAskedDeviationInShareOfTheImages()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var images = arange(20_000, ScalarType.Float32).reshape(1, 1, 100, 200);
        var (noisy, _) = BatchAugmenter.Apply(images, null, [AugmentationDraw.None], Off with { Noise = 0.1 });
        var spread = images.std(unbiased: false).ToDouble();
        Assert.Equal(0.1, (noisy - images).std().ToDouble() / spread, 0.005);
    }

    [Fact]
    public void MixUp_TwoImages_BlendsImagesAndTagsWithTheNextOne()
    {
        using var scope = NewDisposeScope();
        var images = tensor(new float[] { 0, 10, 100, 200 }, [2, 1, 1, 2]);
        var tags = tensor(new float[] { 1, 0, -1, 0, 0, 1 }, [2, 3]);
        var draws = new[] { AugmentationDraw.None with { MixShare = 0.75 }, AugmentationDraw.None };
        var (mixed, targets) = MixUp.Apply(images, tags, draws);
        Assert.Equal([25f, 57.5f, 100, 200], mixed.data<float>().ToArray());
        Assert.Equal([0.75f, 0, -1, 0, 0, -1], targets.data<float>().ToArray());
    }

    static float[] Apply(AugmentationDraw draw, AugmentationRecipe recipe, float[] values)
    {
        using var scope = NewDisposeScope();
        var (changed, _) = BatchAugmenter.Apply(tensor(values, [1, 1, 1, values.Length]), null, [draw], recipe);
        return changed.contiguous().data<float>().ToArray();
    }
}
