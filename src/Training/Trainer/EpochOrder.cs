using Studio.Training.Randomness;

namespace Studio.Training.Trainer;

/// <summary>In which order an epoch visits the training samples: a function of seed and epoch, nothing else.</summary>
static class EpochOrder
{
    /// <param name="epoch">1-based.</param>
    public static int[] Of(IReadOnlyList<int> samples, long seed, int epoch)
    {
        int[] order = [.. samples];
        new SeededRandom(seed, DrawPurpose.SampleOrder, epoch).Shuffle(order);
        return order;
    }

    public static int Steps(int samples, int batchSize) => (samples + batchSize - 1) / batchSize;
}
