namespace Studio.Training.Metrics;

/// <summary>Average precision of boxes over all images.</summary>
static class AveragePrecision
{
    /// <summary>
    /// Area under precision over recall, 0–1, precision being the best at that recall or a higher one (Everingham et al.,
    /// "The PASCAL Visual Object Classes challenge: a retrospective", IJCV 111, 2015, all points). Null where there is no
    /// true box.
    /// </summary>
    public static double? Of(IReadOnlyList<MatchedImage> images)
    {
        var truths = images.Sum(image => image.Truths);
        if (truths == 0)
        {
            return null;
        }

        var answers = images.SelectMany(image => image.Found).OrderByDescending(answer => answer.Confidence).ToArray();
        var precision = new double[answers.Length];
        var hits = 0;
        for (var index = 0; index < answers.Length; index++)
        {
            hits += answers[index].IsHit ? 1 : 0;
            precision[index] = (double)hits / (index + 1);
        }

        double area = 0;
        double best = 0;
        for (var index = answers.Length - 1; index >= 0; index--)
        {
            best = Math.Max(best, precision[index]);
            area += answers[index].IsHit ? best / truths : 0;
        }

        return area;
    }
}
