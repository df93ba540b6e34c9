using Studio.Contracts.Jobs;
using Studio.Training.Tasks;

namespace Studio.Training.Metrics;

/// <param name="IsHit">Whether it is the first answer on a true box of its class.</param>
readonly record struct MatchedBox(double Confidence, bool IsHit);

/// <summary>One image and one class.</summary>
/// <param name="Truths">Boxes that are there.</param>
/// <param name="Found">Boxes that were answered.</param>
readonly record struct MatchedImage(int Truths, IReadOnlyList<MatchedBox> Found);

/// <summary>Which answered boxes hit a true box.</summary>
static class BoxMatching
{
    public static IReadOnlyList<string> Averaged { get; } = ["recall50", "precision50"];

    /// <summary>
    /// Answers in order of their confidence take the true box they overlap most; a true box is taken once, and a second
    /// answer on it is wrong (Everingham et al., IJCV 88, 2010, section 4.2).
    /// </summary>
    /// <param name="threshold">Least IoU of a hit.</param>
    public static IReadOnlyList<MatchedBox> Match(IReadOnlyList<FoundBox> truths, IReadOnlyList<FoundBox> found, int classIndex, double threshold)
    {
        var left = truths.Where(truth => truth.ClassIndex == classIndex).Select(truth => truth.Box).ToList();
        var matched = new List<MatchedBox>();
        foreach (var answer in found.Where(answer => answer.ClassIndex == classIndex).OrderByDescending(answer => answer.Confidence))
        {
            var best = left.Count == 0 ? -1 : Enumerable.Range(0, left.Count).MaxBy(index => BoxIou.Of(left[index], answer.Box));
            var isHit = best >= 0 && BoxIou.Of(left[best], answer.Box) >= threshold;
            matched.Add(new MatchedBox(answer.Confidence, isHit));
            if (isHit)
            {
                left.RemoveAt(best);
            }
        }

        return matched;
    }

    /// <summary>
    /// Each labelled box with the confidence of the surest answer on it, then the answers that lie on no labelled box of
    /// their class. A second answer on the same box is none of them: it says nothing against the label.
    /// </summary>
    /// <param name="threshold">Least IoU of an answer that lies on a box.</param>
    /// <param name="least">Confidence from which on an answer counts.</param>
    public static IReadOnlyList<BoxJudgement> Judge(IReadOnlyList<FoundBox> truths, IReadOnlyList<FoundBox> found, double threshold, double least)
    {
        bool LiesOn(FoundBox answer, FoundBox truth) => answer.ClassIndex == truth.ClassIndex && BoxIou.Of(answer.Box, truth.Box) >= threshold;

        return
        [
            .. truths.Select(truth => new BoxJudgement(
                truth.Box, IsLabelled: true, found.Where(answer => LiesOn(answer, truth)).Select(answer => answer.Confidence).DefaultIfEmpty(0).Max())),
            .. found.Where(answer => answer.Confidence >= least && !truths.Any(truth => LiesOn(answer, truth)))
                .Select(answer => new BoxJudgement(answer.Box, IsLabelled: false, answer.Confidence)),
        ];
    }
}
