using System.Globalization;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Training.Tasks;

/// <summary>Boxes as the outlines that pages draw.</summary>
static class BoxOutlines
{
    public static IReadOnlyList<ClassOutline> Of(IEnumerable<FoundBox> boxes) =>
        [.. boxes.GroupBy(found => found.ClassIndex).OrderBy(group => group.Key)
            .Select(group => new ClassOutline(group.Key, string.Join(" ", group.Select(found => Path(found.Box)))))];

    static string Path(BoxSpec box) => string.Create(
        CultureInfo.InvariantCulture,
        $"M{box.X:0.##} {box.Y:0.##}H{box.X + box.Width:0.##}V{box.Y + box.Height:0.##}H{box.X:0.##}Z");
}
