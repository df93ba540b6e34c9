using Studio.Contracts.Recipes;
using static TorchSharp.torch;

namespace Studio.Training.Inference;

/// <summary>
/// The mean of what a network answers for an image and its mirror images, brought back to the image. Logits are averaged,
/// so that what comes out is what the network answers otherwise.
/// </summary>
static class FlipAveraging
{
    const long Rows = 2;
    const long Columns = 3;

    /// <param name="flips">none, horizontal, vertical or both (four images: as it is, both ways, and turned by half).</param>
    /// <param name="images">float32 [N, C, H, W].</param>
    /// <param name="forward">The network. Its tensors are disposed with the scope of this call.</param>
    /// <param name="output">A class map is mirrored back, tags stay, of one box the place is mirrored back. Lists of boxes have no mean and are taken from the image alone.</param>
    /// <returns>As the network's answer.</returns>
    public static Tensor Apply(string flips, Tensor images, Func<Tensor, Tensor> forward, OutputKind output)
    {
        using var scope = NewDisposeScope();
        if (flips == "none" || output == OutputKind.Boxes)
        {
            return forward(images).MoveToOuterDisposeScope();
        }

        if (output == OutputKind.OneBox)
        {
            return MeanBox(flips, images, forward).MoveToOuterDisposeScope();
        }

        Tensor? sum = null;
        var axes = AxesOf(flips);
        foreach (var axis in axes)
        {
            var answer = axis.Length == 0 ? forward(images) : forward(images.flip(axis));
            var back = axis.Length == 0 || output == OutputKind.Tags ? answer : answer.flip(axis);
            sum = sum is null ? back : sum + back;
        }

        return (sum! / axes.Length).MoveToOuterDisposeScope();
    }

    static long[][] AxesOf(string flips) => flips switch
    {
        "horizontal" => [[], [Columns]],
        "vertical" => [[], [Rows]],
        _ => [[], [Columns], [Rows], [Rows, Columns]],
    };

    /// <summary>
    /// The first four raw values are x, y, width and height before the sigmoid: mirrored, x becomes 1 - x - width. The mean is
    /// taken of the shares and brought back before the sigmoid; what else the network answers (σ) is that of the image itself.
    /// </summary>
    static Tensor MeanBox(string flips, Tensor images, Func<Tensor, Tensor> forward)
    {
        var axes = AxesOf(flips);
        var own = forward(images);
        var sum = own.narrow(1, 0, 4).sigmoid();
        foreach (var axis in axes[1..])
        {
            var shares = forward(images.flip(axis)).narrow(1, 0, 4).sigmoid();
            var parts = shares.split(1, 1); // x, y, width, height: [N, 1] each
            var x = axis.Contains(Columns) ? 1 - parts[0] - parts[2] : parts[0];
            var y = axis.Contains(Rows) ? 1 - parts[1] - parts[3] : parts[1];
            sum = sum + cat([x, y, parts[2], parts[3]], 1);
        }

        const double least = 1e-6;
        var mean = (sum / axes.Length).clamp(least, 1 - least);
        var raw = (mean / (1 - mean)).log();
        var others = own.shape[1] - 4;
        return others == 0 ? raw : cat([raw, own.narrow(1, 4, others)], 1);
    }
}
