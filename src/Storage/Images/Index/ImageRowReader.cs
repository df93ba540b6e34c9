using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <param name="SliceIndex">−1 where it is unknown.</param>
readonly record struct ImageRow(
    long Id, string Name, long Patient, long Series, int SliceIndex, Split Split, ImageState State, bool IsExcluded);

/// <summary>Reads what <see cref="ImageRows"/> holds, of all images of a project or of some.</summary>
static class ImageRowReader
{
    static readonly Dictionary<string, ImageState> States = Enum.GetValues<ImageState>().ToDictionary(Words.Of);
    static readonly Dictionary<string, Split> Splits = Enum.GetValues<Split>().ToDictionary(Words.Of);

    /// <summary>In the order of their names.</summary>
    public static void ReadImages(DatabaseSession session, long projectId, IReadOnlyList<long>? imageIds, Action<ImageRow> add) => session.Read(
        $"""
        SELECT image.id, image.name, image.patient_id, image.series_id, image.slice_index, image.fixed_split, image.state, image.excluded_at
        FROM image WHERE image.project_id = @projectId {Only("image.id", imageIds)} ORDER BY image.sort_key, image.id
        """,
        Arguments(projectId, imageIds),
        reader => add(new ImageRow(
            reader.GetInt64(0),
            reader.GetString(1),
            reader.IsDBNull(2) ? 0 : reader.GetInt64(2),
            reader.IsDBNull(3) ? 0 : reader.GetInt64(3),
            reader.IsDBNull(4) ? -1 : reader.GetInt32(4),
            reader.IsDBNull(5) ? Split.Unassigned : Splits[reader.GetString(5)],
            States[reader.GetString(6)],
            !reader.IsDBNull(7))));

    public static void ReadPatients(DatabaseSession session, long projectId, Dictionary<string, long> keys) => session.Read(
        "SELECT key, id FROM patient WHERE project_id = @projectId",
        new { projectId },
        reader => keys[reader.GetString(0)] = reader.GetInt64(1));

    /// <summary>Classes of the labels, and those that the last answers about images, series and patients name.</summary>
    public static void AddClasses(DatabaseSession session, long projectId, IReadOnlyList<long>? imageIds, Action<long, int> add)
    {
        Read(
            $"""
            SELECT held.image_id, held.class_index FROM image_class held JOIN image ON image.id = held.image_id
            WHERE image.project_id = @projectId {Only("held.image_id", imageIds)}
            """);
        foreach (var (subject, image) in new[] { ("image_id", "id"), ("series_id", "series_id"), ("patient_id", "patient_id") })
        {
            Read(
                $"""
                SELECT image.id, held.class_index FROM tag held JOIN image ON image.{image} = held.{subject}
                WHERE held.project_id = @projectId AND held.{subject} IS NOT NULL AND held.answer = 'present'
                  AND {TagRows.IsLast("held")} {Only("image.id", imageIds)}
                """);
        }

        void Read(string sql) => session.Read(sql, Arguments(projectId, imageIds), reader => add(reader.GetInt64(0), reader.GetInt32(1)));
    }

    public static void AddAssignments(DatabaseSession session, long projectId, IReadOnlyList<long>? imageIds, Action<long, long> add) => session.Read(
        $"""
        SELECT held.image_id, held.user_id FROM assignment held JOIN image ON image.id = held.image_id
        WHERE image.project_id = @projectId AND held.removed_at IS NULL {Only("held.image_id", imageIds)}
        """,
        Arguments(projectId, imageIds),
        reader => add(reader.GetInt64(0), reader.GetInt64(1)));

    static string Only(string column, IReadOnlyList<long>? imageIds) => imageIds is null ? "" : $"AND {column} IN (SELECT value FROM json_each(@imageIds))";

    static object Arguments(long projectId, IReadOnlyList<long>? imageIds) => new { projectId, imageIds = imageIds is null ? null : StoredJson.Write(imageIds) };
}
