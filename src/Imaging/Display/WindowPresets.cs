using Studio.Contracts.Import;

namespace Studio.Imaging.Display;

/// <summary>Windows in the words in which they travel and are stored, and back.</summary>
public static class WindowPresets
{
    private const string LinearExact = "linear-exact";
    private const string Sigmoid = "sigmoid";

    /// <summary>Finer tables are thinned out: 4,096 greys are more than a screen shows.</summary>
    private const int MostGreys = 4096;

    public static WindowPreset Write(in DisplayWindow window)
    {
        string function = window.Function switch
        {
            WindowFunction.LinearExact => LinearExact,
            WindowFunction.Sigmoid => Sigmoid,
            _ => "linear",
        };
        return new WindowPreset(window.Name, window.Center, window.Width, function, window.Table is { } table ? Greys(table) : null);
    }

    public static DisplayWindow Read(WindowPreset preset)
    {
        ArgumentNullException.ThrowIfNull(preset);
        WindowFunction function = preset.Function switch
        {
            LinearExact => WindowFunction.LinearExact,
            Sigmoid => WindowFunction.Sigmoid,
            _ => WindowFunction.Linear,
        };
        return new DisplayWindow(preset.Name, preset.Center, preset.Width, function, preset.Table is { } greys ? Table(preset, Convert.FromBase64String(greys)) : null);
    }

    private static string Greys(LookupTable table)
    {
        var greys = new byte[Math.Min(table.Entries.Count, MostGreys)];
        double white = (1 << table.BitsPerEntry) - 1;
        for (int i = 0; i < greys.Length; i++)
        {
            ushort entry = table.Entries[(int)((i + 0.5) * table.Entries.Count / greys.Length)];
            greys[i] = (byte)Math.Round(Math.Min(1, entry / white) * byte.MaxValue);
        }

        return Convert.ToBase64String(greys);
    }

    /// <summary>One entry for every whole input of the window, as the table had before it was thinned out.</summary>
    private static LookupTable Table(WindowPreset preset, byte[] greys)
    {
        var entries = new ushort[(int)Math.Clamp(Math.Round(preset.Width), 1, 65_536)];
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = greys[(int)((long)i * greys.Length / entries.Length)];
        }

        return new LookupTable(preset.Name, (int)Math.Round(preset.Center - ((entries.Length - 1) / 2.0)), entries, 8);
    }
}
