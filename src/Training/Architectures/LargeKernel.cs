using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>A valid convolution with a kernel about as large as its input, for training.</summary>
/// <remarks>
/// libtorch's gradient of a 21×21 convolution takes a minute on two cores for one input of 100×100, and seconds for four of
/// 37×37. As one matrix product and sums it takes a hundredth. Which product depends on the answer: up to 16 places, and
/// where no gradient is wanted (frozen layers), the convolution itself is fastest; an answer narrower than the kernel is made of its rows, see <see cref="OfRows"/>; a wider
/// one of its places, see <see cref="OfPlaces"/>, which needs less memory then.
/// </remarks>
static class LargeKernel
{
    const int FewPlaces = 16;

    /// <param name="input">[N, C, H, W].</param>
    /// <param name="convolution">With bias, stride 1 and no padding.</param>
    /// <returns>[N, K, H - kernel height + 1, W - kernel width + 1], within rounding what the convolution itself answers.</returns>
    public static Tensor Convolve(Tensor input, Conv2d convolution)
    {
        var (images, kernel) = (input.shape, convolution.weight.shape);
        var (rows, columns) = (images[2] - kernel[2] + 1, images[3] - kernel[3] + 1);
        if (rows * columns <= FewPlaces || !(input.requires_grad || convolution.weight.requires_grad))
        {
            return convolution.call(input);
        }

        using var scope = NewDisposeScope();
        var sum = columns <= kernel[3] ? OfRows(input, convolution.weight, rows, columns) : OfPlaces(input, convolution.weight);
        return (sum + convolution.bias!.view(1, -1, 1, 1)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// What lies under one row of the kernel, for each row of the input and each column of the answer, times all rows of the
    /// kernel at once; the answer adds up one kernel row for each of its input rows. Keeps kernel width times the input.
    /// </summary>
    static Tensor OfRows(Tensor input, Tensor weight, long rows, long columns)
    {
        using var scope = NewDisposeScope();
        var (images, kernel) = (input.shape, weight.shape);

        // Channels innermost, as the input lies in memory.
        var windows = input.unfold(3, kernel[3], 1).permute(0, 2, 3, 4, 1).reshape(-1, kernel[3] * kernel[1]); // [N · H · columns, w · C]
        var turned = weight.permute(3, 1, 2, 0).reshape(kernel[3] * kernel[1], -1); // [w · C, h · K]
        var products = windows.matmul(turned);
        var exact = (products.dtype == ScalarType.Float32 ? products : products.to(ScalarType.Float32))
            .reshape(images[0], images[2], columns, kernel[2], kernel[0]);
        var sum = exact.narrow(1, 0, rows).select(3, 0);
        for (var row = 1L; row < kernel[2]; row++)
        {
            sum += exact.narrow(1, row, rows).select(3, row);
        }

        return sum.permute(0, 3, 1, 2).MoveToOuterDisposeScope(); // [N, K, rows, columns]
    }

    /// <summary>What each place gives to all the places round it is one matrix product, and adding that up is a fold.</summary>
    static Tensor OfPlaces(Tensor input, Tensor weight)
    {
        using var scope = NewDisposeScope();
        var (images, kernel) = (input.shape, weight.shape);
        var turned = weight.flip(2, 3).permute(0, 2, 3, 1).reshape(-1, kernel[1]); // [K · h · w, C]
        var sums = new List<Tensor>();
        foreach (var image in input.split(1))
        {
            // One image at a time: the products of a batch would take gigabytes.
            sums.Add(Spread(turned, image.flatten(2), images, kernel));
        }

        return cat(sums).slice(2, kernel[2] - 1, images[2], 1).slice(3, kernel[3] - 1, images[3], 1).MoveToOuterDisposeScope();
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
