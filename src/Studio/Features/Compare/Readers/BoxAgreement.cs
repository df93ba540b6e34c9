using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Compare.Readers;

/// <summary>
/// How far boxes of two readers agree, the mean of both directions, as neither is the truth: <c>bestiou</c> (mean best IoU of a
/// box), <c>recall50</c> and <c>precision50</c> (share of boxes with a partner of an IoU from 0.5, which is F1 where both drew as
/// many). Undefined where both drew none; 0 where one did.
/// </summary>
static class BoxAgreement
{
    const double Hit = 0.5;

    public static IEnumerable<KeyValuePair<string, double>> Of(IReadOnlyList<Box> one, IReadOnlyList<Box> other, IReadOnlyList<ClassDefinition> classes)
    {
        foreach (var definition in classes)
        {
            List<Box> first = [.. one.Where(box => box.ClassIndex == definition.Index)];
            List<Box> second = [.. other.Where(box => box.ClassIndex == definition.Index)];
            var (best, matched) = first.Count + second.Count == 0 ? (double.NaN, double.NaN)
                : first.Count == 0 || second.Count == 0 ? (0, 0)
                : (Mean(Best(first, second).Average(), Best(second, first).Average()), 2.0 * Matches(first, second) / (first.Count + second.Count));
            yield return new($"bestiou.{definition.Name}", best);
            yield return new($"recall50.{definition.Name}", matched);
            yield return new($"precision50.{definition.Name}", matched);
        }
    }

    static IEnumerable<double> Best(List<Box> boxes, List<Box> others) => boxes.Select(box => others.Max(other => Iou(box, other)));

    static double Mean(double one, double other) => (one + other) / 2;

    /// <summary>Pairs from the best overlap down, each box once.</summary>
    static int Matches(List<Box> first, List<Box> second)
    {
        var (left, right) = (new HashSet<int>(), new HashSet<int>());
        var pairs = first.SelectMany((box, place) => second.Select((other, at) => (place, at, Overlap: Iou(box, other))))
            .Where(pair => pair.Overlap >= Hit).OrderByDescending(pair => pair.Overlap);
        foreach (var (place, at, _) in pairs)
        {
            if (!left.Contains(place) && !right.Contains(at))
            {
                left.Add(place);
                right.Add(at);
            }
        }

        return left.Count;
    }

    static double Iou(Box one, Box other) => BoxIou.Of(one.ToSpec(), other.ToSpec());
}
