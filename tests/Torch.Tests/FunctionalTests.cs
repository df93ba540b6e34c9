using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Torch.Tests;

/// <summary>Layers, losses and resampling against numbers worked out by hand.</summary>
public sealed class FunctionalTests : IDisposable
{
    readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Conv2d_OfOnes_CountsTheNeighbours()
    {
        var result = functional.conv2d(ones(1, 1, 3, 3), ones(1, 1, 3, 3), padding: [1, 1]);

        Assert.Equal([4f, 6f, 4f, 6f, 9f, 6f, 4f, 6f, 4f], Floats(result));
    }

    [Fact]
    public void Conv2d_PaddingSame_KeepsTheSize()
    {
        using var layer = Conv2d(1, 1, 3, Padding.Same, dilation: 2);

        Assert.Equal([1, 1, 5, 7], layer.call(ones(1, 1, 5, 7)).shape);
    }

    [Fact]
    public void ConvTranspose2d_StrideTwo_DoublesTheSize()
    {
        using var layer = ConvTranspose2d(2, 3, 4, stride: 2, padding: 1);

        Assert.Equal([1, 3, 10, 12], layer.call(ones(1, 2, 5, 6)).shape);
    }

    [Fact]
    public void Pooling_OfTwoByTwoWindows_TakesTheLargestAndTheMean()
    {
        var x = arange(16, dtype: float32).reshape(1, 1, 4, 4);

        Assert.Equal([5f, 7f, 13f, 15f], Floats(functional.max_pool2d(x, 2)));
        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f], Floats(functional.avg_pool2d(x, 2)));
        Assert.Equal([7.5f], Floats(functional.adaptive_avg_pool2d(x, 1)));
        Assert.Equal([5f, 7f, 13f, 15f], Floats(MaxPool2d(2).call(x)));
        Assert.Equal([2.5f, 4.5f, 10.5f, 12.5f], Floats(AvgPool2d(2).call(x)));
    }

    [Fact]
    public void MaxUnpool_OfPooled_PutsTheElementsBack()
    {
        var x = arange(16, dtype: float32).reshape(1, 1, 4, 4);
        var (output, indices) = functional.max_pool2d_with_indices(x, [2, 2]);

        var restored = functional.max_unpool2d(output, indices, [4, 4]);

        Assert.Equal(40f, restored.sum().item<float>());
        Assert.Equal(15f, restored[0, 0, 3, 3].item<float>());
    }

    [Fact]
    public void Interpolate_NearestAndBilinear_GiveTheHandComputedValues()
    {
        var x = tensor([0f, 1f], [1, 1, 1, 2]);

        Assert.Equal([0f, 0f, 1f, 1f], Floats(functional.interpolate(x, size: [1, 4])));
        Assert.Equal([0f, 0.25f, 0.75f, 1f], Floats(functional.interpolate(x, size: [1, 4], mode: InterpolationMode.Bilinear)));
        Assert.Equal(
            [0f, 1 / 3f, 2 / 3f, 1f],
            Floats(functional.interpolate(x, size: [1, 4], mode: InterpolationMode.Bilinear, align_corners: true)), Close);
        Assert.Equal([1, 1, 2, 4], Upsample(scale_factor: [2, 2]).call(x).shape);
        Assert.Throws<ArgumentException>(() => functional.interpolate(x));
    }

    [Fact]
    public void GridSample_OfTheIdentity_GivesTheImage()
    {
        var x = randn(1, 2, 3, 4);
        var identity = tensor([1f, 0f, 0f, 0f, 1f, 0f], [1, 2, 3]);

        var result = functional.grid_sample(x, functional.affine_grid(identity, x.shape));

        Assert.True(result.allclose(x, atol: 1e-5));
    }

    [Theory]
    [InlineData(GridSamplePaddingMode.Zeros, 0f)]
    [InlineData(GridSamplePaddingMode.Border, 3f)]
    public void GridSample_OutsideTheImage_FollowsThePadding(GridSamplePaddingMode padding, float expected)
    {
        var grid = tensor([5f, 5f], [1, 1, 1, 2]);

        var result = functional.grid_sample(tensor([0f, 1f, 2f, 3f], [1, 1, 2, 2]), grid, GridSampleMode.Nearest, padding);

        Assert.Equal(expected, result.item<float>());
    }

    [Fact]
    public void CrossEntropy_OfEqualLogits_IsTheLogOfTheClasses()
    {
        var logits = zeros(2, 3);
        var target = tensor([0L, 2L]);

        Assert.Equal(MathF.Log(3), functional.cross_entropy(logits, target).item<float>(), 1e-6f);
        Assert.Equal(2 * MathF.Log(3), functional.cross_entropy(logits, target, reduction: Reduction.Sum).item<float>(), 1e-6f);
        Assert.Equal(0f, functional.cross_entropy(logits, target, ignore_index: 0, weight: tensor([1f, 1f, 0f]), reduction: Reduction.Sum).item<float>());
    }

    [Fact]
    public void BinaryCrossEntropy_OfZeroLogits_IsLogTwo()
    {
        var target = tensor([0f, 1f]);

        Assert.Equal(MathF.Log(2), functional.binary_cross_entropy_with_logits(zeros(2), target).item<float>(), 1e-6f);
        Assert.Equal(2 * MathF.Log(2),
            functional.binary_cross_entropy_with_logits(zeros(2), target, pos_weights: tensor([3f])).item<float>(), 1e-6f);
    }

    [Fact]
    public void Pad_OfOnePixel_CountsFromTheLastAxis()
    {
        var padded = functional.pad(ones(1, 1, 1, 1), [1, 2, 3, 4], value: 7);

        Assert.Equal([1, 1, 8, 4], padded.shape);
        Assert.Equal(1f, padded[0, 0, 3, 1].item<float>());
        Assert.Equal(7f, padded[0, 0, 0, 0].item<float>());
        Assert.Equal([1f, 0f, 1f], Floats(functional.pad(tensor([0f, 1f], [1, 1, 2]), [1, 0], PaddingModes.Reflect)));
    }

    static readonly IEqualityComparer<float> Close = EqualityComparer<float>.Create((a, b) => Math.Abs(a - b) < 1e-5f);

    static float[] Floats(Tensor tensor) => tensor.data<float>().ToArray();
}
