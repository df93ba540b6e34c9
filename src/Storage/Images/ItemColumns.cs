using Dapper;

namespace Studio.Storage;

/// <summary>What a cell in sight shows, as SQL: columns of <see cref="ImageListItem"/> of the row <c>image</c>.</summary>
sealed class ItemColumns
{
    public ItemColumns(ImageFilter filter)
    {
        var cell = filter.Collapse ? ImageCell.Series : ImageCell.Image;
        var (label, ownState) = (CurrentLabel.AnnotationIdOfImage, "NULL");
        if (filter.Reader is { } reader)
        {
            Arguments.Add("reader", reader);
            ownState = filter.IsOwnQueue ? OwnWork.Own(cell) : OwnWork.Shared(cell);

            // One's own document in a queue of one's own, and where it is read blind.
            label = filter.IsOwnQueue ? OwnWork.Label : $"(CASE WHEN {OwnWork.IsBlind} THEN {OwnWork.Label} ELSE {label} END)";
        }

        Sql =
            $"""
            image.id, image.name, image.frame_index, patient.key AS patient_key, image.format, image.modality, image.rows, image.columns,
            image.thumbnail_sha256, image.fixed_split, image.created_at, image.category, image.excluded_reason,
            (SELECT label.outlines_json FROM annotation label WHERE label.id = {label}) AS outlines_json,
            {BoxOutlines.JsonOf(label)} AS boxes_json,
            {Held.Readers("initials", " ")} AS assigned_initials, {Held.Readers("name", ", ")} AS assigned_names,
            {cell.State} AS state_word, {cell.Columns}, {OwnWork.SkipReason(cell)} AS skip_reason, {ownState} AS own_state
            """;
    }

    public string Sql { get; }

    public DynamicParameters Arguments { get; } = new();

    /// <summary>The items of images, in the order given.</summary>
    public static List<ImageListItem> Read(DatabaseSession session, ImageFilter filter, IEnumerable<long> imageIds)
    {
        var columns = new ItemColumns(filter);
        columns.Arguments.Add("page", StoredJson.Write(imageIds));
        return session.Query<ImageListItem>(
            $"""
            SELECT {columns.Sql}
            FROM json_each(@page) page CROSS JOIN image ON image.id = page.value LEFT JOIN patient ON patient.id = image.patient_id
            ORDER BY page.key
            """,
            columns.Arguments);
    }
}
