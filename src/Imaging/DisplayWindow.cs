namespace Studio.Imaging;

/// <summary>VOI LUT function (PS3.3 C.11.2.1.3).</summary>
public enum WindowFunction
{
    Linear,
    LinearExact,
    Sigmoid,
}

/// <summary>A window over rescaled values (PS3.3 C.11.2.1.2).</summary>
/// <param name="Name">Explanation from the file, or a preset's name; empty when there is none.</param>
/// <param name="Center">Window center, in rescaled values.</param>
/// <param name="Width">Window width: ≥ 1 for <see cref="WindowFunction.Linear"/>, > 0 otherwise.</param>
/// <param name="Table">Brightness table that replaces the function (PS3.3 C.11.2.1.1); null for none.</param>
public readonly record struct DisplayWindow(
    string Name, double Center, double Width, WindowFunction Function = WindowFunction.Linear, LookupTable? Table = null)
{
    /// <summary>A display table as a window; center and width are those of its inputs.</summary>
    public static DisplayWindow Of(LookupTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        double center = table.FirstInput + ((table.Entries.Count - 1) / 2.0);
        return new DisplayWindow(table.Name, center, table.Entries.Count, WindowFunction.LinearExact, table);
    }
}
