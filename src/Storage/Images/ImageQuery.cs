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
    }

    /// <summary>No pixel, box or tag of any class.</summary>
    public static readonly string HoldsNothing = $"NOT {HeldClasses.Exists("")}";

    static readonly string HoldsOneOf = HeldClasses.Exists("AND held.class_index IN @classes");
    const string StateRank =
        "CASE image.state WHEN 'in-progress' THEN 0 WHEN 'not-started' THEN 1 WHEN 'in-review' THEN 2 ELSE 3 END";

    readonly List<string> conditions = ["image.project_id = @projectId"];

    /// <param name="except">The list that is left out, to count its choices.</param>
    public ImageQuery(ImageFilter filter, Facet except = Facet.None)
    {
        Arguments.Add("projectId", filter.ProjectId);
        if (filter.ImageIds.Count > 0)
        {
            Where("image.id IN @imageIds", "imageIds", filter.ImageIds.ToArray());
        }

        if (except != Facet.State && filter.States.Count > 0)
        {
            Where("image.state IN @states", "states", filter.States.Select(Words.Of).ToArray());
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

        if (filter.PatientKey is { } patient)
        {
            Where("patient.key = @patient", "patient", patient);
        }

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            Where(
                "(instr(lower_case(image.name), @text) > 0 OR instr(lower_case(patient.key), @text) > 0)",
                "text",
                filter.Text.Trim().ToLowerInvariant());
        }

        OrderBy = Order(filter.Sort);
    }

    public DynamicParameters Arguments { get; } = new();

    public string OrderBy { get; }

    public string From =>
        $"FROM image LEFT JOIN patient ON patient.id = image.patient_id WHERE {string.Join(" AND ", conditions)}";

    void AddClasses(ImageFilter filter)
    {
        var choices = new List<string>();
        if (filter.ClassIndexes.Count > 0)
        {
            choices.Add(HoldsOneOf);
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

    void Where(string condition, string name, object value)
    {
        conditions.Add(condition);
        Arguments.Add(name, value);
    }

    // Every order ends with the id, so that pages neither repeat nor lose an image.
    static string Order(ImageSort sort) => sort switch
    {
        ImageSort.Newest => "image.id DESC",
        ImageSort.Patient => "patient.key IS NULL, patient.key, image.sort_key, image.id",
        ImageSort.State => $"{StateRank}, image.sort_key, image.id",
        _ => "image.sort_key, image.id",
    };
}
