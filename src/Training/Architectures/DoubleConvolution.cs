using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>Twice: 3×3 convolution without bias, batch normalisation, ReLU in place. Size stays, channels change.</summary>
sealed class DoubleConvolution : Module<Tensor, Tensor>
{
    readonly Conv2d conv1;
    readonly BatchNorm2d bn1;
    readonly Conv2d conv2;
    readonly BatchNorm2d bn2;

    public DoubleConvolution(long channelsIn, long channelsOut) : base(nameof(DoubleConvolution))
    {
        conv1 = Conv2d(channelsIn, channelsOut, 3, padding: 1, bias: false);
        bn1 = BatchNorm2d(channelsOut);
        conv2 = Conv2d(channelsOut, channelsOut, 3, padding: 1, bias: false);
        bn2 = BatchNorm2d(channelsOut);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        // Scopes inside forward drop a tensor as soon as nothing but autograd needs it; peak memory equals PyTorch's.
        using var scope = NewDisposeScope();
        var half = functional.relu(bn1.call(conv1.call(input)), inplace: true);
        return functional.relu(bn2.call(conv2.call(half)), inplace: true).MoveToOuterDisposeScope();
    }
}
