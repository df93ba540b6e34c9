using static TorchSharp.torch;

namespace Studio.Training.Inference;

/// <summary>Adds up what a network answers for the tiles of one image; where tiles overlap, the weighted mean counts.</summary>
sealed class TileBlender : IDisposable
{
    readonly TilePlan plan;
    readonly Tensor scores;
    readonly Tensor totals;
    readonly Tensor weights;

    /// <param name="classes">Channels of the answer.</param>
    public TileBlender(TilePlan plan, int classes, Device device)
    {
        this.plan = plan;
        using var scope = NewDisposeScope();
        var down = tensor(TilePlan.Weights(plan.Height), [plan.Height, 1], device: device);
        var across = tensor(TilePlan.Weights(plan.Width), [1, plan.Width], device: device);
        weights = (down * across).DetachFromDisposeScope();
        scores = zeros([classes, plan.ImageHeight, plan.ImageWidth], device: device).DetachFromDisposeScope();
        totals = zeros([plan.ImageHeight, plan.ImageWidth], device: device).DetachFromDisposeScope();
    }

    /// <param name="answer">float32 [classes, plan.Height, plan.Width], what the network says of the tile; its part beyond the image is ignored.</param>
    public void Add(Tile tile, Tensor answer)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (firstRow, rows) = Inside(tile.Top, plan.Height, plan.ImageHeight);
        var (firstColumn, columns) = Inside(tile.Left, plan.Width, plan.ImageWidth);
        var weight = Part(weights, 0);
        Image(scores, 1).add_(Part(answer, 1) * weight);
        Image(totals, 0).add_(weight);

        Tensor Part(Tensor ofTile, int axis) =>
            ofTile.narrow(axis, firstRow - tile.Top, rows).narrow(axis + 1, firstColumn - tile.Left, columns);

        Tensor Image(Tensor ofImage, int axis) => ofImage.narrow(axis, firstRow, rows).narrow(axis + 1, firstColumn, columns);
    }

    /// <returns>float32 [classes, image height, image width]; every tile of the plan must have been added.</returns>
    public Tensor Result() => scores / totals;

    public void Dispose()
    {
        scores.Dispose();
        totals.Dispose();
        weights.Dispose();
    }

    static (int First, int Length) Inside(int start, int length, int image)
    {
        var first = Math.Max(0, start);
        return (first, Math.Min(image, start + length) - first);
    }
}
