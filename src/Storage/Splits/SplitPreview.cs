using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>One part or fold of a plan with what it holds.</summary>
/// <param name="Fold">From 1; null where there are no folds, and of the test.</param>
/// <param name="Wanted">Share of the patients, 0–1; null of a part that came with the data.</param>
public sealed record SplitPart(Split Split, int? Fold, double? Wanted, int Patients, int Images);

/// <summary>How often each part shows a class or has a kind or value.</summary>
/// <param name="Heading">class, category or a column's name.</param>
/// <param name="Images">In the order of the parts.</param>
public sealed record SplitStratum(string Heading, string Name, int ClassIndex, IReadOnlyList<int> Images)
{
    public int Together => Images.Sum();
}

/// <summary>What a plan makes of the labelled images as they are now.</summary>
/// <param name="External">Test images that are of the external set; 0 where there is none.</param>
/// <param name="Torn">Patients with images in several parts.</param>
public sealed record SplitPreview(
    SplitPlan Plan,
    IReadOnlyList<SplitPart> Parts,
    IReadOnlyList<SplitStratum> Strata,
    IReadOnlyList<SplitProblem> Problems,
    int Images,
    int Patients,
    int External,
    int Torn)
{
    /// <summary>
    /// How far the parts are from having each stratum as often as the whole: the mean over parts and strata of the difference
    /// between the share of the part's images and the share of all images that are of the stratum, 0–1.
    /// </summary>
    public double Deviation => Strata.Count == 0 || Images == 0
        ? 0
        : Strata.SelectMany(stratum => Parts.Index().Where(part => part.Item.Images > 0).Select(part =>
            Math.Abs(((double)stratum.Images[part.Index] / part.Item.Images) - ((double)stratum.Together / Images)))).DefaultIfEmpty(0).Average();

    internal static SplitPreview Of(PlannedSplit planned, IReadOnlyList<ClassDefinition> classes)
    {
        var (data, slots) = (planned.Data, planned.Slots);
        var images = new int[slots.Count];
        var byFacts = new int[data.AllFacts.Count, slots.Count];
        for (var image = 0; image < data.Count; image++)
        {
            var slot = planned.SlotOf(image);
            images[slot]++;
            byFacts[data.Facts[image], slot]++;
        }

        var strata = data.Labels.Select(_ => new int[slots.Count]).ToList();
        for (var facts = 0; facts < data.AllFacts.Count; facts++)
        {
            foreach (var label in data.AllFacts[facts].Labels)
            {
                for (var slot = 0; slot < slots.Count; slot++)
                    strata[label][slot] += byFacts[facts, slot];
            }
        }

        var dealt = planned.Dealt;
        return new SplitPreview(
            planned.Plan,
            [.. slots.Select((slot, place) => new SplitPart(
                slot.Split, slot.Fold == 0 ? null : slot.Fold, dealt is null || slot.Share == 0 ? null : slot.Share * dealt, planned.PatientsOfSlot[place], images[place]))],
            [.. data.Labels.Select((label, index) => new SplitStratum(label.Heading, NameOf(label, classes), label.ClassIndex, strata[index]))
                .Where(stratum => stratum.Together > 0)
                .OrderBy(stratum => stratum.ClassIndex == 0).ThenBy(stratum => stratum.Heading).ThenBy(stratum => stratum.ClassIndex).ThenBy(stratum => stratum.Name, StringComparer.Ordinal)],
            planned.Problems,
            data.Count,
            data.PatientKeys.Count,
            data.External,
            planned.Torn.Count);
    }

    static string NameOf(SplitLabel label, IReadOnlyList<ClassDefinition> classes) =>
        label.IsClass ? classes.FirstOrDefault(item => item.Index == label.ClassIndex)?.Name ?? $"class {label.ClassIndex}" : label.Name;
}
