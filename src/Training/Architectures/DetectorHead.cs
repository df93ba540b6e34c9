using Studio.Training.Detection;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// What a detector says at every place of one level; the same weights for all levels (FCOS, section 3.1): one tower of
/// convolutions for the classes, one for the box and its centre-ness. [N, C, H, W] → [N, classes + 5, H, W].
/// </summary>
/// <remarks>Towers are two <see cref="TowerUnit"/>, normalised by group: levels differ too much for batch statistics.</remarks>
sealed class DetectorHead : nn.Module
{
    const int Sides = 4;

    /// <summary>Every place starts out 1 % sure of each class, so that the many empty ones do not drown training (Lin et al., RetinaNet).</summary>
    const double FirstProbability = 0.01;

    readonly Sequential classTower;
    readonly Sequential boxTower;
    readonly Conv2d classLogits;
    readonly Conv2d distances;
    readonly Conv2d centreness;
    readonly ModuleList<LevelScale> scales;

    public DetectorHead(long channels, long classes) : base(nameof(DetectorHead))
    {
        classTower = Tower(channels);
        boxTower = Tower(channels);
        classLogits = Conv2d(channels, classes, 3, padding: 1);
        distances = Conv2d(channels, Sides, 3, padding: 1);
        centreness = Conv2d(channels, 1, 3, padding: 1);
        scales = ModuleList(DetectorGeometry.Levels.Select(_ => new LevelScale()).ToArray());
        RegisterComponents();
        init.constant_(classLogits.bias!, -Math.Log((1 - FirstProbability) / FirstProbability));
    }

    /// <param name="level">Index into <see cref="DetectorGeometry.Levels"/>.</param>
    public Tensor Answer(Tensor features, int level)
    {
        using var scope = NewDisposeScope();
        var forBox = boxTower.call(features);

        // In single precision: a side of a few hundred pixels has only three digits in bfloat16.
        var raw = distances.call(forBox);
        var exact = raw.dtype == ScalarType.Float32 ? raw : raw.to(ScalarType.Float32);
        var sides = functional.softplus(scales[level].call(exact)) * (double)DetectorGeometry.Levels[level].Stride;
        return cat([classLogits.call(classTower.call(features)), sides, centreness.call(forBox)], 1).MoveToOuterDisposeScope();
    }

    static Sequential Tower(long channels) => Sequential(new TowerUnit(channels), new TowerUnit(channels));
}

/// <summary>3×3 convolution without bias, group normalisation (Wu and He, ECCV 2018), ReLU in place.</summary>
sealed class TowerUnit : Module<Tensor, Tensor>
{
    readonly Conv2d conv;
    readonly GroupNorm gn;

    public TowerUnit(long channels) : base(nameof(TowerUnit))
    {
        conv = Conv2d(channels, channels, 3, padding: 1, bias: false);
        gn = GroupNorm(new[] { 16L, 8, 4, 2, 1 }.First(count => channels % count == 0), channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var features = conv.call(input);

        // libtorch normalises groups on the processor only where features and weights have one precision.
        var exact = features.dtype == ScalarType.Float32 ? features : features.to(ScalarType.Float32);
        return functional.relu(gn.call(exact), inplace: true).MoveToOuterDisposeScope();
    }
}

/// <summary>One learnt factor, so that the levels can share a head although their boxes differ in size.</summary>
sealed class LevelScale : Module<Tensor, Tensor>
{
    readonly Parameter scale;

    public LevelScale() : base(nameof(LevelScale))
    {
        scale = new Parameter(ones(1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => input * scale;
}
