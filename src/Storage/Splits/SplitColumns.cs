using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>
/// The columns of a person's table that a plan looks at, and what they say of each image. Images are asked about in the
/// order of their ids.
/// </summary>
sealed class SplitColumns : IDisposable
{
    /// <summary>A number as a person writes it: 1, not 1.0.</summary>
    const string Text = "coalesce(text, printf('%.15g', number))";
    const string HasText = "(text <> '' OR number IS NOT NULL)";

    sealed record Value
    {
        public long ImageId { get; init; }
        public required string Text { get; init; }
    }

    readonly DatabaseSession session;
    readonly SplitPlan plan;
    readonly OfficialTally tally;
    readonly List<(string Name, OrderedRows<Value> Rows)> strata = [];
    OrderedRows<Value>? official;
    OrderedRows<Value>? external;
    Dictionary<string, Split> meaning = [];

    SplitColumns(DatabaseSession session, SplitPlan plan)
    {
        this.session = session;
        this.plan = plan;
        tally = new OfficialTally(plan);
    }

    /// <summary>Images of the external set so far.</summary>
    public int External => tally.External;

    /// <summary>Images that the official column has in each part so far.</summary>
    public IReadOnlyDictionary<Split, int> Official => tally.Official;

    /// <summary>A column that does not exist is a problem, and says nothing.</summary>
    public static SplitColumns Open(DatabaseSession session, long projectId, SplitPlan plan, List<SplitProblem> problems)
    {
        var columns = new SplitColumns(session, plan);
        OrderedRows<Value>? OpenField(string name, string use)
        {
            if (FieldId(session, projectId, name) is { } field)
                return Rows(session, $"SELECT image_id, {Text} AS text FROM field_value WHERE field_id = @field AND {HasText} ORDER BY image_id", new { field });
            problems.Add(SplitProblem.Block($"There is no column \"{name}\" {use}. Columns: {Known(session, projectId)}."));
            return null;
        }

        foreach (var name in plan.ByFields)
        {
            if (OpenField(name, "to keep the parts alike by") is { } rows)
                columns.strata.Add((name, rows));
        }

        if (plan.OfficialField is { } officialField && OpenField(officialField, "with an official split") is { } found)
        {
            columns.official = found;
            columns.meaning = OfficialParts.Read(Distinct(session, FieldId(session, projectId, officialField)!.Value), plan.OfficialValues);
        }

        if (plan.External is { Field: { } externalField } set)
            columns.external = OpenField(externalField, $"that could name the external set {set}");
        else if (plan.External is { } collection)
            columns.external = columns.OpenCollection(projectId, collection.Value, problems);
        return columns;
    }

    public IEnumerable<SplitLabel> LabelsOf(long imageId)
    {
        foreach (var (name, rows) in strata)
        {
            if (rows.Of(imageId) is [var value, ..])
                yield return new SplitLabel(name, value.Text, 0);
        }
    }

    /// <summary>The external set before the official column, and that before the part an image was imported with.</summary>
    public Split PartOf(LabelledImage image)
    {
        var said = OfficialPart(image.ImageId);
        if (said != Split.Unassigned)
            tally.AddOfficial(image, said);
        var part = said != Split.Unassigned ? said : image.FixedSplit ?? Split.Unassigned;
        if (!IsExternal(image.ImageId))
            return part;
        tally.AddExternal(image, part);
        return Split.Test;
    }

    public IEnumerable<SplitProblem> Problems() => tally.Problems(session, external is not null);

    public static List<string> Distinct(DatabaseSession session, long field) => session.Query<string>(
        $"SELECT DISTINCT {Text} FROM field_value WHERE field_id = @field AND {HasText}", new { field });

    public void Dispose()
    {
        strata.ForEach(column => column.Rows.Dispose());
        official?.Dispose();
        external?.Dispose();
    }

    Split OfficialPart(long imageId)
    {
        if (official?.Of(imageId) is not [var value, ..])
            return Split.Unassigned;
        if (meaning.TryGetValue(value.Text, out var part))
            return part;
        tally.AddUnreadable(value.Text, imageId);
        return Split.Unassigned;
    }

    bool IsExternal(long imageId) => external?.Of(imageId) is [var value, ..]
        && (plan.External!.Field is null || string.Equals(value.Text, plan.External.Value, StringComparison.OrdinalIgnoreCase));

    OrderedRows<Value>? OpenCollection(long projectId, string name, List<SplitProblem> problems)
    {
        var id = session.Find<long?>("SELECT id FROM collection WHERE project_id = @projectId AND name = @name", new { projectId, name });
        if (id is not null)
            return Rows(session, "SELECT image_id, '' AS text FROM collection_image WHERE collection_id = @id ORDER BY image_id", new { id });
        problems.Add(SplitProblem.Block($"There is no collection \"{name}\" that could be the external set."));
        return null;
    }

    static OrderedRows<Value> Rows(DatabaseSession session, string sql, object arguments) =>
        new(session.Stream<Value>(sql, arguments), value => value.ImageId);

    static long? FieldId(DatabaseSession session, long projectId, string name) =>
        session.Find<long?>("SELECT id FROM field WHERE project_id = @projectId AND name = @name", new { projectId, name });

    static string Known(DatabaseSession session, long projectId) =>
        session.Query<string>("SELECT name FROM field WHERE project_id = @projectId ORDER BY name", new { projectId }) is { Count: > 0 } names
            ? string.Join(", ", names)
            : "none yet";
}
