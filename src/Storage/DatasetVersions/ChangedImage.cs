using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>An image as one version froze it.</summary>
/// <param name="LabelmapSha256">Null: no pixel is labelled.</param>
public sealed record FrozenImage(
    string? LabelmapSha256, IReadOnlyList<BoxSpec> Boxes, IReadOnlyList<TagSpec> Tags, Split Split, string PatientKey);

/// <summary>An image in two versions, to be shown.</summary>
public sealed record ChangedImage
{
    public long ImageId { get; init; }
    public required string Name { get; init; }
    public int Rows { get; init; }
    public int Columns { get; init; }
    public VersionChanges Changes { get; init; }

    /// <summary>Null where it was added.</summary>
    public FrozenImage? Before { get; init; }

    /// <summary>Null where it was removed.</summary>
    public FrozenImage? After { get; init; }

    public DateTimeOffset ImportedAt { get; init; }

    /// <summary>Since when and why the image is left out now; null where it takes part.</summary>
    public DateTimeOffset? ExcludedAt { get; init; }
    public string? ExcludedReason { get; init; }
}

/// <summary>Compares versions. A comparison never changes, so the last ones are kept.</summary>
public sealed class VersionComparer(Database database)
{
    const int Kept = 4;

    readonly Lock guard = new();
    readonly List<VersionComparison> last = [];

    public async Task<VersionComparison> CompareAsync(DatasetVersion before, DatasetVersion after, CancellationToken cancellationToken = default)
    {
        lock (guard)
        {
            if (last.Find(known => known.Before.Id == before.Id && known.After.Id == after.Id) is { } known)
            {
                return known;
            }
        }

        var comparison = await database.ReadAsync(session => VersionComparison.Read(session, before, after), cancellationToken);
        lock (guard)
        {
            last.Insert(0, comparison);
            last.RemoveRange(Math.Min(Kept, last.Count), Math.Max(0, last.Count - Kept));
        }

        return comparison;
    }

    /// <summary>Some of the images of a comparison, in the order in which they are given.</summary>
    public Task<IReadOnlyList<ChangedImage>> ReadAsync(
        VersionComparison comparison, IReadOnlyList<ChangedItem> items, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ChangedImage>>(
            session =>
            {
                var imageIds = items.Select(item => item.ImageId).ToList();
                var before = ReadItems(session, comparison.Before.Id, imageIds);
                var after = ReadItems(session, comparison.After.Id, imageIds);
                var images = session.Query<ChangedImage>(
                    """
                    SELECT id AS image_id, name, rows, columns, created_at AS imported_at, excluded_at, excluded_reason
                    FROM image WHERE id IN @imageIds
                    """,
                    new { imageIds }).ToDictionary(image => image.ImageId);
                return
                [
                    .. items.Where(item => images.ContainsKey(item.ImageId)).Select(item => images[item.ImageId] with
                    {
                        Changes = item.Changes,
                        Before = before.GetValueOrDefault(item.ImageId),
                        After = after.GetValueOrDefault(item.ImageId),
                    }),
                ];
            },
            cancellationToken);

    static Dictionary<long, FrozenImage> ReadItems(DatabaseSession session, long versionId, List<long> imageIds) => session.Query<ItemRow>(
        """
        SELECT image_id, labelmap_sha256, boxes_json, tags_json, split, patient_key FROM dataset_item
        WHERE version_id = @versionId AND image_id IN @imageIds
        """,
        new { versionId, imageIds }).ToDictionary(row => row.ImageId, row => new FrozenImage(
            row.LabelmapSha256,
            StoredJson.Read<IReadOnlyList<BoxSpec>>(row.BoxesJson),
            StoredJson.Read<IReadOnlyList<TagSpec>>(row.TagsJson),
            row.Split,
            row.PatientKey));

    sealed record ItemRow
    {
        public long ImageId { get; init; }
        public string? LabelmapSha256 { get; init; }
        public required string BoxesJson { get; init; }
        public required string TagsJson { get; init; }
        public Split Split { get; init; }
        public required string PatientKey { get; init; }
    }
}
