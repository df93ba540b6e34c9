using Studio.Contracts.Import;
using Studio.Contracts.Projects;
using Studio.Imaging.Masks;

namespace Studio.Features.Import.Masks;

/// <summary>What the values of all masks of a batch mean.</summary>
/// <param name="Classes">Names of classes to add in this order where the project does not have them.</param>
/// <param name="ClassOfValue">Value → name of a class, empty for background.</param>
public sealed record MaskValuePlan(IReadOnlyList<string> Classes, IReadOnlyDictionary<int, string> ClassOfValue)
{
    /// <summary>A table a person gave; the classes are added in the order of the values.</summary>
    public static MaskValuePlan Of(IReadOnlyDictionary<int, string> classOfValue)
    {
        var names = classOfValue.OrderBy(entry => entry.Key).Select(entry => entry.Value).Where(name => name.Length > 0);
        return new MaskValuePlan([.. names.Distinct(StringComparer.OrdinalIgnoreCase)], classOfValue);
    }
}

/// <summary>Decides whether the values of masks are clear, or what to propose to a person.</summary>
public static class MaskValuePlanner
{
    /// <summary>A plan, or null together with the proposals that a person has to confirm.</summary>
    /// <param name="pixels">Pixels per value over all masks.</param>
    /// <param name="classes">The project's classes.</param>
    /// <param name="request">What was said when the import was started.</param>
    public static (MaskValuePlan? Plan, IReadOnlyList<MaskValueProposal> Proposals) Decide(
        IReadOnlyDictionary<int, long> pixels, IReadOnlyList<ClassDefinition> classes, ImportRequest request)
    {
        if (request.MaskValues is { } said)
        {
            var table = new Dictionary<int, string>(said);
            table.TryAdd(0, "");
            return pixels.Keys.All(table.ContainsKey) ? (MaskValuePlan.Of(table), []) : (null, Propose(pixels, table));
        }

        var suggestion = Suggest(pixels.Keys, classes);
        var isComplete = pixels.Keys.All(suggestion.ContainsKey);
        var isClear = request.Consent switch
        {
            MaskConsent.AcceptProposal => true,
            MaskConsent.TakeClassNumbers => AreClassNumbers(pixels.Keys),
            _ => AreClassNumbers(pixels.Keys) && classes.Count >= pixels.Keys.Max(),
        };
        if (!isComplete || !isClear)
            return (null, Propose(pixels, suggestion));
        return (new MaskValuePlan(NamesUpTo(HighestClass(pixels.Keys, classes), classes), suggestion), []);
    }

    static Dictionary<int, string> Suggest(IEnumerable<int> values, IReadOnlyList<ClassDefinition> classes)
    {
        var mapping = MaskValueMapping.Suggest(values, classes.Count > 0 ? classes.Max(item => item.Index) : null);
        return mapping.ClassOfValue.ToDictionary(entry => entry.Key, entry => NameOf(entry.Value, classes));
    }

    static int HighestClass(IEnumerable<int> values, IReadOnlyList<ClassDefinition> classes)
    {
        var mapping = MaskValueMapping.Suggest(values, classes.Count > 0 ? classes.Max(item => item.Index) : null);
        return mapping.ClassOfValue.Values.Max();
    }

    /// <summary>All numbers up to the highest, so that a class that no mask of this batch holds keeps its number.</summary>
    static List<string> NamesUpTo(int highest, IReadOnlyList<ClassDefinition> classes) =>
        [.. Enumerable.Range(1, Math.Max(0, highest)).Select(index => NameOf(index, classes))];

    static string NameOf(int classIndex, IReadOnlyList<ClassDefinition> classes) => classIndex <= 0
        ? ""
        : classes.FirstOrDefault(item => item.Index == classIndex)?.Name ?? $"Class {classIndex}";

    /// <summary>Whether the values are 0, 1, … n without a gap.</summary>
    static bool AreClassNumbers(IEnumerable<int> values)
    {
        var foreground = values.Where(value => value != 0).Order().ToList();
        return foreground.SequenceEqual(Enumerable.Range(1, foreground.Count));
    }

    static List<MaskValueProposal> Propose(IReadOnlyDictionary<int, long> pixels, Dictionary<int, string> names) =>
        [.. pixels.OrderBy(entry => entry.Key).Select(entry =>
            new MaskValueProposal(entry.Key, entry.Value, names.GetValueOrDefault(entry.Key)))];
}
