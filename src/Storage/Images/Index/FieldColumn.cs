namespace Studio.Storage;

/// <summary>What a field says of every row of an index: a number (NaN where it says nothing), or the place of a text in a list (−1).</summary>
sealed class FieldColumn
{
    string[]? tokens;

    FieldColumn(Field field, long revision, float[]? numbers, int[]? codes, string[] texts)
    {
        (Field, Revision, Numbers, Codes, Texts) = (field, revision, numbers, codes, texts);
        foreach (var number in (numbers ?? []).Where(number => !float.IsNaN(number)))
            (Min, Max) = (Math.Min(Min, number), Math.Max(Max, number));
    }

    public Field Field { get; }
    public long Revision { get; }
    public float[]? Numbers { get; }
    public int[]? Codes { get; }

    /// <summary>In the order of their first appearance.</summary>
    public string[] Texts { get; }

    /// <summary>Of the texts, in their order.</summary>
    public string[] Tokens => tokens ??= Array.ConvertAll(Texts, FieldFilter.TokenOf);
    public float Min { get; } = float.PositiveInfinity;
    public float Max { get; } = float.NegativeInfinity;

    public static long RevisionOf(DatabaseSession session, long fieldId) =>
        session.Find<long?>("SELECT revision FROM field WHERE id = @fieldId", new { fieldId }) ?? -1;

    /// <returns>Null when the project has no such field.</returns>
    public static FieldColumn? Load(DatabaseSession session, ImageRows rows, long projectId, long fieldId)
    {
        var field = FieldStore.Find(session, fieldId);
        if (field?.ProjectId != projectId)
            return null;
        var revision = RevisionOf(session, fieldId);
        return field.Kind == FieldKind.Number
            ? new FieldColumn(field, revision, LoadNumbers(session, rows, fieldId), null, [])
            : LoadTexts(session, rows, field, revision);
    }

    static float[] LoadNumbers(DatabaseSession session, ImageRows rows, long fieldId)
    {
        var numbers = new float[rows.Count];
        Array.Fill(numbers, float.NaN);
        session.Read("SELECT image_id, number FROM field_value WHERE field_id = @fieldId AND number IS NOT NULL", new { fieldId }, reader =>
        {
            if (rows.Find(reader.GetInt64(0)) is var row and >= 0)
                numbers[row] = (float)reader.GetDouble(1);
        });
        return numbers;
    }

    static FieldColumn LoadTexts(DatabaseSession session, ImageRows rows, Field field, long revision)
    {
        var codes = new int[rows.Count];
        Array.Fill(codes, -1);
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        session.Read("SELECT image_id, text FROM field_value WHERE field_id = @Id AND text IS NOT NULL", new { field.Id }, reader =>
        {
            if (rows.Find(reader.GetInt64(0)) is not (var row and >= 0))
                return;
            var text = reader.GetString(1);
            if (!known.TryGetValue(text, out var code))
                known[text] = code = known.Count;
            codes[row] = code;
        });
        return new FieldColumn(field, revision, null, codes, [.. known.Keys]);
    }

    public bool IsMissing(int row) => Numbers is { } numbers ? float.IsNaN(numbers[row]) : Codes![row] < 0;
}
