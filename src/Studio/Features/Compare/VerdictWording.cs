using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Statistics;

namespace Studio.Features.Compare;

/// <summary>What a comparison says, in words that may stand in a paper.</summary>
static class VerdictWording
{
    /// <summary>More runs are counted, not listed.</summary>
    const int MostListed = 4;

    /// <summary>Below this, a difference is one that nobody would act on.</summary>
    const double Negligible = 0.001;

    public static Verdict Of(Comparison comparison, int withoutNumber, IReadOnlyList<string> notes) =>
        new(Sentence(comparison), Means(comparison), [.. Notes(comparison, withoutNumber), .. notes]);

    static string Sentence(Comparison comparison)
    {
        if (comparison.Best is not { } best)
            return $"{comparison.Metric.Name} is not defined on these images: {Absent(comparison)}.";
        if (comparison.Entries.Count == 1)
            return $"{Name(best)} reaches {comparison.Metric.Name} {Number(comparison.Metric, best.Figure.Value)}{Interval(comparison, best.Figure)}.";
        var own = comparison.Pairs.Where(pair => pair.First == best).ToList();
        if (own.Count == 0)
            return $"Only {Name(best, start: false)} has a figure on these images.";
        var better = own.Where(pair => pair.IsReal).Select(pair => pair.Second).ToList();
        var alike = own.Where(pair => !pair.IsReal).Select(pair => pair.Second).ToList();
        var n = $"n = {Wording.Count(comparison.Cases.Patients, "patient")}";
        var parts = new List<string>();
        if (better.Count > 0)
            parts.Add($"{Name(best)} is better than {Names(better, own.Count)}.");
        if (alike.Count > 0)
        {
            parts.Add(better.Count == 0
                ? $"There is no evidence of a difference between {Name(best, start: false)} and {Names(alike, own.Count)} ({n})."
                : $"Between {Name(best, start: false)} and {Names(alike, own.Count)} there is no evidence of a difference ({n}).");
        }

        return string.Join(' ', parts);
    }

    static string Means(Comparison comparison)
    {
        var patients = comparison.Cases.Patients;
        if (comparison.Best is not { } best)
            return "";
        if (comparison.Entries.Count == 1)
        {
            return comparison.Baseline is { } baseline
                ? $"Without looking at the images {Number(comparison.Metric, baseline.Value)} is reached. Choose a second run to compare it with."
                : "Choose a second run to compare it with.";
        }

        var own = comparison.Pairs.Where(pair => pair.First == best).ToList();
        if (own.Count == 0 || patients < 2)
            return patients < 2 ? "One patient says nothing about others: no interval and no test is possible." : "";
        if (own.TrueForAll(pair => pair.SmallestP >= PairDifference.Level))
            return $"{Wording.Count(patients, "patient")} are too few: even if all of them were in favour of one run, chance could do that. Compare on more patients.";
        var seen = own.Select(pair => Power.SmallestDifference(pair.Deviation, patients)).OfType<double>().Where(value => value > 0).DefaultIfEmpty(double.NaN).Max();
        var parts = new List<string>();
        if (!double.IsNaN(seen))
            parts.Add($"With {Wording.Count(patients, "patient")} you can only see differences above {Number(comparison.Metric, seen)}.");
        var closest = own.Where(pair => !pair.IsReal).MaxBy(pair => Math.Abs(pair.Difference.Value));
        if (closest is not null)
            parts.Add(Settle(closest, patients));
        return string.Join(' ', parts);
    }

    static string Settle(PairDifference pair, int patients)
    {
        var versus = $"{pair.First.Label} against {pair.Second.Label}";
        if (Math.Abs(pair.Difference.Value) < Negligible)
            return $"The difference of {versus} is so small that no number of patients would matter.";
        return Power.PatientsFor(pair.Difference.Value, pair.Deviation) is { } needed && needed > patients
            ? $"To settle {versus} you would need about {Wording.Number(Rounded(needed))} patients, if the difference is as large as it looks here."
            : "";
    }

