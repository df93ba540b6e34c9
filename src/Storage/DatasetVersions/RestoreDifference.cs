using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>An image of a version whose label is another one now.</summary>
/// <param name="OwnDocumentId">The document of who puts it back; null where that person never opened the image.</param>
/// <param name="IsPending">Strokes of the current label wait to be made a labelmap.</param>
sealed record RestoreDifference(
    long ImageId, string Name, int Rows, int Columns, string? LabelmapSha256, string? LayersSha256, IReadOnlyList<BoxSpec> Boxes, long? OwnDocumentId, bool IsPending)
{
    sealed record Row
    {
        public long ImageId { get; init; }
        public required string Name { get; init; }
        public int Rows { get; init; }
        public int Columns { get; init; }
        public string? WantedSha256 { get; init; }
        public string? WantedLayers { get; init; }
        public required string BoxesJson { get; init; }
        public string? CurrentSha256 { get; init; }
        public string? CurrentLayers { get; init; }
        public long? OwnDocumentId { get; init; }
        public bool IsPending { get; init; }
    }

    /// <summary>Pixels and boxes; tags are compared by <see cref="RestoredTags"/>.</summary>
    public static List<RestoreDifference> Find(DatabaseSession session, DatasetVersion version, long userId)
    {
        var boxes = CurrentBoxes.Read(session, version.ProjectId);
        var rows = session.Query<Row>(
            $"""
            SELECT item.image_id, image.name, image.rows, image.columns, item.labelmap_sha256 AS wanted_sha256, item.layers_sha256 AS wanted_layers,
                   item.boxes_json, label.snapshot_sha256 AS current_sha256, label.layers_sha256 AS current_layers,
                   own.id AS own_document_id, coalesce(label.revision > label.snapshot_revision, 0) AS is_pending
            FROM dataset_item item JOIN image ON image.id = item.image_id
            LEFT JOIN annotation label ON label.id = {CurrentLabel.AnnotationIdOfImage}
            LEFT JOIN annotation own ON own.image_id = image.id AND own.author_id = @userId
            WHERE item.version_id = @Id ORDER BY item.image_id
            """,
            new { version.Id, userId });
        var differences = new List<RestoreDifference>();
        foreach (var row in rows)
        {
            var wanted = StoredJson.Read<IReadOnlyList<BoxSpec>>(row.BoxesJson);
            var isSame = row.WantedSha256 == row.CurrentSha256
                && (row.WantedLayers is null || row.WantedLayers == row.CurrentLayers)
                && wanted.SequenceEqual(boxes[row.ImageId]);
            if (!isSame || row.IsPending)
            {
                differences.Add(new RestoreDifference(
                    row.ImageId, row.Name, row.Rows, row.Columns, row.WantedSha256, row.WantedLayers, wanted, row.OwnDocumentId, row.IsPending));
            }
        }

        return differences;
    }
}
