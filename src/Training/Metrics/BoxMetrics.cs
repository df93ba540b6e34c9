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
        var values = new Dictionary<string, double?>();
        Add(values, "", [.. classes.Select(definition => OfClass(truths, found, definition.Index, least(definition.Index)))], classes);
        return values;
    }

    /// <summary>
    /// The same of boxes that were answered without looking at the image, <c>baseline.recall50.NAME</c> and so on, and with
    /// <c>baseline.hits.NAME</c> the steps of IoU at which the one box of the class is a hit, as bits
    /// (<see cref="FoundBoxResult.Hits"/>). Nothing of a class that has none.
    /// </summary>
    /// <param name="usual">At most one box of a class.</param>
    public static IReadOnlyDictionary<string, double?> OfBaseline(
        IReadOnlyList<FoundBox> truths, IReadOnlyList<FoundBox> usual, IReadOnlyList<ClassDefinition> classes)
    {
        var values = new Dictionary<string, double?>();
        List<ClassDefinition> known = [.. classes.Where(definition => usual.Any(box => box.ClassIndex == definition.Index))];
        Add(values, "baseline.", [.. known.Select(definition => OfClass(truths, usual, definition.Index, 0))], known);
        foreach (var answer in BoxMatching.Hits(truths, usual))
        {
            values[$"baseline.hits.{classes.First(definition => definition.Index == answer.ClassIndex).Name}"] = answer.Hits;
        }

        return values;
    }

    static void Add(Dictionary<string, double?> values, string prefix, IReadOnlyList<ClassBoxes> judged, IReadOnlyList<ClassDefinition> classes)
    {
        AddOne("recall50", figures => figures.Recall);
        AddOne("precision50", figures => figures.Precision);
        AddOne("bestiou", figures => figures.BestIou);
        AddOne("falsepositives", figures => figures.Answers - figures.Hits);

        void AddOne(string name, Func<ClassBoxes, double?> value)
        {
            foreach (var (definition, figures) in classes.Zip(judged))
            {
                values[$"{prefix}{name}.{definition.Name}"] = value(figures);
            }

            values[$"{prefix}{name}.mean"] = judged.Average(value);
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
