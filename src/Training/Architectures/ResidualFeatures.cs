using System.Globalization;
using Studio.Contracts.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Architectures;

/// <summary>
/// One <see cref="BasicBlock2d"/> for each width with a 2×2 max-pool behind it, then one vector per image.
/// Input [N, channels, H, W] with H and W multiples of 2^blocks; output [N, <see cref="Length"/>].
/// </summary>
/// <remarks>
/// head pool averages over all places: weights learnt at one size fit any other. head flatten keeps the places apart, as in
/// the published localizers and classifiers of this kind; the layer behind it then belongs to one input size.
/// Names: 0.conv1 …, 1.conv1 …, one number per block.
/// </remarks>
sealed class ResidualFeatures : Module<Tensor, Tensor>, IOneSize
{
    static readonly long[] Places = [2, 3];

    readonly List<BasicBlock2d> blocks = [];
    readonly double dropout;

    public ResidualFeatures(Recipe recipe) : base(nameof(ResidualFeatures))
    {
        var channels = (long)recipe.Input.Channels;
        foreach (var (index, width) in recipe.Architecture.BlockWidths().Index())
        {
            var block = new BasicBlock2d(channels, width);
            blocks.Add(block);
            register_module(index.ToString(CultureInfo.InvariantCulture), block);
            channels = width;
        }

        BelongsToOneSize = recipe.Architecture.Head == "flatten";
        dropout = recipe.Architecture.Dropout;
        Length = BelongsToOneSize ? channels * (recipe.Input.Height >> blocks.Count) * (recipe.Input.Width >> blocks.Count) : channels;
    }

    public bool BelongsToOneSize { get; }

    /// <summary>Numbers per image.</summary>
    public long Length { get; }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var features = Halve(blocks[0], input);
        foreach (var block in blocks.Skip(1))
        {
            var above = features;
            features = Halve(block, above);
            above.Dispose();
        }

        var vector = BelongsToOneSize ? features.flatten(1) : features.mean(Places);
        return (dropout > 0 ? functional.dropout(vector, dropout, training) : vector).MoveToOuterDisposeScope();
    }

    static Tensor Halve(BasicBlock2d block, Tensor input)
    {
        using var scope = NewDisposeScope();
        return functional.max_pool2d(block.call(input), 2).MoveToOuterDisposeScope();
    }
}
