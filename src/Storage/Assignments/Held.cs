namespace Studio.Storage;

/// <summary>Assignments that stand, as SQL.</summary>
static class Held
{
    /// <summary>Ids of images that are assigned to somebody, as a query.</summary>
    /// <param name="condition">On the row <c>held</c>, beginning with AND; empty for anybody.</param>
    public static string Images(string condition = "") =>
        $"SELECT held.image_id FROM assignment held WHERE held.removed_at IS NULL {condition}";

    /// <summary>The readers of the row <c>image</c> of the surrounding query: their names or their initials.</summary>
    public static string Readers(string column, string between) =>
        $"""
        coalesce((SELECT group_concat({column}, '{between}') FROM (
          SELECT user.{column} FROM assignment held JOIN user ON user.id = held.user_id
          WHERE held.image_id = image.id AND held.removed_at IS NULL ORDER BY held.id)), '')
        """;
}
