using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Studio.Features.Shell;

namespace Studio.Features.Audit.Report;

/// <summary>The report's numbers as a table: one figure a line, full precision.</summary>
public static class ReportTable
{
    sealed record Line(string Section, string Severity, string Title, string Extent, string Figure, double? Value, double? Low, double? High, string State, string Reason, string Key);

    public static string Write(AuditReport report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        // A spreadsheet must not take a name or a reason for a formula.
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }))
            csv.WriteRecords(Data(report).Concat(report.State.Items.SelectMany(Lines)));
        return text.ToString();
    }

    static IEnumerable<Line> Data(AuditReport report)
    {
        yield return Fact("images", report.Data.Images);
        yield return Fact("labelled", report.Data.Labelled);
        yield return Fact("left out", report.LeftOut.Count);
        foreach (var part in AuditReport.Parts)
        {
            var name = Wording.Split(part).ToLowerInvariant();
            yield return Fact($"images.{name}", report.Data.Of(part).Images);
            yield return Fact($"patients.{name}", report.Data.Of(part).Patients);
            foreach (var shown in report.Classes)
            {
                if (report.Images(part, shown) is { } images)
                    yield return Fact($"images.{name}.{shown.Name}", images);
            }
        }
    }

    static Line Fact(string figure, double value) => new("data", "", "", "", figure, value, null, null, "", "", "");

    static IEnumerable<Line> Lines(AuditItem item)
    {
        var line = new Line(
            "finding", item.Kind.ToString().ToLowerInvariant(), item.Title, item.Extent, "", null, null, null,
            item.Finding is null ? "" : item.IsOpen ? "open" : item.Review is null ? "left out" : "not a problem",
            item.Review?.Reason ?? "",
            item.Key);
        var bars = item.Finding?.Evidence.Bars ?? [];
        var values = item.Finding?.Evidence.Values ?? new Dictionary<string, double>();
        if (bars.Count + values.Count == 0)
            yield return line;
        foreach (var bar in bars)
            yield return line with { Figure = bar.Name, Value = bar.Value, Low = bar.Low, High = bar.High };
        foreach (var (name, value) in values)
            yield return line with { Figure = name, Value = value };
    }
}
