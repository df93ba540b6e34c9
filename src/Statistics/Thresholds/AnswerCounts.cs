namespace Studio.Statistics;

/// <summary>What is right and wrong if a class is answered from a probability on.</summary>
/// <param name="Threshold">Answered where the probability is at least this.</param>
/// <param name="TrueNegatives">Null of boxes: there is no number of places without one.</param>
public sealed record AnswerStep(double Threshold, long TruePositives, long FalsePositives, long FalseNegatives, long? TrueNegatives);

/// <summary>What each threshold brings, of cases that were answered with a probability, or of boxes.</summary>
public sealed class AnswerCounts
{
    AnswerCounts(IReadOnlyList<AnswerStep> steps, bool isBetween, int? images)
    {
        Steps = steps;
        IsBetween = isBetween;
        Images = images;
    }

    /// <summary>From the highest threshold (fewest answers) down.</summary>
    public IReadOnlyList<AnswerStep> Steps { get; }

    /// <summary>Thresholds are the probabilities of cases themselves, so that every one down to the next lower answers alike.</summary>
    public bool IsBetween { get; }

    /// <summary>Number of images; null where the cases are not boxes.</summary>
    public int? Images { get; }

    /// <param name="probabilities">[cases]; NaN is left out.</param>
    /// <param name="isPositive">[cases].</param>
    /// <returns>A step for each probability that there is; null without a positive or without a negative case.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a probability is outside 0–1.</exception>
    public static AnswerCounts? Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> isPositive)
    {
        var (values, labels) = Forecasts.Known(probabilities, isPositive);
        long positives = labels.Count(label => label);
        var negatives = labels.Length - positives;
        return positives == 0 || negatives == 0 ? null : new AnswerCounts(Count(values, labels, positives, negatives), isBetween: true, images: null);
    }

    /// <param name="confidences">[boxes]; NaN is left out.</param>
    /// <param name="isHit">[boxes]; each labelled box is hit once at most.</param>
    /// <param name="labelled">Number of labelled boxes.</param>
    /// <param name="images">Number of images, with and without boxes.</param>
    /// <returns>A step for each confidence that there is; null without a labelled box or without an image.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a confidence is outside 0–1, or more boxes are hit than are labelled.</exception>
    public static AnswerCounts? OfBoxes(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> isHit, int labelled, int images)
    {
        var (values, hits) = Forecasts.Known(confidences, isHit);
        if (hits.Count(hit => hit) > labelled)
        {
            throw new ArgumentException($"{hits.Count(hit => hit)} boxes hit, but {labelled} are labelled.", nameof(isHit));
        }

        return labelled == 0 || images == 0 ? null : new AnswerCounts(Count(values, hits, labelled, null), isBetween: true, images);
    }

    /// <param name="steps">Counted before, in any order, each threshold once.</param>
    /// <returns>Null without a step, and where nothing is positive or nothing negative.</returns>
    public static AnswerCounts? OfSteps(IEnumerable<AnswerStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        AnswerStep[] ordered = [.. steps.OrderByDescending(step => step.Threshold)];
        return ordered.Length == 0 || ordered[0].TruePositives + ordered[0].FalseNegatives == 0 || ordered[0].FalsePositives + ordered[0].TrueNegatives == 0
            ? null
            : new AnswerCounts(ordered, isBetween: false, images: null);
    }

    static List<AnswerStep> Count(double[] values, bool[] isRight, long positives, long? negatives)
    {
        Array.Sort(values, isRight);
        var steps = new List<AnswerStep>();
        var (right, wrong) = (0L, 0L);
        for (var place = values.Length - 1; place >= 0; place--)
        {
            right += isRight[place] ? 1 : 0;
            wrong += isRight[place] ? 0 : 1;
            if (place == 0 || values[place - 1] < values[place])
            {
                steps.Add(new AnswerStep(values[place], right, wrong, positives - right, negatives - wrong));
            }
        }

        return steps;
    }
}
