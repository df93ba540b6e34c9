using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>What an official column and an external set say of the images, and where they contradict each other.</summary>
sealed class OfficialTally(SplitPlan plan)
{
    const int NamesShown = 3;

    readonly Dictionary<string, List<long>> unreadable = new(StringComparer.Ordinal);
    readonly List<(long Image, string Message)> contradictions = [];
    readonly Dictionary<string, Split> partOf = new(StringComparer.Ordinal);
    readonly Dictionary<string, SortedSet<Split>> torn = new(StringComparer.Ordinal);

    /// <summary>Images that the column has in each part.</summary>
    public Dictionary<Split, int> Official { get; } = [];

    /// <summary>Images of the external set.</summary>
    public int External { get; private set; }

    public void AddUnreadable(string value, long imageId)
    {
        if (!unreadable.TryGetValue(value, out var images))
            unreadable[value] = images = [];
        images.Add(imageId);
    }

    public void AddOfficial(LabelledImage image, Split part)
    {
        Official[part] = Official.GetValueOrDefault(part) + 1;
        if (image.FixedSplit is { } imported && imported != part)
            contradictions.Add((image.ImageId, $"imported as {Word(imported)}, but the column {plan.OfficialField} says {Word(part)}"));
        Remember(image.GroupKey, part);
    }

    /// <param name="part">What else is said of the image.</param>
    public void AddExternal(LabelledImage image, Split part)
    {
        External++;
        Remember(image.GroupKey, Split.Test);
        if (part is Split.Training or Split.Validation)
            contradictions.Add((image.ImageId, $"in the external set {plan.External} and in the official {Word(part)}"));
    }

    /// <param name="hasExternal">Whether there is such a column or collection at all.</param>
    public IEnumerable<SplitProblem> Problems(DatabaseSession session, bool hasExternal)
    {
        foreach (var (value, images) in unreadable.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            yield return SplitProblem.Block(
                $"The column {plan.OfficialField} says \"{value}\" of {Count(images.Count, "image")} ({Names(session, images)}), which names no part, or could name two. Say which part \"{value}\" means.");
        }

        if (contradictions.Count > 0)
        {
            yield return SplitProblem.Block(
                $"{Count(contradictions.Count, "image")} ({Names(session, [.. contradictions.Select(item => item.Image)])}): {contradictions[0].Message}. Take the external set or the column out of the split, or correct the table.");
        }

        if (torn.Count > 0)
            yield return Torn();
        if (hasExternal && External == 0)
            yield return SplitProblem.Block($"No labelled image is in the external set {plan.External}. Check the value's spelling, or label its images first.");
    }

    /// <summary>A patient is in one part; image by image that is not asked for.</summary>
    void Remember(string patient, Split part)
    {
        if (plan.OfficialField is null || plan.Unit == SplitUnit.Image || partOf.TryAdd(patient, part) || partOf[patient] == part)
            return;
        if (!torn.TryGetValue(patient, out var parts))
            torn[patient] = parts = [partOf[patient]];
        parts.Add(part);
    }

    SplitProblem Torn()
    {
        var examples = string.Join("; ", torn.Take(NamesShown).Select(entry => $"{entry.Key} is in {string.Join(" and ", entry.Value.Select(Word))}"));
        var message = $"The official split in {plan.OfficialField} has {Count(torn.Count, "patient")} in several parts: {examples}.";
        return plan.MendsOfficial
            ? SplitProblem.Warn($"{message} {(torn.Count == 1 ? "The patient goes" : "Each goes")} whole to the part furthest from training.")
            : SplitProblem.Block($"{message} The model would be judged on patients it has learned from. Let such patients go whole to the part furthest from training, or correct the table.");
    }

    static string Names(DatabaseSession session, List<long> images)
    {
        var names = session.Query<string>("SELECT name FROM image WHERE id IN @shown ORDER BY id", new { shown = images.Take(NamesShown) });
        return string.Join(", ", names) + (images.Count > NamesShown ? " and more" : "");
    }

    static string Word(Split part) => part.ToString().ToLowerInvariant();

    static string Count(int number, string one) => $"{number} {one}{(number == 1 ? "" : "s")}";
}
