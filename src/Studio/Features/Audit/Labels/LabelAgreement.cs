using Studio.Contracts.Projects;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>How far two labels of the same picture agree; of several slices over all their pixels.</summary>
sealed class LabelAgreement(IReadOnlyList<ClassDefinition> classes)
{
    /// <summary>Labels of one picture that overlap less than this are another opinion, not another hand.</summary>
    const double SameDice = 0.999;

    readonly long[] common = new long[byte.MaxValue + 1];
    readonly long[] sum = new long[byte.MaxValue + 1];

    /// <summary>Of each class that one of the two holds: 2|A ∩ B| / (|A| + |B|) (Dice 1945).</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Dice =>
        [.. classes.Where(definition => sum[definition.Index] > 0)
            .Select(definition => KeyValuePair.Create(definition.Name, 2.0 * common[definition.Index] / sum[definition.Index]))];

    public bool Differs => Dice.Any(entry => entry.Value < SameDice);

    /// <summary>"nerve 0.96, vessel 0.65".</summary>
    public string Differences => string.Join(", ", Dice.Where(entry => entry.Value < SameDice).Select(entry => $"{entry.Key} {Wording.Score(entry.Value)}"));

    public Dictionary<string, double> Values => Dice.ToDictionary(entry => $"dice.{entry.Key}", entry => entry.Value);

    public IEnumerable<AuditFact> Facts => Differs ? [new AuditFact("edit", $"Labels differ: Dice {Differences}")] : [];

    /// <param name="one">A class per pixel, as <paramref name="other"/>.</param>
    public void Add(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        for (var pixel = 0; pixel < one.Length; pixel++)
        {
            sum[one[pixel]]++;
            sum[other[pixel]]++;
            if (one[pixel] == other[pixel])
                common[one[pixel]]++;
        }
    }
}
