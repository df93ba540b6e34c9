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
        if (metric.Level == FigureLevel.Pooled || kind == OutputKind.Tags || Columns(table) is not { Count: > 0 } columns)
            return null;
        var means = columns.Select(column => Means(column, table)).ToList();
        return [.. Enumerable.Range(0, table.Patients.Count).Select(patient =>
            means.Select(mean => mean[patient]).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average())];
    }

    /// <param name="values">Of the draws: first minus second.</param>
    public TestAnswer Of(CaseTable first, CaseTable second, double[]? firstPatients, double[]? secondPatients, double[] values)
    {
        if (firstPatients is not null && secondPatients is not null)
        {
            double[] differences = [.. firstPatients.Zip(secondPatients, (one, other) => one - other).Where(value => !double.IsNaN(value))];
            var answer = Wilcoxon.Of(differences);
            return new TestAnswer(answer?.P, OverPatients, Deviation(differences), answer?.SmallestP ?? 1);
        }

        if (kind == OutputKind.Tags && metric.Key == "auc" && Scores(first, second) is var (pairs, clusters))
        {
            var answer = DeLong.Compare(pairs, clusters);
            return new TestAnswer(answer?.P, OfAuc, (answer?.StandardError ?? double.NaN) * Math.Sqrt(first.Patients.Count));
        }

        if (kind == OutputKind.Tags && metric.Key == "accuracy" && metric.Level != FigureLevel.Patient && Accuracy(first, second) is { } accuracy)
            return new TestAnswer(accuracy.P, OfAccuracy, Spread(values) * Math.Sqrt(first.Patients.Count));
        return new TestAnswer(BootstrapP.Of(values), OfDraws, Spread(values) * Math.Sqrt(first.Patients.Count));
    }

    List<double[]> Columns(CaseTable table) => classes.Select(name => table.Find($"{metric.Key}.{name}"))
        .Append(table.Find($"{metric.Key}.box"))
        .Append(metric.Key == "accuracy" ? table.Find("accuracy") : null)
        .OfType<double[]>().ToList();

    static double[] Means(double[] column, CaseTable table)
    {
        var (sums, counts) = (new double[table.Patients.Count], new int[table.Patients.Count]);
        for (var place = 0; place < column.Length; place++)
        {
            if (!double.IsNaN(column[place]))
            {
                sums[table.Clusters[place]] += column[place];
                counts[table.Clusters[place]]++;
            }
        }

        return [.. sums.Zip(counts, (sum, count) => count == 0 ? double.NaN : sum / count)];
    }

    /// <summary>Of images, of patients (positive if any image is, as probable as the surest one), or of all answers together.</summary>
    (IReadOnlyList<PairedScores> Pairs, int[] Clusters) Scores(CaseTable first, CaseTable second)
    {
        var pairs = classes
            .Select(name => (First: first.Find($"probability.{name}"), Second: second.Find($"probability.{name}"), Truth: first.Find($"truth.{name}")))
            .Where(pair => pair.First is not null && pair.Second is not null && pair.Truth is not null)
            .Select(pair => new PairedScores(pair.First!, pair.Second!, pair.Truth!)).ToList();
        return metric.Level switch
        {
            FigureLevel.Patient => (
                [.. pairs.Select(pair => new PairedScores(Highest(pair.First, pair.Truth, first), Highest(pair.Second, pair.Truth, first), Highest(pair.Truth, pair.Truth, first)))],
                [.. Enumerable.Range(0, first.Patients.Count)]),
            FigureLevel.Pooled => (
                [new PairedScores([.. pairs.SelectMany(pair => pair.First)], [.. pairs.SelectMany(pair => pair.Second)], [.. pairs.SelectMany(pair => pair.Truth)])],
                [.. pairs.SelectMany(_ => first.Clusters)]),
            _ => (pairs, first.Clusters),
        };
    }

    /// <summary>Images whose truth is unknown take no part, as in the figure itself.</summary>
    static double[] Highest(double[] column, double[] truth, CaseTable table)
    {
        var highest = new double[table.Patients.Count];
        Array.Fill(highest, double.NaN);
        for (var place = 0; place < column.Length; place++)
        {
            ref var own = ref highest[table.Clusters[place]];
            if (!double.IsNaN(column[place] + truth[place]))
                own = double.IsNaN(own) ? column[place] : Math.Max(own, column[place]);
        }

        return highest;
    }

    McNemarAnswer? Accuracy(CaseTable first, CaseTable second)
    {
        var (one, other, clusters) = (new List<bool>(), new List<bool>(), new List<int>());
        foreach (var name in classes)
        {
            if (first.Find($"yes.{name}") is not { } mine || second.Find($"yes.{name}") is not { } theirs || first.Find($"truth.{name}") is not { } truth)
                return null;
            for (var place = 0; place < truth.Length; place++)
            {
                if (double.IsNaN(truth[place] + mine[place] + theirs[place]))
                    continue;
                one.Add(mine[place] == truth[place]);
                other.Add(theirs[place] == truth[place]);
                clusters.Add(first.Clusters[place]);
            }
        }

        return McNemar.Of([.. one], [.. other], [.. clusters]);
    }

    static double Deviation(double[] values)
    {
        if (values.Length < 2)
            return double.NaN;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    static double Spread(double[] values) => Deviation([.. values.Where(value => !double.IsNaN(value))]);
}
