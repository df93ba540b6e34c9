namespace Studio.Statistics;

/// <summary>A threshold and what it brings on the cases it was chosen on.</summary>
/// <param name="Threshold">Answered where the probability is at least this.</param>
/// <param name="Sensitivity">Share of what is there that is found.</param>
/// <param name="Specificity">Share of what is not there that is left alone; null of boxes.</param>
/// <param name="Precision">Share of the answers that is right; null where nothing is answered.</param>
/// <param name="FalsePositives">False boxes an image; null of other answers.</param>
public sealed record ChosenThreshold(double Threshold, double Sensitivity, double? Specificity, double? Precision, double? FalsePositives);

/// <summary>
/// The threshold for a goal. Where thresholds are the probabilities of cases, the one chosen lies midway to the next lower
/// probability, which it leaves out; the lowest probability of all is its own threshold. A threshold with which nothing is found
/// is never chosen: then the goal cannot be reached and the answer is null.
/// </summary>
public static class ThresholdChoice
{
    /// <summary>The highest threshold that finds this share of what is there.</summary>
    /// <param name="share">0–1.</param>
    public static ChosenThreshold? SensitivityAtLeast(AnswerCounts? counts, double share) =>
        Choose(counts, step => Sensitivity(step) >= share, step => step.Threshold);

    /// <summary>The lowest threshold that leaves this share alone of what is not there.</summary>
    /// <param name="share">0–1.</param>
    /// <returns>Null of boxes as well.</returns>
    public static ChosenThreshold? SpecificityAtLeast(AnswerCounts? counts, double share) =>
        Choose(counts, step => Specificity(step) >= share, step => -step.Threshold);

    /// <summary>Of the thresholds with which this share of the answers is right, the one that finds most; of equal ones the highest.</summary>
    /// <param name="share">0–1.</param>
    public static ChosenThreshold? PrecisionAtLeast(AnswerCounts? counts, double share) =>
        Choose(counts, step => Precision(step) >= share, step => step.TruePositives);

    /// <summary>The lowest threshold with at most so many false boxes an image.</summary>
    /// <returns>Null as well where the answers are not boxes.</returns>
    public static ChosenThreshold? FalsePositivesAtMost(AnswerCounts? counts, double perImage) =>
        Choose(counts, step => FalsePositives(step, counts!.Images) <= perImage, step => -step.Threshold);

    /// <summary>Sensitivity plus specificity as high as possible (Youden, Cancer 3:32, 1950); of equal ones the threshold that finds most.</summary>
    /// <returns>Null of boxes as well.</returns>
    public static ChosenThreshold? Youden(AnswerCounts? counts)
    {
        // Sums of two shares with the same denominators, compared without rounding; then the lower threshold.
        var best = counts?.Steps.Where(step => step.TrueNegatives is not null && step.TruePositives > 0).MaxBy(step => (
            ((Int128)step.TruePositives * (step.FalsePositives + step.TrueNegatives!.Value))
            + ((Int128)step.TrueNegatives.Value * (step.TruePositives + step.FalseNegatives)),
            -step.Threshold));
        return best is null ? null : At(counts!, best);
    }

    /// <summary>What a threshold that somebody states brings; of counted steps the nearest one from it on.</summary>
    /// <returns>Null without counts. Above every answer nothing is answered: sensitivity 0, specificity 1, precision null.</returns>
    public static ChosenThreshold? At(AnswerCounts? counts, double threshold)
    {
        if (counts is null || double.IsNaN(threshold))
        {
            return null;
        }

        if (counts.Steps.LastOrDefault(step => step.Threshold >= threshold) is { } step)
        {
            return Figures(counts, step, threshold);
        }

        // Of boxes nothing says how many places without one there are.
        return new ChosenThreshold(threshold, 0, counts.Images is null ? 1 : null, null, counts.Images is null ? null : 0);
    }

    static ChosenThreshold? Choose(AnswerCounts? counts, Func<AnswerStep, bool> reaches, Func<AnswerStep, double> preference)
    {
        // Steps come from the highest threshold down, and of equal ones the first counts.
        var best = counts?.Steps.Where(step => step.TruePositives > 0 && reaches(step)).MaxBy(preference);
        return best is null ? null : At(counts!, best);
    }

    static ChosenThreshold At(AnswerCounts counts, AnswerStep step)
    {
        var threshold = step.Threshold;
        if (counts.IsBetween && counts.Steps.FirstOrDefault(other => other.Threshold < threshold) is { } next)
        {
            // Two neighbours among floating-point numbers have no middle.
            var middle = (next.Threshold + threshold) / 2;
            threshold = middle > next.Threshold ? middle : threshold;
        }

        return Figures(counts, step, threshold);
    }

    static ChosenThreshold Figures(AnswerCounts counts, AnswerStep step, double threshold) =>
        new(threshold, Sensitivity(step), Specificity(step), Precision(step), FalsePositives(step, counts.Images));

    static double Sensitivity(AnswerStep step) => (double)step.TruePositives / (step.TruePositives + step.FalseNegatives);

    static double? Specificity(AnswerStep step) =>
        step.TrueNegatives is { } negatives ? (double)negatives / (negatives + step.FalsePositives) : null;

    static double? Precision(AnswerStep step) =>
        step.TruePositives + step.FalsePositives == 0 ? null : (double)step.TruePositives / (step.TruePositives + step.FalsePositives);

    static double? FalsePositives(AnswerStep step, int? images) => images is { } number ? (double)step.FalsePositives / number : null;
}
