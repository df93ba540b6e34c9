using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Training.Tasks;

namespace Studio.Training.Metrics;

/// <summary>
/// Metrics of the boxes of one image by name, at the confidence from which a class is answered: <c>recall50</c> (share of the
/// labelled boxes that are hit with an IoU of at least 0.5; undefined without any), <c>precision50</c> (share of the answers that
/// are hits; undefined without any), <c>bestiou</c> (mean over the labelled boxes of the best IoU of an answer, 0 where none
/// touches it; undefined without any labelled box) and <c>falsepositives</c> (answers that are no hit), each for each class and
/// with <c>.mean</c> over the classes that have a value.
/// </summary>
static class BoxMetrics
{
    /// <summary>Least IoU of a hit.</summary>
    public const double Hit = 0.5;

    /// <param name="least">Confidence from which on an answer of a class counts.</param>
    public static IReadOnlyDictionary<string, double?> OfImage(
        IReadOnlyList<FoundBox> truths, IReadOnlyList<FoundBox> found, Func<int, double> least, IReadOnlyList<ClassDefinition> classes)
    {
        var judged = classes.Select(definition => OfClass(truths, found, definition.Index, least(definition.Index))).ToList();
        var values = new Dictionary<string, double?>();
        Add("recall50", figures => figures.Recall);
        Add("precision50", figures => figures.Precision);
        Add("bestiou", figures => figures.BestIou);
        Add("falsepositives", figures => figures.Answers - figures.Hits);
        return values;

        void Add(string name, Func<ClassBoxes, double?> value)
        {
            foreach (var (definition, figures) in classes.Zip(judged))
            {
                values[$"{name}.{definition.Name}"] = value(figures);
            }

            values[$"{name}.mean"] = judged.Average(value);
        }
    }

    /// <summary>The boxes of one class in an image.</summary>
    public static ClassBoxes OfClass(IReadOnlyList<FoundBox> truths, IReadOnlyList<FoundBox> found, int index, double least)
    {
        List<FoundBox> labelled = [.. truths.Where(truth => truth.ClassIndex == index)];
        List<FoundBox> answered = [.. found.Where(answer => answer.ClassIndex == index && answer.Confidence >= least)];
        return new ClassBoxes(
            labelled.Count,
            answered.Count,
            BoxMatching.Match(labelled, answered, index, Hit).Count(answer => answer.IsHit),
            labelled.Count == 0 ? null : labelled.Average(truth => answered.Select(answer => BoxIou.Of(truth.Box, answer.Box)).DefaultIfEmpty(0).Max()));
    }
}

/// <param name="BestIou">Null without a labelled box.</param>
readonly record struct ClassBoxes(int Labelled, int Answers, int Hits, double? BestIou)
{
    public double? Recall => Labelled == 0 ? null : (double)Hits / Labelled;

    public double? Precision => Answers == 0 ? null : (double)Hits / Answers;

    /// <summary>2 hits / (labelled + answers): one figure for an image's picture; null where nothing is there or answered.</summary>
    public double? F1 => Labelled + Answers == 0 ? null : 2.0 * Hits / (Labelled + Answers);
}
