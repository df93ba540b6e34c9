namespace Studio.Imaging.Display;

/// <summary>The window a picture is first shown with.</summary>
public static class DefaultWindow
{
    public const string AutomaticName = "Automatic";

    /// <summary>The file's own window or display table; else the full range of 8-bit pictures, the percentiles 1 to 99 of deeper ones.</summary>
    public static DisplayWindow Of(ImageFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Windows.Count > 0)
        {
            return facts.Windows[0];
        }

        if (facts.VoiLuts.Count > 0)
        {
            return DisplayWindow.Of(facts.VoiLuts[0]);
        }

        return facts.Layout.BytesPerSample == 1 || facts.Photometric == Photometric.Rgb
            ? Between(facts, facts.Layout.LowestValue, facts.Layout.HighestValue)
            : Percentiles(facts);
    }

    /// <summary>Percentile 1 is black and percentile 99 white; the full range where they are equal.</summary>
    public static DisplayWindow Percentiles(ImageFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        SampleStatistics statistics = facts.Statistics;
        return statistics.Percentile99 > statistics.Percentile1
            ? Between(facts, statistics.Percentile1, statistics.Percentile99)
            : Between(facts, statistics.Minimum, statistics.Maximum);
    }

    private static DisplayWindow Between(ImageFacts facts, double storedLow, double storedHigh)
    {
        double low = (storedLow * facts.RescaleSlope) + facts.RescaleIntercept;
        double high = (storedHigh * facts.RescaleSlope) + facts.RescaleIntercept;
        double width = Math.Abs(high - low);
        return new DisplayWindow(AutomaticName, (low + high) / 2, width > 0 ? width : 1, WindowFunction.LinearExact);
    }
}
