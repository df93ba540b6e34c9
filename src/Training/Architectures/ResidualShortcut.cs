using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>The way round a residual block.</summary>
static class ResidualShortcut
{
    /// <summary>
    /// libtorch 1.13 writes past the end of its buffers when it computes the gradient of a strided 1×1 convolution of few
    /// channels laid out last (found with 1, 3 and 4). Below this number the places are picked first, which is the same;
    /// from it on the convolution strides by itself, which is faster.
    /// </summary>
    const long LeastStrided = 16;

    /// <summary>1×1 convolution without bias and batch normalisation; null where the input can be added as it is.</summary>
    public static Sequential? Create(long channelsIn, long channelsOut, long stride) => channelsIn == channelsOut && stride == 1
        ? null
        : Sequential(
            Conv2d(channelsIn, channelsOut, 1, stride: channelsIn < LeastStrided ? 1 : stride, bias: false), BatchNorm2d(channelsOut));

    /// <summary>What is added to a block's result.</summary>
    public static Tensor Call(Sequential? shortcut, Tensor input, long stride)
    {
        if (shortcut is null)
        {
            return input;
        }

        using var scope = NewDisposeScope();
        var picked = stride == 1 || input.shape[1] >= LeastStrided
            ? input
            : input.slice(2, 0, long.MaxValue, stride).slice(3, 0, long.MaxValue, stride);
        return shortcut.call(picked).MoveToOuterDisposeScope();
    }
}
