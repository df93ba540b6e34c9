using System.Globalization;

namespace Studio.Imaging.Annotations;

/// <summary>A box of a label file, not yet checked against its picture.</summary>
/// <param name="Name">Name of the class as in the file.</param>
/// <param name="Left">In pixels; (0, 0) is the outer corner of the first pixel, right and bottom are outer edges.</param>
/// <param name="Where">As in <see cref="LabelFinding"/>.</param>
public sealed record LabelBox(string Name, double Left, double Top, double Right, double Bottom, string Where)
{
    /// <summary>Cuts the box at the edges of its picture.</summary>
    /// <param name="rows">Height of the picture in pixels.</param>
    /// <param name="columns">Width of the picture in pixels.</param>
    /// <param name="finding">What was wrong, or null where the box lies inside.</param>
    /// <returns>Null where nothing of the box lies in the picture, or where it has no area.</returns>
    public LabelBox? FitInto(int rows, int columns, out LabelFinding? finding)
    {
        if (!(Left < Right && Top < Bottom))
        {
            finding = new LabelFinding(Where, $"The box {Describe()} has no area. It was left out.");
            return null;
        }

        if (Right <= 0 || Bottom <= 0 || Left >= columns || Top >= rows)
        {
            finding = new LabelFinding(Where, $"The box {Describe()} lies outside the picture ({columns}×{rows}). It was left out.");
            return null;
        }

        LabelBox inside = this with
        {
            Left = Math.Max(Left, 0),
            Top = Math.Max(Top, 0),
            Right = Math.Min(Right, columns),
            Bottom = Math.Min(Bottom, rows),
        };
        finding = inside == this
            ? null
            : new LabelFinding(Where, $"The box {Describe()} reaches outside the picture ({columns}×{rows}). It was cut at the edge.");
        return inside;
    }

    private string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"\"{Name}\" from ({Left:0.##}, {Top:0.##}) to ({Right:0.##}, {Bottom:0.##})");
}
