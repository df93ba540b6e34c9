using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>A valid convolution with a kernel about as large as its input, for training.</summary>
/// <remarks>
/// libtorch's gradient of a 21×21 convolution takes a minute on two cores for one input of 100×100. What each place gives to
/// all the places round it is one matrix product, and adding that up is a fold: the same numbers a hundred times sooner.
/// Where only one place comes out, the convolution itself is a matrix product and stays as it is.
/// </remarks>
static class LargeKernel
{
    /// <param name="input">[N, C, H, W].</param>
    /// <param name="convolution">With bias, stride 1 and no padding.</param>
    /// <returns>[N, K, H - kernel height + 1, W - kernel width + 1], within rounding what the convolution itself answers.</returns>
    public static Tensor Convolve(Tensor input, Conv2d convolution)
    {
        var (images, kernel) = (input.shape, convolution.weight.shape);
        var (rows, columns) = (images[2] - kernel[2] + 1, images[3] - kernel[3] + 1);
        if (rows * columns == 1)
        {
            return convolution.call(input);
        }

        using var scope = NewDisposeScope();
        var turned = convolution.weight.flip(2, 3).permute(0, 2, 3, 1).reshape(-1, kernel[1]); // [K · h · w, C]
        var sums = new List<Tensor>();
        foreach (var image in input.split(1))
        {
            // One image at a time: the products of a batch would take gigabytes.
            sums.Add(Spread(turned, image.flatten(2), images, kernel));
        }

        var middle = cat(sums).slice(2, kernel[2] - 1, images[2], 1).slice(3, kernel[3] - 1, images[3], 1);
        return (middle + convolution.bias!.view(1, -1, 1, 1)).MoveToOuterDisposeScope();
    }

    /// <returns>[1, K, H + h - 1, W + w - 1]: every place of the image spread by the kernel.</returns>
    static Tensor Spread(Tensor turned, Tensor places, long[] image, long[] kernel)
    {
        using var scope = NewDisposeScope();
        var products = turned.matmul(places); // [1, K · h · w, H · W]
        var exact = products.dtype == ScalarType.Float32 ? products : products.to(ScalarType.Float32);
        return functional.fold(exact, (image[2] + kernel[2] - 1, image[3] + kernel[3] - 1), (kernel[2], kernel[3])).MoveToOuterDisposeScope();
    }
}
