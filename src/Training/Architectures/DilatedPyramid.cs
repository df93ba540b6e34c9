using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// Atrous spatial pyramid pooling (Chen et al., "Rethinking atrous convolution", 2017, section 3.3): a 1×1 convolution, three
/// 3×3 convolutions dilated further and further, and the mean over the whole image, side by side, then brought together by
/// a 1×1 convolution. [N, C, H, W] → [N, width, H, W]. Names are those of torchvision: convs.0.0 …, project.0.
/// </summary>
sealed class DilatedPyramid : Module<Tensor, Tensor>
{
    static readonly long[] Places = [2, 3];

    readonly ModuleList<Sequential> convs;
    readonly Sequential project;

    /// <param name="rates">Dilations of the 3×3 convolutions.</param>
    public DilatedPyramid(long channels, long width, IReadOnlyList<long> rates) : base(nameof(DilatedPyramid))
    {
        convs = ModuleList(Unit(Conv2d(channels, width, 1, bias: false), width));
        foreach (var rate in rates)
        {
            convs.append(Unit(Conv2d(channels, width, 3, padding: rate, dilation: rate, bias: false), width));
        }

        // 0 is the pooling itself, which has no weights.
        convs.append(Sequential(("1", Conv2d(channels, width, 1, bias: false)), ("2", BatchNorm2d(width))));
        project = Unit(Conv2d(convs.Count * width, width, 1, bias: false), width);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var branches = convs.Take(convs.Count - 1).Select(branch => branch.call(input)).ToList();
        branches.Add(WholeImage(convs[^1], input).expand_as(branches[0]));
        return project.call(cat(branches, 1)).MoveToOuterDisposeScope();
    }

    static Tensor WholeImage(Sequential branch, Tensor input)
    {
        using var scope = NewDisposeScope();
        var mean = branch[0].call(input.mean(Places, keepdim: true)); // [N, width, 1, 1]
        var normal = functional.relu(BatchStatistics.Normalise((BatchNorm2d)branch[1], mean), inplace: true);
        return normal.MoveToOuterDisposeScope();
    }

    static Sequential Unit(Conv2d convolution, long width) => Sequential(convolution, BatchNorm2d(width), ReLU(inplace: true));
}
