using Studio.Statistics;

namespace Studio.Features.Compare.Failures;

/// <summary>How right answers about tags are, image by image: the probability that was given to what is true, 0–1.</summary>
static class RightnessFigures
{
    /// <param name="truth">1 or 0: only images where the tag is there, or is not; null: all.</param>
    /// <returns>[cases], NaN where nobody knows what is true; null where the result does not know the tag.</returns>
    public static double[]? Of(CaseTable table, string name, double? truth = null)
    {
        var (probabilities, truths) = (table.Find($"probability.{name}"), table.Find($"truth.{name}"));
        return probabilities is null || truths is null
            ? null
            : [.. probabilities.Zip(truths, (probability, known) => double.IsNaN(known) || (truth is not null && known != truth)
                ? double.NaN
                : known == 1 ? probability : 1 - probability)];
    }

    /// <returns>[cases]; mean over the tags of which something is known, NaN where that is none.</returns>
    public static double[] OfAll(CaseTable table, IReadOnlyList<string> names) => CaseTable.MeanOf([.. names.Select(name => Of(table, name)).OfType<double[]>()], table.Count);
}
