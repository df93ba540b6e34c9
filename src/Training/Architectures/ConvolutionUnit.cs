using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// Convolution without bias, batch normalisation, ReLU in place. Padded, so that the size stays with a stride of 1.
/// </summary>
sealed class ConvolutionUnit : Module<Tensor, Tensor>
{
    readonly Conv2d conv;
    readonly BatchNorm2d bn;

    /// <param name="kernel">Odd.</param>
    public ConvolutionUnit(long channelsIn, long channelsOut, long kernel = 3, long stride = 1, long dilation = 1)
        : base(nameof(ConvolutionUnit))
    {
        conv = Conv2d(
            channelsIn, channelsOut, kernel, stride: stride, padding: dilation * (kernel - 1) / 2, dilation: dilation, bias: false);
        bn = BatchNorm2d(channelsOut);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return functional.relu(bn.call(conv.call(input)), inplace: true).MoveToOuterDisposeScope();
    }
}
