namespace Studio.Features.Compare;

/// <summary>
/// How the line of an entry is drawn, in the leaderboard and among the curves: the best one solid in the accent colour, the others
/// apart by dashes and shades of grey, as colours belong to classes. The line's name stands at its end.
/// </summary>
/// <param name="Color">A style sheet's colour.</param>
/// <param name="Dashes">Of SVG lines; empty: solid.</param>
public readonly record struct LineStyle(string Color, string Dashes)
{
    static readonly string[] Patterns = ["7 4", "2 3", "9 3 2 3", "14 4", "4 2 1 2"];
    static readonly string[] Shades = ["var(--text-1)", "var(--text-3)", "var(--text-2)", "var(--control-line)"];

    /// <param name="place">0 is the best one.</param>
    public static LineStyle Of(int place) => place == 0
        ? new LineStyle("var(--accent)", "")
        : new LineStyle(Shades[(place - 1) / Patterns.Length % Shades.Length], Patterns[(place - 1) % Patterns.Length]);
}