    static IEnumerable<string> Notes(Comparison comparison, int withoutNumber)
    {
        var cases = comparison.Cases;
        if (IsNoBetterThanGuessing(comparison))
            yield return $"No run is clearly better than what is reached without looking at the image ({Number(comparison.Metric, comparison.Baseline!.Value.Value)}).";
        if (!cases.IsSameForAll)
            yield return $"Compared on the {Wording.Count(cases.Images, "image")} that {(comparison.Entries.Count == 2 ? "both" : "all")} have.";
        if (cases.Relabelled > 0)
            yield return $"{Wording.Count(cases.Relabelled, "image was", "images were")} left out: the label was changed between the evaluations.";
        if (withoutNumber > 0)
            yield return $"{Wording.Count(withoutNumber, "image was", "images were")} left out: a run gave no number there.";
        if (cases.Undefined > 0)
        {
            yield return $"A distance exists only where a run has an outline. On {Wording.Count(cases.Undefined, "image")} not every run has one, so none counts there; "
                + "what is missed shows in IoU and in sensitivity.";
        }

        if (cases.LeftOut > 0)
            yield return $"{Wording.Count(cases.LeftOut, "image was", "images were")} left out: a run has learned from the same patients.";
        if (comparison.Set == Split.Validation)
            yield return "The best epochs were chosen on these images, so all figures are a little too good; the test set says what to expect.";
        if (comparison.Entries.Count > 1)
            yield return "This compares these trained models. To compare recipes, train each with several seeds.";
        if (comparison.Pairs.Count > 1)
            yield return $"p is corrected for {Wording.Count(comparison.Pairs.Count, "comparison")} (Holm).";
    }

    /// <summary>The best one's interval holds the baseline, or lies on its wrong side.</summary>
    static bool IsNoBetterThanGuessing(Comparison comparison) => comparison is { Baseline: { IsDefined: true } baseline, Best.Figure.Interval: var best, HasIntervals: true }
        && (comparison.Metric.HigherIsBetter ? best.Low <= baseline.Value : best.High >= baseline.Value);

    static string Absent(Comparison comparison) => comparison.Classes.Count == 1
        ? $"{comparison.Classes[0].Name} is in none of them, or in all"
        : "none of the classes is in some of them and missing in others";

    static string Names(List<ComparedEntry> entries, int others) => entries.Count > MostListed
        ? $"{(entries.Count == others ? "all" : $"{entries.Count}")} of the {others} others"
        : $"{(entries.Count == 1 && entries[0].Runs.Count == 1 ? "run" : "runs")} {Wording.List([.. entries.Select(entry => entry.Label)])}";

    static string Name(ComparedEntry entry, bool start = true)
    {
        var name = $"{(entry.Runs.Count == 1 ? "run" : "runs")} {entry.Label}";
        return start ? char.ToUpperInvariant(name[0]) + name[1..] : name;
    }

    static string Interval(Comparison comparison, ComparedFigure figure) => comparison.HasIntervals && !double.IsNaN(figure.Interval.Low)
        ? $" ({Number(comparison.Metric, figure.Interval.Low)}–{Number(comparison.Metric, figure.Interval.High)}) on {Wording.Count(comparison.Cases.Patients, "patient")}"
        : $" on {Wording.Count(comparison.Cases.Patients, "patient")}";

    /// <summary>"0.69", "4.2 mm".</summary>
    internal static string Number(ComparedMetric metric, double value) => metric.IsShare
        ? Wording.Score(value)
        : string.Create(CultureInfo.InvariantCulture, $"{value:0.0} {metric.Unit}");

    /// <summary>A number of patients that is an estimate is not told to the last digit.</summary>
    static int Rounded(int patients)
    {
        var step = patients < 100 ? 5 : patients < 1000 ? 50 : 500;
        return (patients + step - 1) / step * step;
    }
}
