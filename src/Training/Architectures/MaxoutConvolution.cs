using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// Valid convolution to two maps per channel, of which each place keeps the larger one (Goodfellow et al., "Maxout networks",
/// ICML 2013, with K = 2). The first half of the convolution's channels is compared with the second.
/// </summary>
sealed class MaxoutConvolution : Module<Tensor, Tensor>
{
    readonly Conv2d conv;
    readonly long channels;

    public MaxoutConvolution(long channelsIn, long channelsOut, long kernel) : base(nameof(MaxoutConvolution))
    {
        conv = Conv2d(channelsIn, 2 * channelsOut, kernel);
        channels = channelsOut;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var maps = conv.call(input); // [N, 2C, H, W]
        return maps.narrow(1, 0, channels).maximum(maps.narrow(1, channels, channels)).MoveToOuterDisposeScope();
    }
}
