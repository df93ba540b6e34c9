using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// ResNet-18, -34 or -50 without its last layer (He et al., CVPR 2016, table 1), with the names and shapes of torchvision's
/// weights: conv1, bn1, layer1.0.conv1 …. Input [N, channels, H, W] of any size; output [N, 512 or 2048, H / s, W / s],
/// rounded up, with the output stride s (32; 16 or 8 where the last layers are dilated instead of strided).
/// </summary>
class ResNetEncoder : Module<Tensor, Tensor>, IPyramidEncoder
{
    readonly Conv2d conv1;
    readonly BatchNorm2d bn1;
    readonly List<Sequential> layers = [];

    /// <param name="encoder">One of RecipeNames.Encoders.</param>
    /// <param name="outputStride">32, 16 or 8.</param>
    public ResNetEncoder(string encoder, long inputChannels, int outputStride = 32) : base(nameof(ResNetEncoder))
    {
        var (blocks, bottlenecks) = Layout(encoder);
        register_module(nameof(conv1), conv1 = Conv2d(inputChannels, 64, 7, stride: 2, padding: 3, bias: false));
        register_module(nameof(bn1), bn1 = BatchNorm2d(64));
        var (channels, total, dilation) = (64L, 4, 1L);
        for (var layer = 0; layer < blocks.Length; layer++)
        {
            var wanted = layer == 0 ? 1 : 2;
            var stride = total * wanted <= outputStride ? wanted : 1;
            var firstDilation = dilation;
            dilation *= wanted / stride;
            total *= stride;
            var units = Sequential(Array.Empty<Module<Tensor, Tensor>>());
            for (var unit = 0; unit < blocks[layer]; unit++)
            {
                // The first unit of a dilated layer sees what the layer before made, with that one's dilation.
                units.append(Block(bottlenecks, channels, 64L << layer, unit == 0 ? stride : 1, unit == 0 ? firstDilation : dilation));
                channels = (64L << layer) * (bottlenecks ? Bottleneck.Expansion : 1);
            }

            register_module($"layer{layer + 1}", units);
            layers.Add(units);
        }

        Channels = channels;
        PyramidWidths = [channels / 4, channels / 2, channels];
        foreach (var weight in parameters().Where(parameter => parameter.ndim == 4))
        {
            init.kaiming_normal_(weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        }
    }

    /// <summary>Of the output.</summary>
    public long Channels { get; }

    public IReadOnlyList<long> PyramidWidths { get; }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Features(input)[^1].MoveToOuterDisposeScope();
    }

    public IReadOnlyList<Tensor> Pyramid(Tensor input)
    {
        using var scope = NewDisposeScope();
        return [.. Features(input).Skip(1).Select(level => level.MoveToOuterDisposeScope())];
    }

    /// <summary>What each of the four layers gives.</summary>
    List<Tensor> Features(Tensor input)
    {
        var current = functional.relu(bn1.call(conv1.call(input)), inplace: true);
        current = functional.max_pool2d(current, 3, stride: 2, padding: 1);
        var features = new List<Tensor>();
        foreach (var layer in layers)
        {
            features.Add(current = layer.call(current));
        }

        return features;
    }

    static (int[] Blocks, bool Bottlenecks) Layout(string encoder) => encoder switch
    {
        "resnet18" => ([2, 2, 2, 2], false),
        "resnet34" => ([3, 4, 6, 3], false),
        "resnet50" => ([3, 4, 6, 3], true),
        _ => throw new ArgumentOutOfRangeException(nameof(encoder), encoder, "Not an encoder."),
    };

    static Module<Tensor, Tensor> Block(bool bottleneck, long channels, long width, long stride, long dilation) => bottleneck
        ? new Bottleneck(channels, width, stride, dilation)
        : new BasicBlock2d(channels, width, stride, dilation);
}
