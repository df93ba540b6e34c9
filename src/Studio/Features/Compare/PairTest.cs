using Studio.Contracts.Recipes;
using Studio.Statistics;

namespace Studio.Features.Compare;

/// <param name="P">Null where no test is possible.</param>
/// <param name="Deviation">Standard deviation of patients' differences, or what stands for it; NaN where unknown.</param>
/// <param name="SmallestP">The smallest p that these patients can give; above 0.05 there are too few.</param>
readonly record struct TestAnswer(double? P, string Name, double Deviation, double SmallestP = 0);

/// <summary>
/// Which test a figure is compared by. Figures that every patient has one of: Wilcoxon's signed-rank test over patients. AUC:
/// DeLong's, with patients as clusters. Accuracy: McNemar's. What exists only over many images: the draws of the bootstrap.
/// </summary>
sealed class PairTest(OutputKind kind, ComparedMetric metric, IReadOnlyList<string> classes)
{
    const string OverPatients = "Wilcoxon signed-rank test over patients";
    const string OfAuc = "DeLong test, patients as clusters";
    const string OfAccuracy = "McNemar test, patients as clusters";
    const string OfDraws = "Bootstrap test, patients drawn";

    /// <summary>[patients] of one entry; null where the figure is none of patients. Made once for all pairs of the entry.</summary>
    public double[]? PatientValues(CaseTable table)
    {
        if (metric.Level == FigureLevel.Pooled || kind == OutputKind.Tags)
            return null;
        if (Columns(table) is not { Count: > 0 } columns)
            return kind == OutputKind.Boxes && metric.Level == FigureLevel.Patient ? BoxFigures.ByPatient(table, classes, metric.Key) : null;
        return CaseTable.MeanOf(columns.ConvertAll(table.MeansByPatient), table.Patients.Count);
    }

    /// <param name="values">Of the draws: first minus second.</param>
    public TestAnswer Of(CaseTable first, CaseTable second, double[]? firstPatients, double[]? secondPatients, double[] values)
    {
        if (firstPatients is not null && secondPatients is not null)
        {
            double[] differences = [.. firstPatients.Zip(secondPatients, (one, other) => one - other)];
            var answer = Wilcoxon.Of(differences);
            return new TestAnswer(answer?.P, OverPatients, Deviation.Of(differences), answer?.SmallestP ?? 1);
        }

        if (kind == OutputKind.Tags && metric.Key == "auc")
        {
            var tags = Tags(first, second);
            var answer = DeLong.Compare([.. tags.Select(tag => new PairedScores(tag.First.Scores, tag.Second.Scores, tag.First.Truths))], tags.Select(tag => tag.First.Clusters).FirstOrDefault());
            return new TestAnswer(answer?.P, OfAuc, (answer?.StandardError ?? double.NaN) * Math.Sqrt(first.Patients.Count));
        }

        var spread = Deviation.Of(values) * Math.Sqrt(first.Patients.Count);
        return kind == OutputKind.Tags && metric.Key == "accuracy" && metric.Level != FigureLevel.Patient && Accuracy(Tags(first, second)) is { } accuracy
            ? new TestAnswer(accuracy.P, OfAccuracy, spread)
            : new TestAnswer(BootstrapP.Of(values), OfDraws, spread);
    }

    List<double[]> Columns(CaseTable table) => classes.Select(name => table.Find($"{metric.Key}.{name}"))
        .Append(table.Find($"{metric.Key}.box"))
        .Append(metric.Key == "accuracy" ? table.Find("accuracy") : null)
        .OfType<double[]>().ToList();

    /// <summary>Of images, of patients as one case each, or of all answers together.</summary>
    List<(TagCases First, TagCases Second)> Tags(CaseTable first, CaseTable second)
    {
        var tags = classes.Select(name => (First: TagCases.Of(first, name), Second: TagCases.Of(second, name)))
            .Where(tag => tag is { First: not null, Second: not null }).Select(tag => (First: tag.First!, Second: tag.Second!)).ToList();
        return metric.Level switch
        {
            FigureLevel.Patient => tags.ConvertAll(tag => (tag.First.ByPatient(), tag.Second.ByPatient())),
            FigureLevel.Pooled when tags.Count > 0 => [Together(tags)],
            _ => tags,
        };
    }

    static (TagCases First, TagCases Second) Together(List<(TagCases First, TagCases Second)> tags) =>
        (TagCases.Together(tags.ConvertAll(tag => tag.First)), TagCases.Together(tags.ConvertAll(tag => tag.Second)));

    static McNemarAnswer? Accuracy(List<(TagCases First, TagCases Second)> tags)
    {
        if (tags.Count == 0 || Together(tags) is not ({ Answers: { } mine } first, { Answers: { } theirs }))
            return null;
        int[] known = [.. Enumerable.Range(0, mine.Length).Where(place => !double.IsNaN(first.Truths[place] + mine[place] + theirs[place]))];
        return McNemar.Of(
            [.. known.Select(place => mine[place] == first.Truths[place])],
            [.. known.Select(place => theirs[place] == first.Truths[place])],
            [.. known.Select(place => first.Clusters[place])]);
    }
}
