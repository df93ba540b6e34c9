using System.Globalization;

namespace Studio.Bench;

/// <summary>One line per figure for people.</summary>
public static class FigureText
{
    public static string Of(Figure figure)
    {
        var peer = figure.Peer is { } value ? $"   peer {Number(value)}" : "";
        var target = figure.Target is { } text ? $"   target {text}" : "";
        var verdict = figure.Met switch
        {
            true => "   met",
            false => "   MISSED",
            null => "",
        };
        return $"  {figure.Name,-44} {Number(figure.Value),10} {figure.Unit,-10}{peer}{target}{verdict}";
    }

    static string Number(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };
}
