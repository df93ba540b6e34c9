using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Studio.Features.Shell;
using Studio.Statistics;

namespace Studio.Features.Compare.Report;

/// <summary>The report's numbers as a table: one figure a line, full precision.</summary>
public static class CompareTable
{
    sealed record Line(
        string Section, string Entry, string Against, string Subject, string Metric, string Level, double? Value, double? Low, double? High,
        int Images, int Patients, string Test, double? P, double? PCorrected);

    public static string Write(CompareReport report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        // A spreadsheet must not take a name for a formula.
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }))
            csv.WriteRecords(Lines(report.Comparison));
        return text.ToString();
    }

    static IEnumerable<Line> Lines(Comparison comparison)
    {
        var blank = new Line(
            "figure", "", "", "", comparison.Metric.Key, Wording.InAddress(comparison.Metric.Level), null, null, null, comparison.Cases.Images,
            comparison.Cases.Patients, "", null, null);
        foreach (var entry in RankedEntries.Of(comparison))
        {
            var line = blank with { Entry = $"run {entry.Label}" };
            yield return Of(line with { Subject = "all" }, entry.Figure.Interval, comparison.HasIntervals) with { Images = entry.Figure.Count };
            foreach (var (definition, figure) in comparison.Classes.Zip(entry.PerClass))
                yield return Of(line with { Subject = definition.Name }, figure.Interval, comparison.HasIntervals) with { Images = figure.Count };
        }

        if (comparison.Baseline is { } baseline)
            yield return blank with { Section = "baseline", Subject = "all", Value = baseline.Value, Images = baseline.Count };
        foreach (var pair in comparison.Pairs)
        {
            var line = blank with { Section = "difference", Entry = $"run {pair.First.Label}", Against = $"run {pair.Second.Label}", Subject = "all" };
            yield return Of(line, pair.Difference, comparison.HasIntervals) with { Test = pair.Test, P = pair.PValue, PCorrected = pair.Corrected };
        }
    }

    static Line Of(Line line, Interval interval, bool hasIntervals) => line with
    {
        Value = Known(interval.Value),
        Low = hasIntervals ? Known(interval.Low) : null,
        High = hasIntervals ? Known(interval.High) : null,
    };

    static double? Known(double value) => double.IsFinite(value) ? value : null;
}
