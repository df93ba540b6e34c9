using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// 3×3 convolution, batch normalisation, ReLU, 3×3 convolution, batch normalisation; the input is added (through a 1×1
/// convolution and batch normalisation where width or size change), then ReLU (He et al., "Deep residual learning", CVPR
/// 2016, figure 5 left). Names are those of torchvision: conv1, bn1, conv2, bn2, downsample.0, downsample.1.
/// </summary>
sealed class BasicBlock2d : Module<Tensor, Tensor>
{
    readonly Conv2d conv1;
    readonly BatchNorm2d bn1;
    readonly Conv2d conv2;
    readonly BatchNorm2d bn2;
    readonly Sequential? downsample;
    readonly long stride;

    public BasicBlock2d(long channelsIn, long channelsOut, long stride = 1, long dilation = 1) : base(nameof(BasicBlock2d))
    {
        conv1 = Conv2d(channelsIn, channelsOut, 3, stride: stride, padding: dilation, dilation: dilation, bias: false);
        bn1 = BatchNorm2d(channelsOut);
        conv2 = Conv2d(channelsOut, channelsOut, 3, padding: dilation, dilation: dilation, bias: false);
        bn2 = BatchNorm2d(channelsOut);
        this.stride = stride;
        downsample = ResidualShortcut.Create(channelsIn, channelsOut, stride);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var half = functional.relu(bn1.call(conv1.call(input)), inplace: true);
        var residual = bn2.call(conv2.call(half));
        return functional.relu(residual.add_(ResidualShortcut.Call(downsample, input, stride)), inplace: true).MoveToOuterDisposeScope();
    }
}
