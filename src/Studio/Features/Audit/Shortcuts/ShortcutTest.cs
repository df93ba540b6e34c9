using Studio.Statistics;

namespace Studio.Features.Audit;

/// <summary>How well a class is told apart by one fact, or by all together, in patients the model has not seen.</summary>
/// <param name="Fact">Null: all together.</param>
/// <param name="Auc">With its 95 % interval.</param>
public sealed record ShortcutStrength(ShortcutFact? Fact, Interval Auc);

/// <param name="Strict">All together, with the interval that decides.</param>
/// <param name="Facts">The strongest first.</param>
/// <param name="Scores">[units]; a higher one speaks for the class.</param>
public sealed record ShortcutResult(ShortcutStrength All, Interval Strict, IReadOnlyList<ShortcutStrength> Facts, IReadOnlyList<double> Scores)
{
    /// <summary>Weaker differences are no use to a model, however sure they are in a large set.</summary>
    public const double LeastAuc = 0.55;

    public bool IsShortcut => Strict.Low > 0.5 && All.Auc.Value >= LeastAuc;
}

/// <summary>
/// Tells the units that show a class from the others by the facts alone, in five folds that keep patients apart, three times
/// with other folds. The score is the sum of two small models' log-odds: logistic regression adds up many small differences,
/// stumps find those that do not rise or fall evenly (one size among smaller and larger ones). The interval is clustered by
/// patient and widened for the folds' sharing of patients.
/// </summary>
public static class ShortcutTest
{
    /// <summary>With fewer patients of either kind nothing can be said.</summary>
    public const int LeastPatients = 8;

    /// <summary>
    /// Chance that data without a shortcut raises an alarm: an interval of 98 % lies above chance in one percent of such
    /// data, and where several classes and sites are tested each has its share of that (Bonferroni). Of
    /// 500 made-up sets without a shortcut none raised an alarm at 99 %, and 3 of their 500 intervals of 95 % lay above chance.
    /// </summary>
    public const double StrictLevel = 0.98;

    const int Folds = 5;
    const int Repeats = 3;

    /// <summary>λ of the logistic regression: features of pictures go together, and few patients allow no fine weights.</summary>
    const double Penalty = 30;

    static readonly BoostedStumps Stumps = new(Rounds: 30, Penalty: 5);

    /// <param name="isShown">[units]: whether the unit shows the class.</param>
    /// <param name="tests">Made of the same data, of classes and sites.</param>
    public static ShortcutResult Run(
        IReadOnlyList<ShortcutUnit> units, bool[] isShown, int tests, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(units);
        int[] patients = [.. units.Select(unit => unit.Patient)];
        var facts = ShortcutFacts.All.Select(fact => (Fact: fact, Columns: fact.Columns(units))).Where(entry => entry.Columns.Count > 0).ToList();
        int[][] folds = [.. Enumerable.Range(0, Repeats).Select(seed => GroupedFolds.Draw(isShown, patients, Folds, seed))];
        double[] sums = Sum(Rows([.. facts.SelectMany(entry => entry.Columns)], units.Count), isShown, folds, FitBoth, cancellationToken);
        var strengths = facts.Select(entry => new ShortcutStrength(
            entry.Fact, IntervalOf(Sum(Rows(entry.Columns, units.Count), isShown, folds[..1], Stumps.Fit, cancellationToken))));
        return new ShortcutResult(
            new ShortcutStrength(null, IntervalOf(sums)),
            IntervalOf(sums, 1 - ((1 - StrictLevel) / Math.Max(1, tests))),
            [.. strengths.OrderByDescending(strength => strength.Auc.Value)],
            sums);

        Interval IntervalOf(double[] scores, double level = 0.95) => ClusteredAuc.Of(scores, isShown, patients, level, OutOfFold.Inflation(Folds));
    }

    static double[] Sum(
        double[][] rows,
        bool[] isShown,
        int[][] folds,
        Func<IReadOnlyList<double[]>, IReadOnlyList<bool>, Func<double[], double>> fit,
        CancellationToken cancellationToken)
    {
        var sums = new double[rows.Length];
        foreach (var fold in folds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (place, score) in OutOfFold.Scores(rows, isShown, fold, fit).Index())
                sums[place] += score;
        }

        return sums;
    }

    static Func<double[], double> FitBoth(IReadOnlyList<double[]> rows, IReadOnlyList<bool> isShown)
    {
        var linear = LogisticRegression.Fit(rows, isShown, Penalty);
        var stumps = Stumps.Fit(rows, isShown);
        return row => linear(row) + stumps(row);
    }

    static double[][] Rows(IReadOnlyList<double[]> columns, int units) =>
        [.. Enumerable.Range(0, units).Select(unit => columns.Select(column => column[unit]).ToArray())];
}
