namespace Studio.Imaging.Embedding;

/// <summary>
/// Moves points of a plane until those that belong together lie together: t-distributed stochastic neighbour embedding (van der
/// Maaten and Hinton 2008) with the Barnes–Hut approximation (van der Maaten 2014). The same input gives the same places on
/// the same machine, however many threads there are: every point's force is computed by one thread alone, and sums over points run in order.
/// </summary>
internal sealed class NeighbourEmbedding
{
    public const int Rounds = 750;

    /// <summary>At first neighbours pull this much more, so that groups form while they can still pass each other.</summary>
    private const float Exaggeration = 12;
    private const int ExaggeratedRounds = 250;

    private const float EarlyMomentum = 0.5f;
    private const float LateMomentum = 0.8f;
    private const float LeastGain = 0.01f;

    /// <summary>Belkina et al. 2019: the number of points through the exaggeration; small sets want no less than this.</summary>
    private const float LeastStep = 200;

    /// <summary>Points of one step of a thread.</summary>
    private const int Chunk = 256;

    private readonly Affinities affinities;
    private readonly float[] places;
    private readonly ForceTree tree;
    private readonly int count;
    private readonly float[] pull;
    private readonly float[] push;
    private readonly float[] kernels;
    private readonly float[] speed;
    private readonly float[] gains;

    private NeighbourEmbedding(Affinities affinities, float[] places)
    {
        (this.affinities, this.places, count) = (affinities, places, places.Length / 2);
        tree = new ForceTree(count);
        (pull, push, kernels) = (new float[places.Length], new float[places.Length], new float[count]);
        (speed, gains) = (new float[places.Length], new float[places.Length]);
        Array.Fill(gains, 1);
    }

    /// <param name="places">[points, 2]: where they begin, spread by about 10⁻⁴; gets where they end.</param>
    /// <param name="progress">Share that is done, 0–1.</param>
    public static void Run(Affinities affinities, float[] places, Action<double>? progress, CancellationToken cancellation)
    {
        var embedding = new NeighbourEmbedding(affinities, places);
        for (int round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            bool isEarly = round < ExaggeratedRounds;
            embedding.FindForces();
            embedding.Move(isEarly ? Exaggeration : 1, isEarly ? EarlyMomentum : LateMomentum);
            progress?.Invoke((round + 1.0) / Rounds);
        }
    }

    private void FindForces()
    {
        tree.Build(places);
        Parallel.For(0, (count + Chunk - 1) / Chunk, chunk =>
        {
            int end = Math.Min(count, (chunk + 1) * Chunk);
            for (int place = chunk * Chunk; place < end; place++)
            {
                int point = tree.Order[place];
                (push[2 * point], push[(2 * point) + 1], kernels[point]) = tree.Repel(places[2 * point], places[(2 * point) + 1]);
                Pull(point);
            }
        });
    }

    private void Pull(int point)
    {
        (float x, float y) = (places[2 * point], places[(2 * point) + 1]);
        (float sumX, float sumY) = (0, 0);
        for (int pair = affinities.Starts[point]; pair < affinities.Starts[point + 1]; pair++)
        {
            int other = affinities.Others[pair];
            (float dx, float dy) = (x - places[2 * other], y - places[(2 * other) + 1]);
            float weight = affinities.Weights[pair] / (1 + (dx * dx) + (dy * dy));
            sumX += weight * dx;
            sumY += weight * dy;
        }

        (pull[2 * point], pull[(2 * point) + 1]) = (sumX, sumY);
    }

    /// <summary>One step against the gradient; each coordinate has its own gain, larger while it keeps its direction (Jacobs 1988).</summary>
    private void Move(float exaggeration, float momentum)
    {
        double allKernels = 0;
        foreach (float sum in kernels)
        {
            allKernels += sum;
        }

        float scale = (float)(1 / Math.Max(allKernels, double.Epsilon));
        float step = Math.Max(LeastStep, count / Exaggeration);
        for (int place = 0; place < places.Length; place++)
        {
            float gradient = 4 * ((exaggeration * pull[place]) - (scale * push[place]));
            bool keepsDirection = gradient > 0 != speed[place] > 0;
            gains[place] = Math.Max(LeastGain, keepsDirection ? gains[place] + 0.2f : gains[place] * 0.8f);
            speed[place] = (momentum * speed[place]) - (step * gains[place] * gradient);
            places[place] += speed[place];
        }
    }
}
