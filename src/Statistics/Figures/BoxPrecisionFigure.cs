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

    /// <summary>Answers that count: what is less sure than the last hit takes nothing away.</summary>
    readonly int count;

    /// <summary>[1 + steps][patients]; answers that count, and those of them that are hits of each step.</summary>
    readonly double[][] sums;

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
        count = 1 + Array.FindLastIndex(answers.Hits, bits => (bits & steps) != 0);
        sums = [.. Enumerable.Range(0, 1 + BoxAnswers.Steps).Select(_ => new double[Clusters])];
        for (var place = 0; place < count; place++)
        {
            var patient = answers.Clusters[place];
            sums[0][patient]++;
            for (var step = firstStep; step <= lastStep; step++)
            {
                sums[1 + step][patient] += answers.Hits[place] >> step & 1;
            }
        }
    }

    public int Clusters => answers.Truths.Length;

    public int Informed => answers.Informed;

    /// <summary>It scatters less like a share than like a mean of the boxes' precisions, as simulations show.</summary>
    public FigureScale Scale => FigureScale.Mean;

    public double Of(ReadOnlySpan<byte> weights)
    {
        var (truths, _) = WeightedSums.Of(weights, answers.Truths, answers.Images);
        if (truths == 0)
        {
            return double.NaN;
        }

        Span<double> hits = stackalloc double[BoxAnswers.Steps];
        var all = 0.0;
        for (var left = steps; left != 0; left &= left - 1)
        {
            var step = int.TrailingZeroCount(left);
            (all, hits[step]) = WeightedSums.Of(weights, sums[0], sums[1 + step]);
        }

        // From the least sure answer back: the best precision so far is the best at this recall or a higher one. It can only
        // rise at a hit.
        Span<double> best = stackalloc double[BoxAnswers.Steps];
        best.Clear();
        var area = 0.0;
        var (clusters, bits) = (answers.Clusters, answers.Hits);
        for (var place = count - 1; place >= 0; place--)
        {
            int weight = weights[clusters[place]];

            // Without a jump where the patient was not drawn.
            for (var left = bits[place] & steps & (-weight >> 31); left != 0; left &= left - 1)
            {
                var step = int.TrailingZeroCount(left);
                best[step] = Math.Max(best[step], hits[step] / all);
                area += weight * best[step];
                hits[step] -= weight;
            }

            all -= weight;
        }

        return area / truths / int.PopCount(steps);
    }
}
