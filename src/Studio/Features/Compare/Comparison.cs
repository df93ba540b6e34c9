using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Features.Compare;

/// <summary>Runs on the same images: who is better, by how much, and whether that is real.</summary>
/// <param name="Entries">In the order asked for.</param>
/// <param name="Best">The entry with the best figure; null where none has one.</param>
/// <param name="Pairs">Of every two entries, the best one's first; empty of one entry.</param>
/// <param name="Baseline">What is reached without looking at the images; null where that was not measured.</param>
/// <param name="Classes">That all entries know, in order.</param>
public sealed record Comparison(
    Project Project,
    Split Set,
    IReadOnlyList<ComparedEntry> Entries,
    ComparedMetric Metric,
    IReadOnlyList<ComparedMetric> Metrics,
    CaseExtent Cases,
    ComparedEntry? Best,
    IReadOnlyList<PairDifference> Pairs,
    ComparedFigure? Baseline,
    IReadOnlyList<ClassDefinition> Classes,
    Verdict Verdict)
{
    /// <summary>From this many patients on an interval says something.</summary>
    public const int FewestPatients = 4;

    /// <summary>What is known of the figure of all, and of that of a class: how their intervals were made.</summary>
    public FigureScale Scale { get; init; }

    public FigureScale ClassScale { get; init; }

    public bool HasIntervals => Cases.Patients >= FewestPatients;
}

/// <summary>A run, or the runs of the folds of one split together.</summary>
/// <param name="Runs">One, or one of each fold.</param>
/// <param name="Evaluations">Of each run, in their order.</param>
/// <param name="Figure">Of the compared metric; its value is NaN where it is undefined on these images.</param>
/// <param name="PerClass">Of each class of the comparison; NaN where undefined. Empty where the metric knows no classes.</param>
public sealed record ComparedEntry(
    IReadOnlyList<Run> Runs, IReadOnlyList<EvaluationEntry> Evaluations, ComparedFigure Figure, IReadOnlyList<ComparedFigure> PerClass)
{
    public Run First => Runs[0];

    /// <summary>"12", or "1–5" of folds.</summary>
    public string Label => Runs.Count == 1 ? $"{First.Number}" : $"{Runs.Min(run => run.Number)}–{Runs.Max(run => run.Number)}";

    public string Name => Runs.Count == 1 ? First.Name : $"{Runs.Count} folds, {First.Recipe.Name}";

    /// <summary>Training time of all its runs; null while one trains.</summary>
    public TimeSpan? Time => Runs.All(run => run is { StartedAt: not null, EndedAt: not null })
        ? Runs.Aggregate(TimeSpan.Zero, (sum, run) => sum + (run.EndedAt!.Value - run.StartedAt!.Value))
        : null;
}

/// <param name="Interval">95 %, by patients drawn again and again; without width where there is one patient.</param>
/// <param name="Count">Images behind it.</param>
public readonly record struct ComparedFigure(Interval Interval, int Count)
{
    public double Value => Interval.Value;

    public bool IsDefined => !double.IsNaN(Interval.Value);
}

/// <summary>A figure that entries can be compared by.</summary>
/// <param name="Key">As in tables of metrics, e.g. <c>iou</c>.</param>
/// <param name="Name">For people, e.g. "IoU".</param>
/// <param name="HigherIsBetter">False of distances and false alarms.</param>
/// <param name="IsShare">From 0 to 1; otherwise <paramref name="Unit"/>.</param>
public sealed record ComparedMetric(string Key, string Name, FigureLevel Level, bool HigherIsBetter, bool IsShare, string Unit)
{
    /// <summary>"IoU per patient", "AUC over images", "Dice over all pixels".</summary>
    public required string Heading { get; init; }

    /// <summary>An image alone has none: it exists over many images, such as an AUC or an average precision.</summary>
    public bool IsOverMany { get; init; }
}

/// <summary>On which images entries are compared.</summary>
/// <param name="Images">That all entries have, with the same label.</param>
/// <param name="Only">Of each entry: how many of its images the others lack or have with another label.</param>
/// <param name="Relabelled">Images that all have, but compared with different labels; they are left out.</param>
/// <param name="Undefined">Images on which some entry has no distance, as it or the label is empty there; none has one there then.</param>
/// <param name="LeftOut">Images that evaluations left out, as their run has learned from their patients; the most of any entry.</param>
/// <param name="Ids">Of the images, ascending.</param>
public sealed record CaseExtent(int Images, int Patients, IReadOnlyList<int> Only, int Relabelled, int LeftOut, IReadOnlyList<long> Ids, int Undefined = 0)
{
    public bool IsSameForAll => Only.All(count => count == 0);
}

/// <summary>One entry against another: the first one's figure minus the second one's.</summary>
/// <param name="Difference">With its 95 % interval, of the same draws of patients.</param>
/// <param name="PValue">Two-sided, of this pair alone; null where no test is possible.</param>
/// <param name="Corrected">The same, corrected for all pairs (Holm 1979).</param>
/// <param name="Test">Which test, for people, e.g. "Wilcoxon signed-rank test over patients".</param>
/// <param name="Deviation">Of a patient's difference, standard deviation; NaN where patients have no value of their own.</param>
public sealed record PairDifference(
    ComparedEntry First, ComparedEntry Second, Interval Difference, double? PValue, double? Corrected, string Test, double Deviation)
{
    public const double Level = 0.05;

    /// <summary>The smallest p that these patients can give; above <see cref="Level"/> there are too few of them to show anything.</summary>
    public double SmallestP { get; init; }

    /// <summary>
    /// Whether chance alone would hardly make such a difference: the test says so, and the interval agrees. Where they do not
    /// (a few patients far off, a test of ranks), nobody should call one better.
    /// </summary>
    public bool IsReal => Corrected < Level && (Difference.Low > 0 || Difference.High < 0);
}

/// <param name="Sentence">"Run 12 is better than run 7. Between run 12 and run 9 there is no evidence of a difference."</param>
/// <param name="Means">What the number of patients allows to see, and what would settle it.</param>
/// <param name="Notes">On which images, and what was left out.</param>
public sealed record Verdict(string Sentence, string Means, IReadOnlyList<string> Notes);

/// <summary>Why there is nothing to compare yet.</summary>
public sealed record ComparisonProblem(string Sentence)
{
    /// <summary>Runs without a result on these images: they can be evaluated.</summary>
    public IReadOnlyList<Run> Missing { get; init; } = [];

    /// <summary>The version to evaluate them on; null: of each run its own.</summary>
    public long? VersionId { get; init; }

    /// <summary>Seconds that evaluating the missing runs is likely to take; null where nothing tells.</summary>
    public double? Seconds { get; init; }

    /// <summary>Test sets that were not opened for these runs together: of each version the runs.</summary>
    public IReadOnlyList<ClosedTestSet> Closed { get; init; } = [];
}

public sealed record ClosedTestSet(long VersionId, IReadOnlyList<long> RunIds);

/// <summary>Either a comparison or what is in its way.</summary>
public sealed record ComparisonAnswer(Comparison? Comparison, ComparisonProblem? Problem);
