namespace Studio.Training.Randomness;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
/// A generator is made from the numbers that name a draw (seed, epoch, sample), never carried along, so a run that
/// was killed draws the same numbers again, whatever the batch size.
/// </summary>
sealed class SeededRandom
{
    const ulong Golden = 0x9E3779B97F4A7C15;
    ulong state;

    /// <param name="names">What the draw is for, e.g. seed, purpose, epoch, sample.</param>
    public SeededRandom(params ReadOnlySpan<long> names)
    {
        state = 0;
        foreach (var name in names)
        {
            state = Mix(state ^ Mix((ulong)name + Golden));
        }
    }

    public ulong NextUInt64()
    {
        state += Golden;
        return Mix(state);
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [-1, 1).</summary>
    public double NextSigned() => (2 * NextDouble()) - 1;

    /// <summary>Uniform in 0 … count - 1; the bias of the multiplication is below count / 2^64.</summary>
    public int NextIndex(int count) => (int)Math.BigMul(NextUInt64(), (ulong)count, out _);

    public bool NextBool() => (NextUInt64() & 1) == 1;

    /// <summary>Fisher–Yates.</summary>
    public void Shuffle(Span<int> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = NextIndex(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>What a draw is for: the second name of every <see cref="SeededRandom"/>.</summary>
static class DrawPurpose
{
    public const long SampleOrder = 1;
    public const long Augmentation = 2;
    public const long Tensors = 3;
    public const long Weights = 4;
    public const long Patches = 6;
    public const long Pixels = 7;
}
