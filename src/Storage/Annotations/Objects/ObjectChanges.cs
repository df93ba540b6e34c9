using System.Text.Json;
using System.Text.RegularExpressions;
using Studio.Contracts;
using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>Object operations as they come from a browser: JSON of a list of <see cref="ObjectChange"/>.</summary>
static partial class ObjectChanges
{
    const int MostChanges = 10_000;
    const int LongestRemark = 2_000;

    /// <summary>Reads and checks an operation.</summary>
    /// <param name="fault">What is wrong when the result is null, for the user.</param>
    public static IReadOnlyList<ObjectChange>? Read(ReadOnlySpan<byte> json, AnnotationRows.ImageLimits limits, out string? fault)
    {
        try
        {
            var changes = JsonSerializer.Deserialize<List<ObjectChange>>(json, ContractJson.Options) ?? [];
            fault = changes.Count is 0 or > MostChanges
                ? $"The change holds {changes.Count} objects; 1 to {MostChanges} are possible at once."
                : changes.Select(change => FindFault(change, limits)).FirstOrDefault(found => found is not null);
            return fault is null ? changes : null;
        }
        catch (Exception problem) when (problem is JsonException or NotSupportedException)
        {
            fault = "The change of boxes, points or tags cannot be read. Reload the page.";
            return null;
        }
    }

    /// <summary>Applies checked changes to the document's objects and to the author's tags.</summary>
    /// <returns>Whether boxes or points changed: what makes a label.</returns>
    public static bool Apply(DatabaseSession session, AnnotationDocument document, IReadOnlyList<ObjectChange> changes)
    {
        var isLabel = false;
        foreach (var change in changes)
        {
            if (TagObject.TryParseName(change.Id, out var scope, out var classIndex))
            {
                TagRows.Say(session, document, scope, classIndex, (change.Value as TagObject)?.Answer);
                continue;
            }

            isLabel |= change.Value is BoxObject or PointObject || (change.Value is null && !IsRemark(session, document.Id, change.Id));
            ObjectRows.Put(session, document.Id, change.Id, change.Value);
        }

        return isLabel;
    }

    static bool IsRemark(DatabaseSession session, long annotationId, string objectId) => session.Single<bool>(
        "SELECT EXISTS (SELECT 1 FROM annotation_object WHERE annotation_id = @annotationId AND object_id = @objectId AND kind = 'remark')",
        new { annotationId, objectId });

    static string? FindFault(ObjectChange change, AnnotationRows.ImageLimits limits)
    {
        if (change.Id is null || !Name().IsMatch(change.Id))
        {
            return "An object of the change has no usable name. Reload the page.";
        }

        var isTagName = TagObject.TryParseName(change.Id, out var scope, out var classIndex);
        return change.Value switch
        {
            null => null,
            TagObject tag => !isTagName || tag.Scope != scope || tag.ClassIndex != classIndex
                ? "A tag of the change has another name than its class. Reload the page."
                : FindClassFault(tag.ClassIndex, limits),
            _ when isTagName => "An object of the change has the name of a tag. Reload the page.",
            BoxObject box => FindClassFault(box.ClassIndex, limits) ?? BoxRules.FindFault(box, limits),
            PointObject point => FindClassFault(point.ClassIndex, limits) ?? FindPlaceFault(point.X, point.Y, limits),
            RemarkObject remark => FindPlaceFault(remark.X, remark.Y, limits) ?? FindTextFault(remark.Text),
            _ => "The change holds an object of a kind that this studio does not know. Reload the page.",
        };
    }

    static string? FindClassFault(int classIndex, AnnotationRows.ImageLimits limits) =>
        classIndex < 1 || classIndex > limits.HighestClass
            ? $"{limits.Name}: class {classIndex} is not in the project. Reload the page."
            : null;

    static string? FindPlaceFault(double x, double y, AnnotationRows.ImageLimits limits) =>
        x >= 0 && y >= 0 && x <= limits.Columns && y <= limits.Rows
            ? null
            : $"A point lies outside {limits.Name} ({limits.Columns}×{limits.Rows}).";

    static string? FindTextFault(string? text) => text?.Trim() switch
    {
        null or "" => "A remark has no words.",
        { Length: > LongestRemark } => $"A remark is longer than {LongestRemark} characters.",
        _ => null,
    };

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}$")]
    private static partial Regex Name();
}
