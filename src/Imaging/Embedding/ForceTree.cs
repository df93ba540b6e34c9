namespace Studio.Imaging.Embedding;

/// <summary>
/// Points of a plane in squares within squares, so that from afar a whole square counts as one point (Barnes and Hut 1986; for
/// maps: van der Maaten 2014, section 4.2). Made anew with every move of the points; its arrays are kept.
/// </summary>
internal sealed class ForceTree(int count)
{
    /// <summary>A side is halved so often at most: what then shares a square lies in one place.</summary>
    private const int Depth = 16;

    private const float Accuracy = 0.5f;

    /// <summary>The side where all points lie in one place.</summary>
    private const float Smallest = 1e-20f;

    private readonly uint[] codes = new uint[count];

    // Squares in the order in which they are visited, each before those inside it.
    private readonly float[] x = new float[(2 * count) + Depth];
    private readonly float[] y = new float[(2 * count) + Depth];
    private readonly float[] points = new float[(2 * count) + Depth];

    /// <summary>From this squared distance on a square counts as one point; 0: always, nothing is inside it but one place.</summary>
    private readonly float[] farFrom = new float[(2 * count) + Depth];

    /// <summary>The square that follows when those inside are left out.</summary>
    private readonly int[] next = new int[(2 * count) + Depth];

    private int squares;

    /// <summary>The points in the order of the squares: neighbours in it visit the same ones.</summary>
    public int[] Order { get; } = new int[count];

    /// <param name="places">[points, 2].</param>
    public void Build(float[] places)
    {
        (float left, float top, float right, float bottom) = (float.MaxValue, float.MaxValue, float.MinValue, float.MinValue);
        for (int point = 0; point < count; point++)
        {
            (left, right) = (Math.Min(left, places[2 * point]), Math.Max(right, places[2 * point]));
            (top, bottom) = (Math.Min(top, places[(2 * point) + 1]), Math.Max(bottom, places[(2 * point) + 1]));
        }

        float side = Math.Max(Math.Max(right - left, bottom - top), Smallest) * 1.0001f;
        float scale = (1 << Depth) / side;
        const int last = (1 << Depth) - 1;
        for (int point = 0; point < count; point++)
        {
            Order[point] = point;
            codes[point] = Interleave(Math.Min(last, (int)((places[2 * point] - left) * scale)))
                | (Interleave(Math.Min(last, (int)((places[(2 * point) + 1] - top) * scale))) << 1);
        }

        Array.Sort(codes, Order);
        squares = 0;
        if (count > 0)
        {
            Add(places, 0, count, Depth, side);
        }
    }

    /// <summary>The push of all points on one, with the Student kernel 1 / (1 + d²).</summary>
    /// <returns>Sum of squared kernels times the way from each point, and sum of kernels, without the point's own.</returns>
    public (float X, float Y, float Kernels) Repel(float fromX, float fromY)
    {
        (float sumX, float sumY, float kernels) = (0, 0, 0);
        for (int square = 0; square < squares;)
        {
            (float dx, float dy) = (fromX - x[square], fromY - y[square]);
            float distance = (dx * dx) + (dy * dy);
            if (distance < farFrom[square])
            {
                square++;
                continue;
            }

            float kernel = 1 / (1 + distance);
            float weight = points[square] * kernel;
            kernels += weight;
            weight *= kernel;
            sumX += weight * dx;
            sumY += weight * dy;
            square = next[square];
        }

        return (sumX, sumY, kernels - 1);
    }

    /// <summary>Puts a square in and, unless it is one place, those inside it.</summary>
    private void Add(float[] places, int start, int end, int level, float side)
    {
        // A square with all points in one of its quarters says the same as that quarter.
        while (level > 0 && codes[start] >> (2 * (level - 1)) == codes[end - 1] >> (2 * (level - 1)))
        {
            (level, side) = (level - 1, side / 2);
        }

        int square = squares++;
        (double sumX, double sumY) = (0, 0);
        for (int place = start; place < end; place++)
        {
            sumX += places[2 * Order[place]];
            sumY += places[(2 * Order[place]) + 1];
        }

        (x[square], y[square], points[square]) = ((float)(sumX / (end - start)), (float)(sumY / (end - start)), end - start);
        farFrom[square] = level == 0 ? 0 : side * side / (Accuracy * Accuracy);
        for (int first = start; level > 0 && first < end;)
        {
            uint quarter = codes[first] >> (2 * (level - 1));
            int behind = first + 1;
            while (behind < end && codes[behind] >> (2 * (level - 1)) == quarter)
            {
                behind++;
            }

            Add(places, first, behind, level - 1, side / 2);
            first = behind;
        }

        next[square] = squares;
    }

    /// <summary>Puts a zero between the bits of a 16-bit number.</summary>
    private static uint Interleave(int value)
    {
        uint bits = (uint)value;
        bits = (bits | (bits << 8)) & 0x00FF00FF;
        bits = (bits | (bits << 4)) & 0x0F0F0F0F;
        bits = (bits | (bits << 2)) & 0x33333333;
        return (bits | (bits << 1)) & 0x55555555;
    }
}
