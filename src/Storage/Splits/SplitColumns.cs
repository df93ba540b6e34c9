using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>
/// The columns of a person's table that a plan looks at, and what they say of each image. Images are asked about in the
/// order of their ids.
/// </summary>
sealed class SplitColumns : IDisposable
{
    const int NamesShown = 3;

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
    readonly List<(string Name, OrderedRows<Value> Rows)> strata = [];
    readonly Dictionary<string, List<long>> unreadable = new(StringComparer.Ordinal);
    readonly List<(long Image, string Message)> contradictions = [];
    readonly Dictionary<string, Split> officialOf = new(StringComparer.Ordinal);
    readonly Dictionary<string, SortedSet<Split>> torn = new(StringComparer.Ordinal);
    OrderedRows<Value>? official;
    OrderedRows<Value>? external;
    Dictionary<string, Split> meaning = [];

    SplitColumns(DatabaseSession session, SplitPlan plan)
    {
        this.session = session;
        this.plan = plan;
    }

    /// <summary>Images that the official column has in each part so far.</summary>
    public Dictionary<Split, int> Official { get; } = [];

    /// <summary>Images of the external set so far.</summary>
    public int External { get; private set; }

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
        var said = OfficialPart(image);
        if (said != Split.Unassigned)
        {
            Official[said] = Official.GetValueOrDefault(said) + 1;
            Remember(image, said);
        }

        var part = said != Split.Unassigned ? said : image.FixedSplit ?? Split.Unassigned;
        if (!IsExternal(image.ImageId))
            return part;
        External++;
        Remember(image.GroupKey, Split.Test);
        if (part is Split.Training or Split.Validation)
            contradictions.Add((image.ImageId, $"in the external set {plan.External} and in the official {part.ToString().ToLowerInvariant()}"));
        return Split.Test;
    }

    public IEnumerable<SplitProblem> Problems()
    {
        foreach (var (value, images) in unreadable.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            yield return SplitProblem.Block(
                $"The column {plan.OfficialField} says \"{value}\" of {Count(images.Count, "image")} ({Names(images)}), which names no part, or could name two. Say which part \"{value}\" means.");
        }

        if (contradictions.Count > 0)
        {
            yield return SplitProblem.Block(
                $"{Count(contradictions.Count, "image")} ({Names([.. contradictions.Select(item => item.Image)])}): {contradictions[0].Message}. Take the external set or the column out of the split, or correct the table.");
        }

        if (torn.Count > 0)
            yield return Torn();
        if (plan.External is not null && external is not null && External == 0)
            yield return SplitProblem.Block($"No labelled image is in the external set {plan.External}. Check the value's spelling, or label its images first.");
    }

    public void Dispose()
    {
        strata.ForEach(column => column.Rows.Dispose());
        official?.Dispose();
        external?.Dispose();
    }

    SplitProblem Torn()
    {
        var examples = string.Join("; ", torn.Take(NamesShown).Select(entry => $"{entry.Key} is in {string.Join(" and ", entry.Value.Select(part => part.ToString().ToLowerInvariant()))}"));
        var message = $"The official split in {plan.OfficialField} has {Count(torn.Count, "patient")} in several parts: {examples}.";
        return plan.MendsOfficial
            ? SplitProblem.Warn($"{message} {(torn.Count == 1 ? "The patient goes" : "Each goes")} whole to the part furthest from training.")
            : SplitProblem.Block($"{message} The model would be judged on patients it has learned from. Let such patients go whole to the part furthest from training, or correct the table.");
    }

    Split OfficialPart(LabelledImage image)
    {
        if (official?.Of(image.ImageId) is not [var value, ..])
            return Split.Unassigned;
        if (meaning.TryGetValue(value.Text, out var part))
            return part;
        if (!unreadable.TryGetValue(value.Text, out var images))
            unreadable[value.Text] = images = [];
        images.Add(image.ImageId);
        return Split.Unassigned;
    }

    void Remember(LabelledImage image, Split part)
    {
        if (image.FixedSplit is { } imported && imported != part)
        {
            contradictions.Add((image.ImageId, $"imported as {imported.ToString().ToLowerInvariant()}, but the column {plan.OfficialField} says {part.ToString().ToLowerInvariant()}"));
        }

        Remember(image.GroupKey, part);
    }

    void Remember(string patient, Split part)
    {
        if (official is null || plan.Unit == SplitUnit.Image || officialOf.TryAdd(patient, part) || officialOf[patient] == part)
            return;
        if (!torn.TryGetValue(patient, out var parts))
            torn[patient] = parts = [officialOf[patient]];
        parts.Add(part);
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

    string Names(List<long> images)
    {
        var names = session.Query<string>("SELECT name FROM image WHERE id IN @shown ORDER BY id", new { shown = images.Take(NamesShown) });
        return string.Join(", ", names) + (images.Count > NamesShown ? " and more" : "");
    }

    static OrderedRows<Value> Rows(DatabaseSession session, string sql, object arguments) =>
        new(session.Stream<Value>(sql, arguments), value => value.ImageId);

    public static List<string> Distinct(DatabaseSession session, long field) => session.Query<string>(
        $"SELECT DISTINCT {Text} FROM field_value WHERE field_id = @field AND {HasText}", new { field });

    static long? FieldId(DatabaseSession session, long projectId, string name) =>
        session.Find<long?>("SELECT id FROM field WHERE project_id = @projectId AND name = @name", new { projectId, name });

    static string Known(DatabaseSession session, long projectId) =>
        session.Query<string>("SELECT name FROM field WHERE project_id = @projectId ORDER BY name", new { projectId }) is { Count: > 0 } names
            ? string.Join(", ", names)
            : "none yet";

    static string Count(int number, string one) => $"{number} {one}{(number == 1 ? "" : "s")}";
}
