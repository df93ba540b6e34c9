namespace Studio.Imaging.Dicom;

/// <summary>Reads the windows of a dataset or functional group (PS3.3 C.11.2.1.2 and C.11.2.1.3).</summary>
internal static class DicomWindows
{
    /// <summary>Windows whose numbers make sense, in the file's order.</summary>
    public static IReadOnlyList<DisplayWindow> Read(DicomDataset dataset)
    {
        IReadOnlyList<double> centers = dataset.Numbers(DicomTag.WindowCenter);
        IReadOnlyList<double> widths = dataset.Numbers(DicomTag.WindowWidth);
        IReadOnlyList<string> names = dataset.Texts(DicomTag.WindowExplanation);
        WindowFunction function = dataset.Text(DicomTag.VoiLutFunction) switch
        {
            "LINEAR_EXACT" => WindowFunction.LinearExact,
            "SIGMOID" => WindowFunction.Sigmoid,
            _ => WindowFunction.Linear,
        };
        double smallestWidth = function == WindowFunction.Linear ? 1 : double.Epsilon;
        var windows = new List<DisplayWindow>();
        for (int i = 0; i < Math.Min(centers.Count, widths.Count); i++)
        {
            if (double.IsFinite(centers[i]) && double.IsFinite(widths[i]) && widths[i] >= smallestWidth)
            {
                windows.Add(new DisplayWindow(i < names.Count ? names[i] : "", centers[i], widths[i], function));
            }
        }

        return windows;
    }
}
