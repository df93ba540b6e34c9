namespace Studio.Statistics;

/// <summary>
/// Average precision of boxes, 0–1: area under precision over recall, precision being the best at that recall or a higher one
/// (Everingham et al., "The PASCAL Visual Object Classes challenge: a retrospective", IJCV 111, 2015, all points). Over several
/// steps of IoU the mean of theirs, as COCO has it. Undefined where there is no true box.
/// </summary>
public sealed class BoxPrecisionFigure : IClusteredFigure
{
    readonly BoxAnswers answers;
    readonly int steps;

    /// <param name="firstStep">IoU of a hit is at least 0.5 + 0.05 k; from 0.</param>
    /// <param name="lastStep">Up to 9; the mean over all of them from the first.</param>
    public BoxPrecisionFigure(BoxAnswers answers, int firstStep, int lastStep)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentOutOfRangeException.ThrowIfNegative(firstStep);
        ArgumentOutOfRangeException.ThrowIfLessThan(lastStep, firstStep);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(lastStep, BoxAnswers.Steps);
        this.answers = answers;
        steps = (1 << (lastStep + 1)) - (1 << firstStep);
    }

    public int Clusters => answers.Truths.Length;

    public int Effective => answers.Effective;

    public bool IsShare => true;

    public double Of(ReadOnlySpan<byte> weights)
    {
        var (truths, _) = WeightedSums.Of(weights, answers.Truths, answers.Images);
        if (truths == 0)
        {
            return double.NaN;
        }

        Span<long> hits = stackalloc long[BoxAnswers.Steps];
        var all = Count(weights, hits);

        // From the least sure answer back: the best precision so far is the best at this recall or a higher one. It can only
        // rise at a hit.
        Span<double> best = stackalloc double[BoxAnswers.Steps];
        best.Clear();
        var area = 0.0;
        var (clusters, bits) = (answers.Clusters, answers.Hits);
        for (var place = clusters.Length - 1; place >= 0; place--)
        {
            int weight = weights[clusters[place]];
            for (var left = weight == 0 ? 0 : bits[place] & steps; left != 0; left &= left - 1)
            {
                var step = int.TrailingZeroCount(left);
                best[step] = Math.Max(best[step], (double)hits[step] / all);
                area += weight * best[step];
                hits[step] -= weight;
            }

            all -= weight;
        }

        return area / truths / int.PopCount(steps);
    }

    long Count(ReadOnlySpan<byte> weights, Span<long> hits)
    {
        hits.Clear();
        var all = 0L;
        var (clusters, bits) = (answers.Clusters, answers.Hits);
        for (var place = 0; place < clusters.Length; place++)
        {
            int weight = weights[clusters[place]];
            all += weight;
            for (var left = weight == 0 ? 0 : bits[place] & steps; left != 0; left &= left - 1)
            {
                hits[int.TrailingZeroCount(left)] += weight;
            }
        }

        return all;
    }
}
