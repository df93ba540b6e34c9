using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// Feature pyramid (Lin et al., "Feature pyramid networks for object detection", CVPR 2017): each level gets, by a 1×1
/// convolution, one width and the enlarged sum of all coarser ones, then a 3×3 convolution. Names: lateral.0 …, smooth.0 ….
/// </summary>
sealed class FeaturePyramid : nn.Module
{
    readonly ModuleList<Conv2d> lateral;
    readonly ModuleList<Conv2d> smooth;

    /// <param name="widths">Channels of the encoder's levels, finest first.</param>
    /// <param name="width">Channels of each level afterwards.</param>
    public FeaturePyramid(IReadOnlyList<long> widths, long width) : base(nameof(FeaturePyramid))
    {
        lateral = ModuleList(widths.Select(channels => Conv2d(channels, width, 1)).ToArray());
        smooth = ModuleList(widths.Select(_ => Conv2d(width, width, 3, padding: 1)).ToArray());
        RegisterComponents();
    }

    /// <param name="levels">Finest first, each twice as high and wide as the next.</param>
    public IReadOnlyList<Tensor> Join(IReadOnlyList<Tensor> levels)
    {
        using var scope = NewDisposeScope();
        var joined = new Tensor[levels.Count];
        for (var level = levels.Count - 1; level >= 0; level--)
        {
            joined[level] = lateral[level].call(levels[level]);
            if (level < levels.Count - 1)
            {
                joined[level] = joined[level].add_(functional.interpolate(joined[level + 1], scale_factor: [2, 2]));
            }
        }

        return [.. joined.Select((features, level) => smooth[level].call(features).MoveToOuterDisposeScope())];
    }
}
