using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>A row of <c>annotation_object</c>: every kind of object that has a place on the image.</summary>
sealed record ObjectRow
{
    public required string ObjectId { get; init; }
    public required string Kind { get; init; }
    public int ClassIndex { get; init; }
    public double Left { get; init; }
    public double Top { get; init; }
    public double Right { get; init; }
    public double Bottom { get; init; }
    public string Text { get; init; } = "";
    public string? ReplyTo { get; init; }

    /// <exception cref="ArgumentException">Tags are answers about a subject, not objects of a document.</exception>
    public static ObjectRow From(string id, LabelObject placed) => placed switch
    {
        BoxObject box => new ObjectRow
        {
            ObjectId = id, Kind = "box", ClassIndex = box.ClassIndex, Left = box.Left, Top = box.Top, Right = box.Right, Bottom = box.Bottom,
        },
        PointObject point => At(id, "point", point.X, point.Y) with { ClassIndex = point.ClassIndex },
        RemarkObject remark => At(id, "remark", remark.X, remark.Y) with { Text = remark.Text.Trim(), ReplyTo = remark.ReplyTo },
        _ => throw new ArgumentException($"A {placed.GetType().Name} has no place on the image.", nameof(placed)),
    };

    public LabelObject ToObject() => Kind switch
    {
        "box" => new BoxObject(ClassIndex, Left, Top, Right, Bottom),
        "point" => new PointObject(ClassIndex, Left, Top),
        "remark" => new RemarkObject(Left, Top, Text, ReplyTo),
        _ => throw new StorageException($"The data folder holds an object of the kind '{Kind}', which this version does not know."),
    };

    static ObjectRow At(string id, string kind, double x, double y) => new()
    {
        ObjectId = id, Kind = kind, Left = x, Top = y, Right = x, Bottom = y,
    };
}
