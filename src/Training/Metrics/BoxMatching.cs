using Studio.Contracts.Jobs;
using Studio.Training.Tasks;

namespace Studio.Training.Metrics;

/// <param name="IsHit">Whether it is the first answer on a true box of its class.</param>
readonly record struct MatchedBox(double Confidence, bool IsHit);

/// <summary>Which answered boxes hit a true box.</summary>
static class BoxMatching
{
    /// <summary>Steps of IoU at which hits are told apart: 0.50, 0.55 … 0.95, as in COCO (Lin et al., ECCV 2014).</summary>
    public const int Steps = 10;

    /// <summary>
    /// Answers in order of their confidence take the true box they overlap most; a true box is taken once, and a second
    /// answer on it is wrong (Everingham et al., IJCV 88, 2010, section 4.2).
    /// </summary>
    /// <param name="threshold">Least IoU of a hit.</param>
    public static IReadOnlyList<MatchedBox> Match(IReadOnlyList<FoundBox> truths, IReadOnlyList<FoundBox> found, int classIndex, double threshold)
    {
        var left = truths.Where(truth => truth.ClassIndex == classIndex).Select(truth => truth.Box).ToList();
        var matched = new List<MatchedBox>();
        foreach (var answer in OfClass(found, classIndex))
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

    /// <summary>Every answer with the steps of IoU at which it is a hit, matched at each step anew; the surest first.</summary>
    public static IReadOnlyList<FoundBoxResult> Hits(IReadOnlyList<FoundBox> truths, IReadOnlyList<FoundBox> found) =>
    [
        .. found.Select(answer => answer.ClassIndex).Distinct().Order()
            .SelectMany(index => HitsOfClass(truths, found, index))
            .OrderByDescending(answer => answer.Confidence),
    ];

    /// <summary>
    /// Each labelled box with the confidence of the surest answer on it, then the answers that lie on no labelled box of
    /// their class. A second answer on the same box is none of them: it says nothing against the label.
    /// </summary>
    /// <param name="threshold">Least IoU of an answer that lies on a box.</param>
    /// <param name="least">Confidence from which on an answer of a class counts.</param>
    public static IReadOnlyList<BoxJudgement> Judge(
        IReadOnlyList<FoundBox> truths, IReadOnlyList<FoundBox> found, double threshold, Func<int, double> least)
    {
        bool LiesOn(FoundBox answer, FoundBox truth) => answer.ClassIndex == truth.ClassIndex && BoxIou.Of(answer.Box, truth.Box) >= threshold;

        return
        [
            .. truths.Select(truth => new BoxJudgement(
                truth.Box, IsLabelled: true, found.Where(answer => LiesOn(answer, truth)).Select(answer => answer.Confidence).DefaultIfEmpty(0).Max())),
            .. found.Where(answer => answer.Confidence >= least(answer.ClassIndex) && !truths.Any(truth => LiesOn(answer, truth)))
                .Select(answer => new BoxJudgement(answer.Box, IsLabelled: false, answer.Confidence)),
        ];
    }

    /// <summary>Least IoU of a step, from 0 to 9.</summary>
    public static double IouOf(int step) => (50 + (5 * step)) / 100.0;

    static IEnumerable<FoundBoxResult> HitsOfClass(IReadOnlyList<FoundBox> truths, IReadOnlyList<FoundBox> found, int index)
    {
        var answers = OfClass(found, index).ToList();
        var hits = new int[answers.Count];
        for (var step = 0; step < Steps; step++)
        {
            foreach (var (place, matched) in Match(truths, answers, index, IouOf(step)).Index())
            {
                hits[place] |= matched.IsHit ? 1 << step : 0;
            }
        }

        return answers.Zip(hits, (answer, bits) => new FoundBoxResult(index, answer.Confidence, bits));
    }

    static IEnumerable<FoundBox> OfClass(IReadOnlyList<FoundBox> found, int classIndex) =>
        found.Where(answer => answer.ClassIndex == classIndex).OrderByDescending(answer => answer.Confidence);
}
