using Studio.Features.Shell;

namespace Studio.Features.Compare.Groups;

/// <summary>What a table of groups says, and how much of it may be chance.</summary>
public static class GroupWording
{
    const double Level = 0.05;

    /// <summary>"lower", "higher", "better" would say which is good; the metric's name does, so it is told as what it is.</summary>
    public static string Direction(ComparedMetric metric, GroupFigure group) =>
        group.Difference!.Value.Value > 0 == metric.HigherIsBetter ? "better" : "worse";

    /// <summary>How many groups were looked at, and how many of so many chance alone would mark.</summary>
    public static string Looked(IReadOnlyList<GroupFigure> groups)
    {
        var tested = groups.Count(group => group.Difference is not null);
        if (tested == 0)
            return "No group is set against the others: they have too few patients for that.";
        var odd = groups.Count(group => group.IsOdd);
        // Two groups are one question: what one lacks the other has.
        var questions = groups.Count == 2 && tested == 2 ? 1 : tested;
        var marked = odd == 0
            ? $"No group stands out; {Wording.Count(tested, "was", "were")} looked at."
            : $"{Wording.Count(odd, "group stands", "groups stand")} out of {tested} that were looked at.";
        return questions == 1
            ? $"{marked} Chance alone does that in 1 of 20 looks, and every further column is another look."
            : $"{marked} Of {questions} groups, chance alone makes at least one stand out in {Wording.Percent(1 - Math.Pow(1 - Level, questions))} of looks: before you believe one, see it on other images.";
    }

    /// <summary>"Run 12", "Runs 1–5".</summary>
    public static string Name(ComparedEntry entry) => $"{(entry.Runs.Count == 1 ? "Run" : "Runs")} {entry.Label}";
}
