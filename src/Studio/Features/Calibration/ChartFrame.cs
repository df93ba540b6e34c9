using System.Globalization;

namespace Studio.Features.Calibration;

/// <summary>Where numbers lie in a drawing whose axes begin at 0.</summary>
/// <param name="Left">Of the plot, in the drawing's units; to its left stand the axis's numbers.</param>
/// <param name="Most">Right end of the horizontal axis; the vertical one ends at 1.</param>
sealed record ChartFrame(double Left, double Top, double Width, double Height, double Most = 1)
{
    public static readonly double[] Ticks = [0, 0.25, 0.5, 0.75, 1];

    public double Bottom => Top + Height;

    public double Right => Left + Width;

    public string X(double value) => Text(Left + (Width * Math.Clamp(value / Most, 0, 1)));

    public string Y(double value) => Text(Bottom - (Height * Math.Clamp(value, 0, 1)));

    public static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
