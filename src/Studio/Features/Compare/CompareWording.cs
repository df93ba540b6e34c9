using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Statistics;

namespace Studio.Features.Compare;

/// <summary>Figures, differences and p as they stand on the page and in the report.</summary>
public static class CompareWording
{
    const double SmallestP = 0.001;
    const string None = "–";

    /// <summary>"0.69"; of lengths and counts "4.2", "12", whose unit stands in the heading.</summary>
    public static string Figure(ComparedMetric metric, double value) =>
        double.IsNaN(value) ? None : Signs(value.ToString(Format(metric, value), CultureInfo.InvariantCulture));

    /// <summary>"+0.09", "−0.02".</summary>
    public static string Difference(ComparedMetric metric, double value)
    {
        if (double.IsNaN(value))
            return None;
        var digits = Math.Abs(value).ToString(Format(metric, value), CultureInfo.InvariantCulture);
        return digits.Any(digit => digit is >= '1' and <= '9') ? $"{(value < 0 ? "−" : "+")}{digits}" : digits;
    }

    /// <summary>"(+0.05, +0.13)"; empty where there is no interval.</summary>
    public static string DifferenceInterval(ComparedMetric metric, Interval difference) =>
        HasWidth(difference) ? $"({Difference(metric, difference.Low)}, {Difference(metric, difference.High)})" : "";

    /// <summary>"0.61–0.77"; a dash where there is none.</summary>
    public static string Range(ComparedMetric metric, Interval figure) =>
        HasWidth(figure) ? $"{Figure(metric, figure.Low)}–{Figure(metric, figure.High)}" : None;

    public static bool HasWidth(Interval interval) => !double.IsNaN(interval.Low) && !double.IsNaN(interval.High);

    /// <summary>Two digits that count: "0.30", "0.0083", "&lt; 0.001".</summary>
    public static string P(double? value) => value switch
    {
        null => None,
        < SmallestP => "< 0.001",
        >= 0.995 => "1.0",
        { } p => p.ToString(p >= 0.0995 ? "0.00" : p >= 0.00995 ? "0.000" : "0.0000", CultureInfo.InvariantCulture),
    };

    /// <summary>"12 − 7".</summary>
    public static string Pair(PairDifference pair) => $"{pair.First.Label} − {pair.Second.Label}";

    /// <summary>"31 images, 9 patients, same for all"; "Compared on the 27 images both have."</summary>
    public static string Cases(Comparison comparison)
    {
        var (cases, count) = (comparison.Cases, comparison.Entries.Count);
        var patients = Wording.Count(cases.Patients, "patient");
        return count == 1 || cases.IsSameForAll
            ? $"{Wording.Count(cases.Images, "image")}, {patients}{(count > 1 ? ", same for all" : "")}"
            : $"Compared on the {Wording.Count(cases.Images, "image")} {(count == 2 ? "both" : "all")} have, {patients}.";
    }

    /// <summary>"per patient", "over all pixels": the heading without the metric's name.</summary>
    public static string Level(ComparedMetric metric) =>
        metric.Heading.StartsWith(metric.Name, StringComparison.Ordinal) ? metric.Heading[metric.Name.Length..].Trim() : metric.Heading;

    /// <summary>"Hausdorff 95 % per patient, mm".</summary>
    public static string Heading(ComparedMetric metric) => metric.Unit.Length == 0 ? metric.Heading : $"{metric.Heading}, {metric.Unit}";

    /// <summary>"the validation set".</summary>
    public static string Set(Split set) => set == Split.Test ? "the test set" : $"the {Wording.Split(set).ToLowerInvariant()} set";

    public static string Name(ComparedEntry entry) => entry.Runs.Count == 1 && entry.First.Name == $"Run {entry.First.Number}"
        ? entry.First.Recipe.Name
        : entry.Name;

    static string Format(ComparedMetric metric, double value) => (metric.IsShare, Math.Abs(value)) switch
    {
        (true, _) => "0.00",
        (_, >= 100) => "0",
        (_, >= 10) => "0.0",
        _ => "0.00",
    };

    static string Signs(string digits) => digits.Replace('-', '−');
}
