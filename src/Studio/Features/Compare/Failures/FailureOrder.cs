using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Statistics;

namespace Studio.Features.Compare.Failures;

/// <summary>What the figure of an image is, so that it can be told in words.</summary>
public enum FailureUnit
{
    /// <summary>0–1, two decimals.</summary>
    Share,

    /// <summary>The probability that was given to what is true, 0–1.</summary>
    Rightness,
    Millimetres,
    Pixels,

    /// <summary>Signed share of the label.</summary>
    Volume,
    Missed,
    TooMany,
}

/// <summary>An order in which images show how an entry fails, the worst first.</summary>
/// <param name="Key">In addresses, e.g. <c>iou.nerve</c>.</param>
/// <param name="Text">"Lowest nerve IoU".</param>
/// <param name="Class">That alone is looked at; null: all.</param>
/// <param name="Columns">Beginnings of the names of the columns that the figures are made of.</param>
/// <param name="Values">[cases]; NaN where an image has no figure.</param>
public sealed record FailureOrder(
    string Key, string Text, ClassDefinition? Class, FailureUnit Unit, IReadOnlyList<string> Columns, Func<CaseTable, double[]?> Values)
{
    /// <summary>Otherwise the lowest figure is the worst.</summary>
    public bool HighestFirst { get; init; }

    /// <summary>How wrong a figure is where neither its lowest nor its highest is worst.</summary>
    public Func<double, double> Badness { get; init; } = value => value;

    /// <summary>Positions of the cases with a figure, the worst first; equal ones in the order of the cases.</summary>
    public IReadOnlyList<(int Place, double Value)> Rank(CaseTable table) => Values(table) is not { } values
        ? []
        : [.. Enumerable.Range(0, values.Length).Where(place => !double.IsNaN(values[place]))
            .OrderBy(place => HighestFirst ? -Badness(values[place]) : Badness(values[place])).ThenBy(place => place)
            .Select(place => (place, values[place]))];

    /// <summary>"nerve 0.25", "nerve 12.3 mm", "2 missed".</summary>
    public string Figure(double value) => Unit switch
    {
        FailureUnit.Share => $"{Subject}{Wording.Score(value)}",
        FailureUnit.Rightness => $"{Wording.Score(value)} right",
        FailureUnit.Millimetres => string.Create(CultureInfo.InvariantCulture, $"{Subject}{value:0.0} mm"),
        FailureUnit.Pixels => string.Create(CultureInfo.InvariantCulture, $"{Subject}{value:0.#} pixels"),
        FailureUnit.Volume => $"{Subject}{(value < 0 ? "−" : "+")}{Math.Abs(value * 100).ToString("0", CultureInfo.InvariantCulture)} %",
        FailureUnit.Missed => $"{Wording.Number((long)Math.Round(value))} missed",
        _ => $"{Wording.Number((long)Math.Round(value))} too many",
    };

    string Subject => Class is null ? "" : $"{Class.Name} ";
}
