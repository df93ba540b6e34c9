using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Versions;

/// <summary>What differs between two versions, in words.</summary>
public static class ChangeWording
{
    /// <summary>"12 images were added and 3 relabelled; Nerve is called Median nerve."</summary>
    public static string Summary(VersionComparison comparison)
    {
        var images = VersionComparison.Kinds.Where(kind => comparison.Count(kind) > 0).Select((kind, place) => Part(kind, comparison.Count(kind), place == 0)).ToList();
        var classes = comparison.Classes.Select(Class).ToList();
        string[] sentences = [.. images.Count > 0 ? [Join(images)] : Array.Empty<string>(), .. classes.Count > 0 ? [Join(classes)] : Array.Empty<string>()];
        return sentences.Length == 0
            ? $"Version {comparison.Before.Number} holds the same images, labels and parts."
            : string.Join("; ", sentences) + ".";
    }

    public static string Kind(VersionChanges kind) => kind switch
    {
        VersionChanges.Added => "Added",
        VersionChanges.Removed => "Removed",
        VersionChanges.Relabelled => "Relabelled",
        VersionChanges.Moved => "Moved",
        VersionChanges.OtherPatient => "Other patient",
        VersionChanges.OtherPixels => "Blacked out",
        _ => "All",
    };

    public static string Icon(VersionChanges kind) => kind switch
    {
        VersionChanges.Added => "add",
        VersionChanges.Removed => "remove",
        VersionChanges.Relabelled => "edit",
        VersionChanges.Moved => "swap_horiz",
        VersionChanges.OtherPatient => "person",
        _ => "hide_source",
    };

    public static IEnumerable<VersionChanges> KindsOf(ChangedImage image) => VersionComparison.Kinds.Where(kind => image.Changes.HasFlag(kind));

    /// <summary>What a picture does not show, one line each.</summary>
    public static IEnumerable<string> Lines(ChangedImage image, VersionComparison comparison)
    {
        if (image is { Before: null, After: { } added })
            yield return $"{(image.ImportedAt > comparison.Before.CreatedAt ? "Imported since" : "Labelled or taken in since")}; in {Part(added.Split)}";
        if (image is { Before: { } gone, After: null })
            yield return $"{WhyRemoved(image, comparison)}; was in {Part(gone.Split)}";
        if (image is not { Before: { } before, After: { } after })
            yield break;
        if (before.Split != after.Split)
            yield return $"From {Part(before.Split)} to {Part(after.Split)}";
        if (before.PatientKey != after.PatientKey)
            yield return $"Patient {before.PatientKey} is now {after.PatientKey}";
        if (Boxes(BoxChanges.Between(before.Boxes, after.Boxes)) is { Length: > 0 } boxes)
            yield return boxes;
        foreach (var line in Tags(before.Tags, after.Tags, comparison.After.Classes))
            yield return line;
        if (image.Changes.HasFlag(VersionChanges.OtherPixels))
            yield return "Places in the picture were blacked out";
    }

    /// <summary>"2 boxes added, 1 moved"; empty where all are the same.</summary>
    public static string Boxes(BoxChanges changes)
    {
        (int Count, string Word)[] parts = [(changes.Added, "added"), (changes.Removed, "removed"), (changes.Moved, "moved"), (changes.Renamed, "of another class")];
        return string.Join(", ", parts.Where(part => part.Count > 0)
            .Select((part, place) => place == 0 ? $"{Wording.Count(part.Count, "box", "boxes")} {part.Word}" : $"{Wording.Number(part.Count)} {part.Word}"));
    }

    /// <summary>"Bleeding: yes → no" for each class whose answer changed.</summary>
    public static IEnumerable<string> Tags(IReadOnlyList<TagSpec> before, IReadOnlyList<TagSpec> after, IReadOnlyList<ClassDefinition> classes) =>
        before.Union(after).Select(tag => tag.ClassIndex).Distinct().Order()
            .Select(index => (Name: classes.FirstOrDefault(item => item.Index == index)?.Name ?? $"class {index}", Before: Answer(before, index), After: Answer(after, index)))
            .Where(answer => answer.Before != answer.After)
            .Select(answer => $"{answer.Name}: {answer.Before} → {answer.After}");

    static string Answer(IReadOnlyList<TagSpec> tags, int index) => tags.FirstOrDefault(tag => tag.ClassIndex == index) switch
    {
        null => "no answer",
        { Answer: true } => "yes",
        { Answer: false } => "no",
        _ => "unsure",
    };

    static string WhyRemoved(ChangedImage image, VersionComparison comparison) =>
        image.ExcludedAt is { } time && time <= comparison.After.CreatedAt
            ? $"Left out: {(string.IsNullOrWhiteSpace(image.ExcludedReason) ? "no reason given" : image.ExcludedReason)}"
            : "It had no label any more, or was left out then";

    static string Part(Split split) => Wording.Split(split).ToLowerInvariant();

    static string Part(VersionChanges kind, int count, bool isFirst)
    {
        var subject = isFirst ? Wording.Count(count, "image") : Wording.Number(count);
        var (one, many) = kind switch
        {
            VersionChanges.Added => ("was added", "were added"),
            VersionChanges.Removed => ("was removed", "were removed"),
            VersionChanges.Relabelled => ("has another label", "have another label"),
            VersionChanges.Moved => ("moved to another part", "moved to another part"),
            VersionChanges.OtherPatient => ("is grouped with another patient", "are grouped with another patient"),
            _ => ("is blacked out in places", "are blacked out in places"),
        };
        return $"{subject} {(count == 1 ? one : many)}";
    }

    static string Class(ClassChange change) => change switch
    {
        { Before: null } => $"the class {change.After} was added",
        { After: null } => $"the class {change.Before} was taken away",
        _ => $"{change.Before} is called {change.After}",
    };

    static string Join(List<string> parts) => parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";
}
