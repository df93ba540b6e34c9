using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>How the boxes of an image differ between two versions.</summary>
/// <param name="Moved">Of the same class, and they overlap: moved or resized.</param>
/// <param name="Renamed">Of another class about the same place.</param>
public sealed record BoxChanges(int Added, int Removed, int Moved, int Renamed)
{
    /// <summary>Boxes of one class that overlap less are two boxes.</summary>
    const double LeastIouOfMoved = 0.1;

    /// <summary>Two classes may lie beside each other; as much as this they mean one object.</summary>
    const double LeastIouOfRenamed = 0.5;

    public static BoxChanges Between(IReadOnlyList<BoxSpec> before, IReadOnlyList<BoxSpec> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var gone = before.ToList();
        var come = after.Where(box => !gone.Remove(box)).ToList();
        var moved = Pair(gone, come, (old, box) => old.ClassIndex == box.ClassIndex, LeastIouOfMoved);
        var renamed = Pair(gone, come, (old, box) => old.ClassIndex != box.ClassIndex, LeastIouOfRenamed);
        return new BoxChanges(come.Count, gone.Count, moved, renamed);
    }

    /// <summary>Takes away pairs that overlap, those that overlap most first, and counts them.</summary>
    static int Pair(List<BoxSpec> gone, List<BoxSpec> come, Func<BoxSpec, BoxSpec, bool> fits, double leastIou)
    {
        var pairs = 0;
        var candidates = gone.SelectMany(old => come.Where(box => fits(old, box)).Select(box => (Old: old, Box: box, Iou: BoxIou.Of(old, box))))
            .Where(pair => pair.Iou >= leastIou)
            .OrderByDescending(pair => pair.Iou)
            .ToList();
        foreach (var (old, box, _) in candidates)
        {
            if (gone.Contains(old) && come.Contains(box))
            {
                gone.Remove(old);
                come.Remove(box);
                pairs++;
            }
        }

        return pairs;
    }
}
