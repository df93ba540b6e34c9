using System.Text.Json.Serialization;

namespace Studio.Contracts.Labels;

/// <summary>
/// What a label holds beside its labelmap. Coordinates are pixels; (0, 0) is the outer corner of the first pixel.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(BoxObject), "box")]
[JsonDerivedType(typeof(PointObject), "point")]
[JsonDerivedType(typeof(RemarkObject), "remark")]
[JsonDerivedType(typeof(TagObject), "tag")]
public abstract record LabelObject;

/// <summary>A box around one object; right and bottom are outer edges.</summary>
public sealed record BoxObject(int ClassIndex, double Left, double Top, double Right, double Bottom) : LabelObject;

/// <summary>A place that shows a class.</summary>
public sealed record PointObject(int ClassIndex, double X, double Y) : LabelObject;

/// <summary>A few words pinned to a place.</summary>
/// <param name="ReplyTo">Name of the remark that this one answers; null for a pin of its own.</param>
public sealed record RemarkObject(double X, double Y, string Text, string? ReplyTo = null) : LabelObject;

/// <summary>What is said about a class of the image, its series or its patient. Its name is <see cref="NameOf"/>.</summary>
public sealed record TagObject(TagScope Scope, int ClassIndex, TagAnswer Answer) : LabelObject
{
    const string Prefix = "tag-";

    /// <summary>One name for each thing that can be said, so that the later answer takes the place of the earlier one.</summary>
    public static string NameOf(TagScope scope, int classIndex) =>
        FormattableString.Invariant($"{Prefix}{scope.ToString().ToLowerInvariant()}-{classIndex}");

    /// <summary>Reads a name that <see cref="NameOf"/> made.</summary>
    public static bool TryParseName(string name, out TagScope scope, out int classIndex)
    {
        (scope, classIndex) = (default, 0);
        var parts = name.Split('-');
        return name.StartsWith(Prefix, StringComparison.Ordinal) && parts.Length == 3
            && Enum.TryParse(parts[1], ignoreCase: true, out scope) && Enum.IsDefined(scope)
            && int.TryParse(parts[2], out classIndex) && NameOf(scope, classIndex) == name;
    }
}

/// <summary>What a tag speaks about.</summary>
public enum TagScope
{
    Image,
    Series,
    Patient,
}

/// <summary>What is said of a class.</summary>
public enum TagAnswer
{
    Present,
    Absent,
    Unsure,
}

/// <summary>One object is put in place under a name, or taken away.</summary>
/// <param name="Id">Given by the browser: letters, digits and dashes, at most 64.</param>
/// <param name="Value">Null takes the object away.</param>
public sealed record ObjectChange(string Id, LabelObject? Value);
