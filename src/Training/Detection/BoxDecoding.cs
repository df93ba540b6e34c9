using static TorchSharp.torch;

namespace Studio.Training.Detection;

/// <summary>What a localizer answers, as boxes (x, y, width, height) in shares of the input.</summary>
static class BoxDecoding
{
    const int Numbers = 4;

    /// <summary>The box a localizer is sure of: σ(raw).</summary>
    /// <param name="output">float [N, 4] raw values, or [N, 8] with the raw spread behind them, which has no effect here.</param>
    /// <returns>float [N, 4], 0 … 1.</returns>
    public static Tensor Mean(Tensor output)
    {
        using var scope = NewDisposeScope();
        return output.narrow(1, 0, Numbers).sigmoid().MoveToOuterDisposeScope();
    }

    /// <summary>
    /// A box drawn from Normal(σ(raw), κ σ(raw spread)), with gradient through both, for training alone
    /// (Kingma and Welling, "Auto-encoding variational Bayes", ICLR 2014, section 2.4).
    /// </summary>
    /// <param name="output">float [N, 8]: raw box, raw spread.</param>
    /// <param name="kappa">Largest standard deviation as a share of the input, above 0.</param>
    /// <returns>float [N, 4]; a drawn number may lie outside 0 … 1.</returns>
    /// <remarks>Draws from libtorch's generator: the same seed gives the same boxes.</remarks>
    public static Tensor Draw(Tensor output, double kappa)
    {
        using var scope = NewDisposeScope();
        var mean = Mean(output);
        var spread = output.narrow(1, Numbers, Numbers).sigmoid() * kappa;
        return (mean + (spread * randn_like(mean))).MoveToOuterDisposeScope();
    }

    /// <summary>(x, y, width, height) → (x1, y1, x2, y2); a width or height below 0 counts as 0.</summary>
    /// <param name="boxes">float [N, 4].</param>
    public static Tensor Corners(Tensor boxes)
    {
        using var scope = NewDisposeScope();
        var corner = boxes.narrow(1, 0, 2);
        return cat([corner, corner + boxes.narrow(1, 2, 2).clamp_min(0)], 1).MoveToOuterDisposeScope();
    }
}
