using System.Globalization;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// Five <see cref="BasicBlock2d"/> that each halve height and width, for a detector on a machine without a graphics card.
/// Input [N, channels, H, W] with H and W multiples of 32; output [N, last width, H / 32, W / 32]. Names: 0.conv1 …, 4.conv1 ….
/// </summary>
sealed class LightEncoder : Module<Tensor, Tensor>, IPyramidEncoder
{
    const int FirstLevel = 2;

    readonly List<BasicBlock2d> blocks = [];

    /// <param name="widths">Channels after each block; five.</param>
    public LightEncoder(long inputChannels, IReadOnlyList<int> widths) : base(nameof(LightEncoder))
    {
        var channels = inputChannels;
        foreach (var (index, width) in widths.Index())
        {
            blocks.Add(new BasicBlock2d(channels, width, stride: 2));
            register_module(index.ToString(CultureInfo.InvariantCulture), blocks[index]);
            channels = width;
        }

        PyramidWidths = [.. widths.Skip(FirstLevel).Select(width => (long)width)];
    }

    public IReadOnlyList<long> PyramidWidths { get; }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Pyramid(input)[^1].MoveToOuterDisposeScope();
    }

    public IReadOnlyList<Tensor> Pyramid(Tensor input)
    {
        using var scope = NewDisposeScope();
        var levels = new List<Tensor>();
        var current = input;
        foreach (var block in blocks)
        {
            levels.Add(current = block.call(current));
        }

        return [.. levels.Skip(FirstLevel).Select(level => level.MoveToOuterDisposeScope())];
    }
}
