using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>What became of an image from one version to another; several may be true at once.</summary>
[Flags]
public enum VersionChanges
{
    None = 0,
    Added = 1,
    Removed = 2,

    /// <summary>Another labelmap, other boxes or other tags.</summary>
    Relabelled = 4,

    /// <summary>To another part of the data.</summary>
    Moved = 8,

    /// <summary>Grouped with another patient.</summary>
    OtherPatient = 16,

    /// <summary>Something was blacked out in between.</summary>
    OtherPixels = 32,
}

/// <summary>An image that is not the same in two versions.</summary>
public sealed record ChangedItem
{
    public long ImageId { get; init; }
    public VersionChanges Changes { get; private init; }

    // The column's number is not the property's own form.
    internal long ChangeBits
    {
        init => Changes = (VersionChanges)value;
    }
}

/// <summary>A class that one of two versions lacks, or that has another name.</summary>
/// <param name="Before">Null: it was added.</param>
/// <param name="After">Null: it was taken away.</param>
public sealed record ClassChange(int ClassIndex, string? Before, string? After);

/// <summary>All that differs between two versions of a project.</summary>
/// <param name="Items">In the order of image ids.</param>
public sealed record VersionComparison(
    DatasetVersion Before, DatasetVersion After, IReadOnlyList<ChangedItem> Items, IReadOnlyList<ClassChange> Classes)
{
    /// <summary>The kinds of change in the order in which people ask for them.</summary>
    public static IReadOnlyList<VersionChanges> Kinds { get; } =
    [
        VersionChanges.Relabelled, VersionChanges.Added, VersionChanges.Removed, VersionChanges.Moved, VersionChanges.OtherPatient,
        VersionChanges.OtherPixels,
    ];

    readonly Dictionary<VersionChanges, int> counts =
        Kinds.ToDictionary(kind => kind, kind => Items.Count(item => item.Changes.HasFlag(kind)));

    /// <summary>Images with a kind of change.</summary>
    public int Count(VersionChanges kind) => counts[kind];

    /// <summary>Images with a kind of change; all that changed for none.</summary>
    public IEnumerable<ChangedItem> Of(VersionChanges kind) => Items.Where(item => item.Changes.HasFlag(kind));

    internal static VersionComparison Read(DatabaseSession session, DatasetVersion before, DatasetVersion after)
    {
        // Versions from before pixels were noted say nothing about them.
        var items = session.Query<ChangedItem>(
            """
            SELECT old.image_id, CASE WHEN new.image_id IS NULL THEN 2 ELSE
                4 * (old.labelmap_sha256 IS NOT new.labelmap_sha256 OR old.boxes_json <> new.boxes_json OR old.tags_json <> new.tags_json)
                + 8 * (old.split <> new.split) + 16 * (old.patient_key <> new.patient_key)
                + 32 * coalesce(old.pixel_sha256 <> new.pixel_sha256, 0) END AS change_bits
            FROM dataset_item old LEFT JOIN dataset_item new ON new.version_id = @after AND new.image_id = old.image_id
            WHERE old.version_id = @before AND change_bits > 0
            UNION ALL
            SELECT new.image_id, 1 FROM dataset_item new WHERE new.version_id = @after
              AND NOT EXISTS (SELECT 1 FROM dataset_item old WHERE old.version_id = @before AND old.image_id = new.image_id)
            ORDER BY image_id
            """,
            new { before = before.Id, after = after.Id });
        return new VersionComparison(before, after, items, CompareClasses(before.Classes, after.Classes));
    }

    static List<ClassChange> CompareClasses(IReadOnlyList<ClassDefinition> before, IReadOnlyList<ClassDefinition> after)
    {
        var names = (before.ToDictionary(item => item.Index, item => item.Name), after.ToDictionary(item => item.Index, item => item.Name));
        return [.. names.Item1.Keys.Union(names.Item2.Keys).Order()
            .Select(index => new ClassChange(index, names.Item1.GetValueOrDefault(index), names.Item2.GetValueOrDefault(index)))
            .Where(change => change.Before != change.After)];
    }
}
