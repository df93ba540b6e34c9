using Studio.Training.Randomness;

namespace Studio.Training.Augmentation;

/// <summary>
/// Elastic distortion (Simard, Steinkraus and Platt, "Best practices for convolutional neural networks applied to visual
/// document analysis", ICDAR 2003): random shifts smoothed by a Gaussian. Here the shifts are drawn on a coarse grid and
/// joined by cubic B-splines, whose own standard deviation is spacing / √3, so that a spacing of √3 σ smooths by σ. The
/// weights of a spline add up to 1: no place moves further than the largest shift.
/// </summary>
sealed class ElasticField
{
    readonly double spacing;
    readonly double amount;

    /// <param name="draw">Its elastic numbers decide everything.</param>
    public ElasticField(AugmentationDraw draw)
    {
        amount = draw.ElasticAmount;
        spacing = SpacingOf(draw.ElasticSmoothness);
        Nodes = NodesOf(draw.ElasticSmoothness);
        var random = new SeededRandom((long)draw.ElasticSeed);
        Shifts = new float[2 * Nodes * Nodes];
        for (var index = 0; index < Shifts.Length; index++)
        {
            Shifts[index] = (float)(random.NextSigned() * amount);
        }
    }

    /// <summary>Nodes along each side; they reach one cell beyond the image.</summary>
    public int Nodes { get; }

    /// <summary>[2 (x, y), nodes, nodes], shares of the side.</summary>
    public float[] Shifts { get; }

    public static int NodesOf(double smoothness) => (int)Math.Ceiling(1 / SpacingOf(smoothness)) + 3;

    /// <summary>Weights of the nodes at the centre of each pixel of a side, [length, nodes].</summary>
    public static float[] Basis(double smoothness, int length)
    {
        var nodes = NodesOf(smoothness);
        var basis = new float[length * nodes];
        Span<double> weights = stackalloc double[4];
        for (var pixel = 0; pixel < length; pixel++)
        {
            var first = WriteWeights((pixel + 0.5) / length / SpacingOf(smoothness), nodes, weights);
            for (var tap = 0; tap < 4; tap++)
            {
                basis[(pixel * nodes) + first + tap] = (float)weights[tap];
            }
        }

        return basis;
    }

    /// <summary>Shift at one place; all in shares of the sides, places outside take the shift of the border.</summary>
    public (double X, double Y) At(double x, double y)
    {
        Span<double> across = stackalloc double[4];
        Span<double> down = stackalloc double[4];
        var column = WriteWeights(Math.Clamp(x, 0, 1) / spacing, Nodes, across);
        var row = WriteWeights(Math.Clamp(y, 0, 1) / spacing, Nodes, down);
        double shiftX = 0;
        double shiftY = 0;
        for (var i = 0; i < 4; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                var node = ((row + i) * Nodes) + column + j;
                shiftX += down[i] * across[j] * Shifts[node];
                shiftY += down[i] * across[j] * Shifts[(Nodes * Nodes) + node];
            }
        }

        return (shiftX, shiftY);
    }

    static double SpacingOf(double smoothness) => smoothness * Math.Sqrt(3);

    /// <summary>Uniform cubic B-spline; returns the first of the four nodes.</summary>
    static int WriteWeights(double position, int nodes, Span<double> weights)
    {
        var cell = Math.Min((int)position, nodes - 4);
        var t = position - cell;
        var s = 1 - t;
        weights[0] = s * s * s / 6;
        weights[1] = ((3 * t * t * t) - (6 * t * t) + 4) / 6;
        weights[2] = ((3 * s * s * s) - (6 * s * s) + 4) / 6;
        weights[3] = t * t * t / 6;
        return cell;
    }
}
