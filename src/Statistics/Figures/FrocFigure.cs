namespace Studio.Statistics;

/// <summary>
/// Free-response ROC: which share of the true boxes is found (IoU from 0.5) where so many false positives an image are put up
/// with, 0–1; over several numbers the mean of theirs. LUNA16's score is that over all of <see cref="Rates"/> (Setio et al.,
/// Medical Image Analysis 42, 2017). Undefined where there is no true box.
/// </summary>
/// <remarks>
/// Between the thresholds that there are, sensitivity is linear in false positives an image, from none of both on, as LUNA16's
/// evaluation has it. After the least sure answer it stays as it is. A second answer on a box counts as a false positive, as
/// for average precision (LUNA16 leaves it out).
/// </remarks>
public sealed class FrocFigure : IClusteredFigure
{
    readonly BoxAnswers answers;
    readonly double[] rates;

    /// <param name="rates">False positives an image, ascending.</param>
    public FrocFigure(BoxAnswers answers, IReadOnlyList<double> rates)
    {
        ArgumentNullException.ThrowIfNull(answers);
        this.answers = answers;
        this.rates = [.. rates];
    }

    /// <summary>False positives an image at which sensitivity is told.</summary>
    public static IReadOnlyList<double> Rates { get; } = [0.125, 0.25, 0.5, 1, 2, 4, 8];

    public int Clusters => answers.Truths.Length;

    public int Informed => answers.Informed;

    public FigureScale Scale => FigureScale.Share;

    public double Of(ReadOnlySpan<byte> weights)
    {
        var (truths, images) = WeightedSums.Of(weights, answers.Truths, answers.Images);
        if (truths == 0)
        {
            return double.NaN;
        }

        var (clusters, bits, ends) = (answers.Clusters, answers.Hits, answers.IsLastOfConfidence);
        var (rate, sum) = (0, 0.0);
        var (hits, wrong, hitsBefore, wrongBefore) = (0L, 0L, 0L, 0L);
        for (var place = 0; place < clusters.Length && rate < rates.Length; place++)
        {
            int weight = weights[clusters[place]];
            var hit = weight * (bits[place] & 1);
            hits += hit;
            wrong += weight - hit;
            if (ends[place])
            {
                for (; rate < rates.Length && wrong > rates[rate] * images; rate++)
                {
                    sum += hitsBefore + ((hits - hitsBefore) * ((rates[rate] * images) - wrongBefore) / (wrong - wrongBefore));
                }

                (hitsBefore, wrongBefore) = (hits, wrong);
            }
        }

        return (sum + ((double)hitsBefore * (rates.Length - rate))) / truths / rates.Length;
    }
}
