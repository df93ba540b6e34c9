namespace Studio.Imaging.Display;

/// <summary>The VOI LUT of PS3.3 C.11.2.1, a table or one of three functions, with an output range of 0 to 255.</summary>
public static class VoiFunction
{
    private const double White = 255;

    /// <summary>Brightness of a rescaled value, 0 to 255, not rounded.</summary>
    /// <remarks>
    /// A LINEAR window of width 1 (or less, which the standard forbids) is a threshold at center − ½; a width ≤ 0 of
    /// the other functions is a threshold at the center.
    /// </remarks>
    public static double Apply(in DisplayWindow window, double value) => window.Function switch
    {
        _ when window.Table is { } table => Math.Min(White, table.At(value) * White / ((1 << table.BitsPerEntry) - 1)),
        WindowFunction.LinearExact => Ramp(value, window.Center, window.Width),
        WindowFunction.Sigmoid when window.Width > 0 => White / (1 + Math.Exp(-4 * (value - window.Center) / window.Width)),
        WindowFunction.Sigmoid => Ramp(value, window.Center, 0),
        _ => Ramp(value, window.Center - 0.5, window.Width - 1),
    };

    private static double Ramp(double value, double center, double width)
    {
        if (value <= center - (width / 2))
        {
            return 0;
        }

        return value > center + (width / 2) || width <= 0 ? White : (((value - center) / width) + 0.5) * White;
    }
}
