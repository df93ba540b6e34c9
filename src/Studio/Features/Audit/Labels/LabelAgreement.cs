using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Imaging.Labelmaps;

namespace Studio.Features.Audit;

/// <summary>How far two labels of the same picture agree; of several slices over all their pixels.</summary>
sealed class LabelAgreement(IReadOnlyList<ClassDefinition> classes)
{
    /// <summary>Labels of one picture that overlap less than this are another opinion, not another hand.</summary>
    const double SameDice = 0.999;

    readonly LabelOverlap overlap = new();

    /// <summary>By name of each class that one of the two holds, in the order of the project's classes.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Dice
    {
        get
        {
            var dice = overlap.Dice();
            return [.. classes.Where(definition => dice.ContainsKey(definition.Index)).Select(definition => KeyValuePair.Create(definition.Name, dice[definition.Index]))];
        }
    }

    public bool Differs => Dice.Any(entry => entry.Value < SameDice);

    /// <summary>"nerve 0.96, vessel 0.65".</summary>
    public string Differences => string.Join(", ", Dice.Where(entry => entry.Value < SameDice).Select(entry => $"{entry.Key} {Wording.Score(entry.Value)}"));

    public Dictionary<string, double> Values => Dice.ToDictionary(entry => $"dice.{entry.Key}", entry => entry.Value);

    public IEnumerable<AuditFact> Facts => Differs ? [new AuditFact("edit", $"Labels differ: Dice {Differences}")] : [];

    /// <param name="one">A class per pixel, as <paramref name="other"/>.</param>
    public void Add(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => overlap.Add(one, other);
}
