using Dapper;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>An <see cref="ImageFilter"/> as SQL. Values travel as parameters only.</summary>
sealed class ImageQuery
{
    public enum Facet
    {
        None,
        State,
        Class,
        Split,
        Assigned,
    }

    readonly List<string> conditions = ["image.project_id = @projectId"];
    readonly ImageCell cell;

    /// <param name="except">The list that is left out, to count its choices.</param>
    public ImageQuery(ImageFilter filter, Facet except = Facet.None)
    {
        cell = filter.Collapse ? ImageCell.Series : ImageCell.Image;
        Arguments.Add("projectId", filter.ProjectId);
        if (cell.Condition is { } condition)
        {
            conditions.Add(condition);
        }

        if (filter.ImageIds.Count > 0)
        {
            Where(cell.Any(row => $"{row}.id IN @imageIds"), "imageIds", filter.ImageIds.ToArray());
        }

        if (except != Facet.State && filter.States.Count > 0)
        {
            Where($"{cell.State} IN @states", "states", filter.States.Select(Words.Of).ToArray());
        }

        if (except != Facet.Class)
        {
            AddClasses(filter);
        }

        if (except != Facet.Split && filter.Splits.Count > 0)
        {
            var words = filter.Splits.Select(Words.Of).ToArray();
            Where($"coalesce(image.fixed_split, '{Words.Of(Split.Unassigned)}') IN @splits", "splits", words);
        }

        if (except != Facet.Assigned && filter.AssignedTo.Count > 0)
        {
            Where(Assigned(filter.AssignedTo), "assigned", filter.AssignedTo.ToArray());
        }

        if (filter.Reader is { } reader)
        {
            Arguments.Add("reader", reader);
            OwnState = filter.IsOwnQueue ? OwnWork.Own(cell) : OwnWork.Shared(cell);
            Label = filter.IsOwnQueue ? OwnWork.Label : $"(CASE WHEN {OwnWork.IsBlind} THEN {OwnWork.Label} ELSE {Label} END)";
        }

        if (filter.PatientId is { } patient)
        {
            Where("image.patient_id = @patient", "patient", patient);
        }

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            Where(
                $"({cell.Any(row => $"instr(lower_case({row}.name), @text) > 0")} OR instr(lower_case(patient.key), @text) > 0)",
                "text",
                filter.Text.Trim().ToLowerInvariant());
        }

        OrderBy = filter.IsOwnQueue ? $"{OwnRank(OwnState)}, {Order(filter.Sort)}" : Order(filter.Sort);
    }

    public DynamicParameters Arguments { get; } = new();

    public string OrderBy { get; }

    /// <summary>State of a cell, an expression of the row <c>image</c>.</summary>
    public string State => cell.State;

    /// <summary>Id of the document whose outlines a cell shows: the current label; one's own in a queue of one's own, and where it is read blind.</summary>
    public string Label { get; } = CurrentLabel.AnnotationIdOfImage;

    /// <summary>How far the filter's reader is with the cell, see <see cref="OwnWork"/>; NULL without a reader.</summary>
    public string OwnState { get; } = "NULL";

    /// <summary>Why the cell was skipped, and by whom.</summary>
    public string SkipReason => OwnWork.SkipReason(cell);

    /// <summary>Assigned to nobody.</summary>
    public string IsFree => $"NOT {cell.OneOf(Held.Images())}";

    /// <summary>What the cell stands for, columns of <see cref="ImageListItem"/>.</summary>
    public string CellColumns => cell.Columns;

    /// <summary>No pixel, box or tag of any class.</summary>
    public string HoldsNothing => $"NOT {cell.AnyClass("")}";

    /// <summary>The images behind the cells, as a query with the columns id and cell.</summary>
    public string ImagesOfCells => cell.ImagesOf(From);

    public string From =>
        $"FROM image LEFT JOIN patient ON patient.id = image.patient_id WHERE {string.Join(" AND ", conditions)}";

    void AddClasses(ImageFilter filter)
    {
        var choices = new List<string>();
        if (filter.ClassIndexes.Count > 0)
        {
            choices.Add(cell.AnyClass("AND held.class_index IN @classes"));
            Arguments.Add("classes", filter.ClassIndexes.ToArray());
        }

        if (filter.NothingLabelled)
        {
            choices.Add(HoldsNothing);
        }

        if (choices.Count > 0)
        {
            conditions.Add($"({string.Join(" OR ", choices)})");
        }
    }

    string Assigned(IReadOnlyList<long> people)
    {
        var choices = new List<string>();
        if (people.Any(person => person != ImageFilter.Nobody))
        {
            choices.Add(cell.OneOf(Held.Images("AND held.user_id IN @assigned")));
        }

        if (people.Contains(ImageFilter.Nobody))
        {
            choices.Add(IsFree);
        }

        return $"({string.Join(" OR ", choices)})";
    }

    void Where(string condition, string name, object value)
    {
        conditions.Add(condition);
        Arguments.Add(name, value);
    }

    // Every order ends with the id, so that pages neither repeat nor lose an image.
    string Order(ImageSort sort) => sort switch
    {
        ImageSort.Newest => "image.id DESC",
        ImageSort.Patient => "patient.key IS NULL, patient.key, image.sort_key, image.id",
        ImageSort.State => $"{StateRank(cell.State)}, image.sort_key, image.id",
        _ => "image.sort_key, image.id",
    };

    static string OwnRank(string ownState) => $"CASE {ownState} WHEN 'submitted' THEN 2 WHEN 'skipped' THEN 1 ELSE 0 END";

    static string StateRank(string state) =>
        $"CASE {state} WHEN 'in-progress' THEN 0 WHEN 'not-started' THEN 1 WHEN 'in-review' THEN 2 ELSE 3 END";
}
