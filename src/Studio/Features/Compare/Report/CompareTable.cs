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
            csv.WriteRecords([.. Lines(report.Comparison), .. GroupLines(report)]);
        return text.ToString();
    }

    static Line Blank(Comparison comparison) => new(
        "figure", "", "", "", comparison.Metric.Key, Wording.InAddress(comparison.Metric.Level), null, null, null, comparison.Cases.Images,
        comparison.Cases.Patients, "", null, null);

    static IEnumerable<Line> Lines(Comparison comparison)
    {
        var blank = Blank(comparison);
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

    /// <summary>Of groups the figure, and how far it lies from that of all other images; of images from elsewhere the figure.</summary>
    static IEnumerable<Line> GroupLines(CompareReport report)
    {
        var groups = report.Groups;
        var blank = Blank(report.Comparison) with { Entry = $"run {groups.Entry.Label}" };
        foreach (var group in groups.Figures)
        {
            var line = blank with { Subject = $"{groups.Column!.Name}: {group.Group.Name}", Images = group.Group.Places.Count, Patients = group.Patients };
            yield return Of(line with { Section = "group" }, group.Figure.Interval, group.HasInterval);
            if (group.Difference is { } difference)
                yield return Of(line with { Section = "group difference", Against = "the rest" }, difference, hasIntervals: true);
        }

        foreach (var external in groups.External)
        {
            var line = blank with { Section = "external", Subject = $"{external.From} (version {external.Version})", Images = external.Images.Images, Patients = external.Images.Patients };
            yield return Of(line, external.Figure.Interval, CompareWording.HasWidth(external.Figure.Interval));
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
