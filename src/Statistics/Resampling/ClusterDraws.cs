namespace Studio.Statistics;

/// <summary>
/// Samples of whole clusters (patients) with replacement, as many as there are: how often each was drawn. Made once and used
/// for every figure, so that figures of the same cases can be compared draw by draw.
/// </summary>
/// <remarks>
/// xoshiro256** seeded by SplitMix64 (Blackman and Vigna, ACM TOMS 47, 2021) and a draw without bias (Lemire, ACM TOMACS 29,
/// 2019): the same seed gives the same draws on every machine and with every runtime.
/// </remarks>
public sealed class ClusterDraws
{
    readonly byte[] weights;

    ClusterDraws(int clusters, int resamples)
    {
        (Clusters, Count) = (clusters, resamples);
        weights = new byte[(long)clusters * resamples];
    }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>Number of clusters. With fewer than two, every sample is the whole and says nothing about spread.</summary>
    public int Clusters { get; }

    /// <exception cref="ArgumentOutOfRangeException">A negative number, or more than two billion weights.</exception>
    public static ClusterDraws Create(int clusters, int resamples, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(clusters);
        ArgumentOutOfRangeException.ThrowIfNegative(resamples);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)clusters * resamples, Array.MaxLength, nameof(resamples));
        var draws = new ClusterDraws(clusters, resamples);
        var generator = new Xoshiro(unchecked((ulong)seed));
        for (var resample = 0; resample < resamples; resample++)
        {
            var drawn = draws.weights.AsSpan(resample * clusters, clusters);
            for (var slot = 0; slot < clusters; slot++)
            {
                ref var weight = ref drawn[generator.Below((uint)clusters)];

                // A cluster drawn 256 times is one that chance never brings; it must not count as none.
                weight += weight < byte.MaxValue ? (byte)1 : (byte)0;
            }
        }

        return draws;
    }

    /// <summary>[clusters]; how often each was drawn, in sum <see cref="Clusters"/>.</summary>
    /// <param name="resample">From 0.</param>
    public ReadOnlySpan<byte> Weights(int resample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(resample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(resample, Count);
        return weights.AsSpan(resample * Clusters, Clusters);
    }
}

/// <summary>Random numbers.</summary>
struct Xoshiro
{
    ulong first, second, third, fourth;

    public Xoshiro(ulong seed) => (first, second, third, fourth) = (Split(ref seed), Split(ref seed), Split(ref seed), Split(ref seed));

    /// <summary>From 0, each as likely as the others.</summary>
    /// <param name="bound">From 1.</param>
    public int Below(uint bound)
    {
        var product = (Next() >> 32) * bound;
        if ((uint)product < bound)
        {
            var least = unchecked(0u - bound) % bound;
            while ((uint)product < least)
            {
                product = (Next() >> 32) * bound;
            }
        }

        return (int)(product >> 32);
    }

    ulong Next()
    {
        unchecked
        {
            var result = ulong.RotateLeft(second * 5, 7) * 9;
            var shifted = second << 17;
            third ^= first;
            fourth ^= second;
            second ^= third;
            first ^= fourth;
            third ^= shifted;
            fourth = ulong.RotateLeft(fourth, 45);
            return result;
        }
    }

    static ulong Split(ref ulong state)
    {
        unchecked
        {
            var mixed = state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
