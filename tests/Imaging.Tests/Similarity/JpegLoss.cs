using Studio.Imaging.Similarity;

namespace Studio.Imaging.Tests.Similarity;

/// <summary>What saving as JPEG and reading again does to a grey picture: its cosine coefficients are rounded (ITU-T T.81, annexes A and K).</summary>
static class JpegLoss
{
    const int Block = 8;

    /// <summary>Table K.1: steps of the luminance coefficients at quality 50.</summary>
    static readonly int[] Steps =
    [
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    ];

    static readonly double[,] Cosines = MakeCosines();

    /// <param name="picture">Brought to 0–255 first, as a file of eight bits holds it.</param>
    /// <param name="quality">51–100, as the Independent JPEG Group counts.</param>
    public static GreyPicture Apply(GreyPicture picture, int quality)
    {
        (float low, float high) = (picture.Values.Min(), picture.Values.Max());
        double share = (200 - (2 * quality)) / 100.0;
        var values = new float[picture.Values.Length];
        for (int top = 0; top < picture.Rows; top += Block)
        {
            for (int left = 0; left < picture.Columns; left += Block)
            {
                var block = new double[Block, Block];
                Each((y, x) => block[y, x] = Math.Round((At(top + y, left + x) - low) / (high - low) * 255) - 128);
                var coefficients = Transform(block, isForward: true);
                Each((v, u) =>
                {
                    double step = Math.Max(1, Math.Floor((Steps[(v * Block) + u] * share) + 0.5));
                    coefficients[v, u] = Math.Round(coefficients[v, u] / step) * step;
                });
                var back = Transform(coefficients, isForward: false);
                Each((y, x) =>
                {
                    if (top + y < picture.Rows && left + x < picture.Columns)
                    {
                        values[((top + y) * picture.Columns) + left + x] = (float)Math.Clamp(Math.Round(back[y, x] + 128), 0, 255);
                    }
                });
            }
        }

        return picture with { Values = values };

        // The last rows and columns are repeated where a block reaches beyond the picture.
        float At(int row, int column) => picture.Values[(Math.Min(row, picture.Rows - 1) * picture.Columns) + Math.Min(column, picture.Columns - 1)];
    }

    static double[,] Transform(double[,] block, bool isForward)
    {
        var rows = new double[Block, Block];
        var result = new double[Block, Block];
        Each((a, b) => rows[a, b] = Enumerable.Range(0, Block).Sum(k => block[a, k] * (isForward ? Cosines[b, k] : Cosines[k, b])));
        Each((a, b) => result[a, b] = Enumerable.Range(0, Block).Sum(k => rows[k, b] * (isForward ? Cosines[a, k] : Cosines[k, a])));
        return result;
    }

    static double[,] MakeCosines()
    {
        var cosines = new double[Block, Block];
        Each((u, x) => cosines[u, x] = Math.Sqrt((u == 0 ? 1 : 2) / (double)Block) * Math.Cos(((2 * x) + 1) * u * Math.PI / (2 * Block)));
        return cosines;
    }

    static void Each(Action<int, int> act)
    {
        for (int place = 0; place < Block * Block; place++)
        {
            act(place / Block, place % Block);
        }
    }
}
