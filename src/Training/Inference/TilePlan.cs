namespace Studio.Training.Inference;

/// <summary>Where one tile lies: the first row and column of its answer in the image. What the network sees begins half a margin before.</summary>
readonly record struct Tile(int Top, int Left);

/// <summary>
/// How an image larger than the network's tile is covered by tiles that overlap. Weights fall off towards the edge of a
/// tile, where the network sees least around a pixel (Isensee et al., "nnU-Net", Nature Methods 18, 2021: a Gaussian of one
/// eighth of the side).
/// </summary>
sealed record TilePlan
{
    const double DeviationShare = 0.125;

    TilePlan(int imageHeight, int imageWidth, int height, int width, IReadOnlyList<Tile> tiles)
    {
        ImageHeight = imageHeight;
        ImageWidth = imageWidth;
        Height = height;
        Width = width;
        Tiles = tiles;
    }

    public int ImageHeight { get; }
    public int ImageWidth { get; }

    /// <summary>Rows and columns of a tile's answer.</summary>
    public int Height { get; }
    public int Width { get; }

    /// <summary>From top to bottom, each row of tiles from left to right. Every pixel of the image lies in at least one.</summary>
    public IReadOnlyList<Tile> Tiles { get; }

    /// <param name="height">Rows of a tile's answer, that is without margin. A tile larger than the image reaches beyond it.</param>
    /// <param name="overlap">Least share of a tile that the next one covers again, 0–0.9.</param>
    public static TilePlan Of(int imageHeight, int imageWidth, int height, int width, double overlap)
    {
        var rows = Starts(imageHeight, height, overlap);
        var columns = Starts(imageWidth, width, overlap);
        return new TilePlan(imageHeight, imageWidth, height, width, [.. rows.SelectMany(top => columns.Select(left => new Tile(top, left)))]);
    }

    /// <summary>[height] or [width] weights above 0, largest in the middle; the weight of a pixel is that of its row times that of its column.</summary>
    public static float[] Weights(int length)
    {
        var middle = (length - 1) / 2.0;
        var deviation = Math.Max(0.5, length * DeviationShare);
        return [.. Enumerable.Range(0, length).Select(position => (float)Math.Exp(-Math.Pow((position - middle) / deviation, 2) / 2))];
    }

    /// <summary>As few as cover the side with the overlap, spread evenly from its first to its last pixel.</summary>
    static int[] Starts(int image, int tile, double overlap)
    {
        if (tile >= image)
        {
            return [-((tile - image) / 2)];
        }

        var stride = Math.Max(1, (int)Math.Floor(tile * (1 - overlap)));
        var count = ((image - tile + stride - 1) / stride) + 1;
        return [.. Enumerable.Range(0, count).Select(index => (int)Math.Round((double)index * (image - tile) / (count - 1)))];
    }
}
