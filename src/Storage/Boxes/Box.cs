using Studio.Contracts.Jobs;
using Studio.Contracts.Labels;

namespace Studio.Storage;

/// <summary>A box around one object, in pixels: (0, 0) is the outer corner of the first pixel, right and bottom are outer edges.</summary>
public sealed record Box(int ClassIndex, double Left, double Top, double Right, double Bottom)
{
    /// <summary>As versions and jobs hold it.</summary>
    public BoxSpec ToSpec() => new(ClassIndex, Left, Top, Right - Left, Bottom - Top);

    internal BoxObject ToObject() => new(ClassIndex, Left, Top, Right, Bottom);
}
