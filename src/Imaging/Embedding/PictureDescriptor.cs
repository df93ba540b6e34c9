using Studio.Imaging.Similarity;

namespace Studio.Imaging.Embedding;

/// <summary>
/// What a picture looks like in a few numbers, the same through another window: where it is bright, how much of it is how
/// bright, and which way its edges run where.
/// </summary>
/// <param name="Values">
/// [<see cref="Length"/>] in steps of 1/127. 16×16 ranks by rows, divided by √3, -1 to 1; 16 roots of shares of the area by
/// brightness, dark first, 0 to 1; 16 cells by rows of 8 roots of shares of the edges by direction, 0 to 1.
/// </param>
public sealed record PictureDescriptor(sbyte[] Values)
{
    public const int Length = Coarse + Shades + (Cells * Cells * Directions);

    /// <summary>Changes whenever the same picture gets another descriptor than before.</summary>
    public const int Version = 1;

    private const int FineSide = 32;
    private const int CoarseSide = 16;
    private const int Coarse = CoarseSide * CoarseSide;
    private const int Shades = 16;
    private const int Cells = 4;
    private const int Directions = 8;
    private const float Steps = 127;

    /// <summary>Even ranks of standard deviation 1 reach from -√3 to √3.</summary>
    private const float HighestRank = 1.7320508f;

    /// <summary>What is brighter or darker than all but 1 % counts as the brightest or darkest: one bright dot says little.</summary>
    private const double Ends = 0.01;

    /// <summary>Shades repeat much of what the ranks say.</summary>
    private const float ShadesWeight = 0.5f;

    /// <summary>
    /// Shades and edges are histograms under the root, so that their distance is that of Hellinger; edges by direction in cells
    /// as in histograms of oriented gradients (Dalal and Triggs 2005), without blocks, because the ranks have no contrast left.
    /// </summary>
    public static PictureDescriptor Of(GreyPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        GreyPicture fine = picture.ToSquare(FineSide);
        GreyPicture ranks = fine.ToRanks();
        var values = new sbyte[Length];
        float[] coarse = ranks.ToSquare(CoarseSide).Values;
        for (int place = 0; place < Coarse; place++)
        {
            values[place] = (sbyte)Math.Clamp(MathF.Round(coarse[place] * Steps / HighestRank), -Steps, Steps);
        }

        WriteRoots(CountShades(fine.Values), values.AsSpan(Coarse, Shades));
        WriteRoots(CountEdges(ranks.Values), values.AsSpan(Coarse + Shades));
        return new PictureDescriptor(values);
    }

    /// <summary>The numbers as coordinates: the distance of two pictures tells how unlike they look.</summary>
    /// <param name="features">[<see cref="Length"/>]. Ranks and edges have length 1 each, shades <c>0.5</c>.</param>
    public void CopyTo(Span<float> features)
    {
        for (int place = 0; place < Length; place++)
        {
            float weight = place < Coarse ? HighestRank / CoarseSide : place < Coarse + Shades ? ShadesWeight : 1;
            features[place] = Values[place] / Steps * weight;
        }
    }

    private static float[] CountShades(float[] values)
    {
        var sorted = (float[])values.Clone();
        Array.Sort(sorted);
        int end = (int)(Ends * sorted.Length);
        (float low, float high) = (sorted[end], sorted[^(end + 1)]);
        var counts = new float[Shades];
        foreach (float value in values)
        {
            float share = high > low ? (value - low) / (high - low) : 0;
            counts[(int)Math.Clamp(share * Shades, 0, Shades - 1)]++;
        }

        return counts;
    }

    private static float[] CountEdges(float[] values)
    {
        var counts = new float[Cells * Cells * Directions];
        for (int row = 1; row < FineSide - 1; row++)
        {
            for (int column = 1; column < FineSide - 1; column++)
            {
                int place = (row * FineSide) + column;
                (float dx, float dy) = (values[place + 1] - values[place - 1], values[place + FineSide] - values[place - FineSide]);
                float strength = MathF.Sqrt((dx * dx) + (dy * dy));
                // An edge from dark to bright and one from bright to dark run the same way.
                float turn = ((MathF.Atan2(dy, dx) / MathF.PI) + 1) * Directions;
                int direction = (int)turn;
                float rest = turn - direction;
                int cell = ((row * Cells / FineSide) * Cells) + (column * Cells / FineSide);
                counts[(cell * Directions) + (direction % Directions)] += strength * (1 - rest);
                counts[(cell * Directions) + ((direction + 1) % Directions)] += strength * rest;
            }
        }

        return counts;
    }

    private static void WriteRoots(float[] counts, Span<sbyte> roots)
    {
        float sum = counts.Sum();
        for (int place = 0; place < counts.Length; place++)
        {
            roots[place] = sum > 0 ? (sbyte)MathF.Round(MathF.Sqrt(counts[place] / sum) * Steps) : (sbyte)0;
        }
    }
}
