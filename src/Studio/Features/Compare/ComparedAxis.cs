using System.Globalization;
using Studio.Statistics;

namespace Studio.Features.Compare;

/// <summary>An axis that holds figures with their intervals; of shares from 0 to 1, else as far as the figures ask for.</summary>
public sealed record ComparedAxis(double Low, double High)
{
    static readonly double[] Steps = [1, 2, 2.5, 5, 10];

    /// <summary>Of the figures of a comparison, its baseline among them.</summary>
    /// <param name="further">What else is drawn on it.</param>
    public static ComparedAxis Of(ComparedMetric metric, IEnumerable<Interval> figures, double? further = null)
    {
        List<double> values = [.. figures.SelectMany(figure => (double[])[figure.Value, figure.Low, figure.High]).Where(double.IsFinite)];
        if (further is { } also)
            values.Add(also);
        if (metric.IsShare && values.TrueForAll(value => value is >= 0 and <= 1))
            return new ComparedAxis(0, 1);
        var (low, high) = (Math.Min(0, values.DefaultIfEmpty(0).Min()), Math.Max(0, values.DefaultIfEmpty(0).Max()));
        return new ComparedAxis(low < 0 ? -Round(-low) : 0, high > 0 || low == 0 ? Round(high) : 0);
    }

    /// <summary>Of differences, with zero in sight and some room at both ends.</summary>
    public static ComparedAxis OfDifferences(IEnumerable<Interval> differences)
    {
        const double Room = 0.06;
        double[] values = [0, .. differences.SelectMany(item => (double[])[item.Value, item.Low, item.High]).Where(double.IsFinite)];
        var (low, high) = (values.Min(), values.Max());
        var width = high - low > 0 ? high - low : 1;
        return new ComparedAxis(low - (Room * width), high + (Room * width));
    }

    /// <summary>For style sheets: "64.5%".</summary>
    public string Place(double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Clamp((value - Low) / (High - Low), 0, 1):0.##}%");

    /// <summary>The custom properties of <c>.interval</c>.</summary>
    public string Style(Interval figure) => CompareWording.HasWidth(figure)
        ? $"--mean: {Place(figure.Value)}; --low: {Place(figure.Low)}; --high: {Place(figure.High)}"
        : $"--mean: {Place(figure.Value)}";

    public static string Text(double bound) => bound.ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>The next round number: 1, 2, 2.5, 5 times a power of ten.</summary>
    static double Round(double value)
    {
        if (value <= 0)
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return power * Array.Find(Steps, step => step * power >= value * (1 - 1e-9));
    }
}
