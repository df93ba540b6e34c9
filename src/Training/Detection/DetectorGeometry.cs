namespace Studio.Training.Detection;

/// <summary>One grid of places where the detector looks for boxes.</summary>
/// <param name="Stride">Pixels of the input between two neighbouring positions.</param>
/// <param name="ReachFrom">
/// A box belongs to this level where its farthest side is more than this many pixels from the position …
/// </param>
/// <param name="ReachTo">… and at most this many.</param>
readonly record struct DetectorLevel(int Stride, float ReachFrom, float ReachTo);

/// <summary>One place where the detector looks; coordinates in input pixels, (0, 0) is the outer corner of the first pixel.</summary>
readonly record struct DetectorPosition(float X, float Y, DetectorLevel Level);

/// <summary>
/// Where the detector looks: the positions of all levels for an input size. The network's output, its loss and its
/// decoder number positions alike: level by level from the finest, row by row, column by column.
/// </summary>
/// <remarks>
/// FCOS (Tian, Shen, Chen and He, ICCV 2019, section 3.2) with its three middle levels: strides 8, 16 and 32, and boxes
/// that reach up to 64, up to 128 and further than 128 pixels. Inputs here are a few hundred pixels wide.
/// </remarks>
static class DetectorGeometry
{
    public static IReadOnlyList<DetectorLevel> Levels { get; } =
        [new(8, 0, 64), new(16, 64, 128), new(32, 128, float.PositiveInfinity)];

    /// <summary>Height and width of the input must be multiples of it, so that every level covers the whole input.</summary>
    public static int SizeMultiple => Levels[^1].Stride;

    /// <summary>Number of positions P for an input of this size.</summary>
    public static int Count(int height, int width) => Levels.Sum(level => height / level.Stride * (width / level.Stride));

    /// <summary>All positions, in the order of the network's output; each stands in the middle of its stride × stride cell.</summary>
    /// <exception cref="ArgumentException">A side is not a multiple of <see cref="SizeMultiple"/>.</exception>
    public static DetectorPosition[] Positions(int height, int width)
    {
        if (height <= 0 || width <= 0 || height % SizeMultiple != 0 || width % SizeMultiple != 0)
        {
            throw new ArgumentException($"{height}×{width} does not divide by {SizeMultiple}, which the detector needs.", nameof(height));
        }

        var positions = new DetectorPosition[Count(height, width)];
        var next = 0;
        foreach (var level in Levels)
        {
            for (var row = 0; row < height / level.Stride; row++)
            {
                for (var column = 0; column < width / level.Stride; column++)
                {
                    positions[next++] = new DetectorPosition((column + 0.5f) * level.Stride, (row + 0.5f) * level.Stride, level);
                }
            }
        }

        return positions;
    }
}
