namespace Studio.Storage;

/// <summary>A column that a plan may look at.</summary>
/// <param name="Values">As many as a person can choose from, in their order.</param>
/// <param name="Distinct">How many there are.</param>
public sealed record SplitField(string Name, IReadOnlyList<string> Values, int Distinct);

/// <summary>What a plan of a project can choose from.</summary>
/// <param name="HasCategories">Whether any image's kind is known.</param>
public sealed record SplitChoices(IReadOnlyList<SplitField> Fields, IReadOnlyList<string> Collections, bool HasCategories)
{
    const int ValuesShown = 40;

    internal static SplitChoices Read(DatabaseSession session, long projectId)
    {
        var names = session.Query<FieldRow>("SELECT id, name FROM field WHERE project_id = @projectId AND source <> 'measured' ORDER BY name", new { projectId });
        return new SplitChoices(
            [.. names.Select(field => Describe(field.Name, SplitColumns.Distinct(session, field.Id)))],
            session.Query<string>("SELECT name FROM collection WHERE project_id = @projectId ORDER BY name", new { projectId }),
            session.Single<bool>("SELECT EXISTS (SELECT 1 FROM image WHERE project_id = @projectId AND category IS NOT NULL)", new { projectId }));
    }

    static SplitField Describe(string name, List<string> values) =>
        new(name, [.. values.Order(StringComparer.OrdinalIgnoreCase).Take(ValuesShown)], values.Count);

    sealed record FieldRow
    {
        public long Id { get; init; }
        public required string Name { get; init; }
    }
}
