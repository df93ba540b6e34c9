namespace Studio.Imaging.Embedding;

/// <summary>How much two points belong together, for pairs that are neighbours; the sum over all pairs is 1.</summary>
/// <param name="Starts">[points + 1]: where the others of a point begin.</param>
/// <param name="Others">By point.</param>
/// <param name="Weights">Of the same places; as large from one point of a pair as from the other.</param>
internal sealed record Affinities(int[] Starts, int[] Others, float[] Weights)
{
    private const int Halvings = 60;

    /// <summary>
    /// Gaussians about each point, as wide as gives the wanted perplexity, and the mean of both directions (van der Maaten and
    /// Hinton 2008, equations 1 and p. 2584).
    /// </summary>
    /// <param name="perplexity">About how many neighbours count; less than there are of each point.</param>
    public static Affinities Of(NearestNeighbours neighbours, double perplexity)
    {
        int count = neighbours.Indexes.Length / neighbours.PerPoint;
        var directed = new float[neighbours.Indexes.Length];
        Parallel.For(0, count, point =>
        {
            int start = point * neighbours.PerPoint;
            Weigh(neighbours.SquaredDistances.AsSpan(start, neighbours.PerPoint), perplexity, directed.AsSpan(start, neighbours.PerPoint));
        });
        return Symmetrize(count, neighbours, directed);
    }

    /// <summary>Searches the precision of the Gaussian whose entropy is the logarithm of the perplexity.</summary>
    private static void Weigh(ReadOnlySpan<float> squaredDistances, double perplexity, Span<float> weights)
    {
        (double low, double high, double precision) = (0, double.PositiveInfinity, 1 / Math.Max(squaredDistances[^1], 1e-12));
        double wanted = Math.Log(perplexity);
        for (int halving = 0; halving < Halvings; halving++)
        {
            (double sum, double weighted) = (0, 0);
            foreach (float distance in squaredDistances)
            {
                // Measured from the closest one, so that at least one weight is not lost to rounding.
                double further = distance - squaredDistances[0];
                double weight = Math.Exp(-precision * further);
                sum += weight;
                weighted += weight * further;
            }

            double entropy = Math.Log(sum) + (precision * weighted / sum);
            if (Math.Abs(entropy - wanted) < 1e-5)
            {
                break;
            }

            (low, high) = entropy > wanted ? (precision, high) : (low, precision);
            precision = double.IsInfinity(high) ? precision * 2 : (low + high) / 2;
        }

        double total = 0;
        for (int place = 0; place < weights.Length; place++)
        {
            double weight = Math.Exp(-precision * (squaredDistances[place] - squaredDistances[0]));
            weights[place] = (float)weight;
            total += weight;
        }

        for (int place = 0; place < weights.Length; place++)
        {
            weights[place] = (float)(weights[place] / total);
        }
    }

    private static Affinities Symmetrize(int count, NearestNeighbours neighbours, float[] directed)
    {
        // Each direction once at either end; a pair of mutual neighbours then has two places at each, which add up.
        var starts = new int[count + 1];
        for (int place = 0; place < directed.Length; place++)
        {
            starts[(place / neighbours.PerPoint) + 1]++;
            starts[neighbours.Indexes[place] + 1]++;
        }

        for (int point = 0; point < count; point++)
        {
            starts[point + 1] += starts[point];
        }

        var others = new int[2 * directed.Length];
        var weights = new float[2 * directed.Length];
        int[] next = starts[..count];
        for (int place = 0; place < directed.Length; place++)
        {
            (int from, int to) = (place / neighbours.PerPoint, neighbours.Indexes[place]);
            float weight = directed[place] / (2 * count);
            (others[next[from]], weights[next[from]++]) = (to, weight);
            (others[next[to]], weights[next[to]++]) = (from, weight);
        }

        return new Affinities(starts, others, weights);
    }
}
