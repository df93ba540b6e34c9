using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// 1×1 convolution, 3×3 convolution, 1×1 convolution to four times the width, each with batch normalisation; the input is
/// added, then ReLU (He et al., CVPR 2016, figure 5 right). As in torchvision the stride is that of the 3×3 convolution,
/// and so are the names.
/// </summary>
sealed class Bottleneck : Module<Tensor, Tensor>
{
    public const int Expansion = 4;

    readonly Conv2d conv1;
    readonly BatchNorm2d bn1;
    readonly Conv2d conv2;
    readonly BatchNorm2d bn2;
    readonly Conv2d conv3;
    readonly BatchNorm2d bn3;
    readonly Sequential? downsample;
    readonly long stride;

    /// <param name="width">Of the 3×3 convolution; the output has <see cref="Expansion"/> times as many channels.</param>
    public Bottleneck(long channelsIn, long width, long stride, long dilation) : base(nameof(Bottleneck))
    {
        conv1 = Conv2d(channelsIn, width, 1, bias: false);
        bn1 = BatchNorm2d(width);
        conv2 = Conv2d(width, width, 3, stride: stride, padding: dilation, dilation: dilation, bias: false);
        bn2 = BatchNorm2d(width);
        conv3 = Conv2d(width, width * Expansion, 1, bias: false);
        bn3 = BatchNorm2d(width * Expansion);
        this.stride = stride;
        downsample = ResidualShortcut.Create(channelsIn, width * Expansion, stride);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var narrow = functional.relu(bn1.call(conv1.call(input)), inplace: true);
        var seen = functional.relu(bn2.call(conv2.call(narrow)), inplace: true);
        var residual = bn3.call(conv3.call(seen));
        return functional.relu(residual.add_(ResidualShortcut.Call(downsample, input, stride)), inplace: true).MoveToOuterDisposeScope();
    }
}
