using Studio.Contracts.Import;
using Studio.Contracts.Projects;

namespace Studio.Features.Import.Labels;

/// <summary>What the class names of label files mean.</summary>
/// <param name="ClassOfName">Name as in the files → name of a class, empty to leave the labels out.</param>
public sealed record LabelNamePlan(IReadOnlyDictionary<string, string> ClassOfName);

/// <summary>Decides whether the names of labels are clear, or what to propose to a person.</summary>
static class LabelNamePlanner
{
    /// <summary>A plan, or null together with the proposals that a person has to confirm.</summary>
    /// <param name="counts">How many labels carry each name.</param>
    /// <param name="classes">The project's classes; a name that is one of theirs needs no question.</param>
    /// <param name="request">What was said when the import was started.</param>
    public static (LabelNamePlan? Plan, IReadOnlyList<LabelNameProposal> Proposals) Decide(
        IReadOnlyDictionary<string, long> counts, IReadOnlyList<ClassDefinition> classes, ImportRequest request)
    {
        var said = new Dictionary<string, string>(request.LabelNames ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        var proposals = new List<LabelNameProposal>();
        foreach (var (name, count) in counts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (said.TryGetValue(name, out var className) || FindClass(name, classes, out className))
                known[name] = className;
            else
                proposals.Add(new LabelNameProposal(name, count, classes.Count == 0 ? name : null));
        }

        if (request.AcceptsLabelNames && proposals.All(proposal => proposal.ProposedName is not null))
        {
            proposals.ForEach(proposal => known[proposal.Name] = proposal.ProposedName!);
            proposals.Clear();
        }

        // What is known already is shown too, so that the whole meaning is confirmed at once.
        return proposals.Count == 0
            ? (new LabelNamePlan(known), [])
            : (null, [.. proposals, .. known.Select(entry => new LabelNameProposal(entry.Key, counts[entry.Key], entry.Value))]);
    }

    static bool FindClass(string name, IReadOnlyList<ClassDefinition> classes, out string className)
    {
        className = classes.FirstOrDefault(item => string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase))?.Name ?? "";
        return className.Length > 0;
    }
}
