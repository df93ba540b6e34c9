using Studio.Contracts.Jobs;
using Studio.Imaging.Labelmaps;

namespace Studio.Features.Audit;

/// <summary>What the checks ask of one labelmap, so that each is read once.</summary>
/// <param name="Parts">Of all classes; empty where nothing is labelled.</param>
/// <param name="Small">The labelmap by nearest neighbour, [<see cref="SmallSide"/>, <see cref="SmallSide"/>].</param>
public sealed record LabelFacts(SampleSpec Sample, IReadOnlyList<LabelPart> Parts, IReadOnlyList<LabelHole> Holes, byte[] Small)
{
    public const int SmallSide = 64;

    static readonly byte[] Nothing = new byte[SmallSide * SmallSide];

    /// <summary>Pixels per class that occurs.</summary>
    public IReadOnlyDictionary<int, long> Pixels { get; } =
        Parts.GroupBy(part => (int)part.Class).ToDictionary(same => same.Key, same => same.Sum(part => (long)part.Pixels));

    public IEnumerable<LabelPart> PartsOf(int classIndex) => Parts.Where(part => part.Class == classIndex);

    public static LabelFacts Empty(SampleSpec sample) => new(sample, [], [], Nothing);
}
