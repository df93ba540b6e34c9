using Studio.Imaging.Dicom.Pixels;

namespace Studio.Imaging.Dicom;

/// <summary>Collects what the studio keeps of a dataset; names and dates of patients are not read.</summary>
internal static class DicomFacts
{
    public static ImageFacts Collect(DicomFile dicom, PixelDescription description, IReadOnlyList<RasterImage> frames, List<string> warnings)
    {
        DicomDataset dataset = dicom.Dataset;
        if (dataset.Contains(DicomTag.ModalityLutSequence))
        {
            warnings.Add("The file has a modality lookup table, which is not applied; values are shown as stored.");
        }

        if (dataset.Contains(DicomTag.VoiLutSequence))
        {
            warnings.Add("The file has a display lookup table, which is not applied.");
        }

        DicomDataset rescale = Group(dataset, DicomTag.PixelValueTransformationSequence, DicomTag.RescaleSlope);
        double slope = rescale.Number(DicomTag.RescaleSlope) ?? 1;
        return new ImageFacts
        {
            Format = "DICOM",
            Layout = frames[0].Layout,
            Photometric = PhotometricOf(description, frames[0]),
            FrameCount = frames.Count,
            Statistics = SampleStatistics.Measure(frames),
            RescaleSlope = slope == 0 ? 1 : slope,
            RescaleIntercept = rescale.Number(DicomTag.RescaleIntercept) ?? 0,
            Windows = Windows(Group(dataset, DicomTag.FrameVoiLutSequence, DicomTag.WindowCenter)),
            PixelSpacing = Spacing(Group(dataset, DicomTag.PixelMeasuresSequence, DicomTag.PixelSpacing)),
            Modality = dataset.Text(DicomTag.Modality),
            PatientId = dataset.Text(DicomTag.PatientId),
            StudyUid = dataset.Text(DicomTag.StudyInstanceUid),
            SeriesUid = dataset.Text(DicomTag.SeriesInstanceUid),
            SopInstanceUid = dataset.Text(DicomTag.SopInstanceUid),
            InstanceNumber = dataset.Integer(DicomTag.InstanceNumber),
            Encoding = dicom.Syntax.Words,
            Warnings = warnings,
        };
    }

    /// <summary>Where an attribute lies: in the dataset, or in the functional groups of an enhanced multi-frame file.</summary>
    private static DicomDataset Group(DicomDataset dataset, DicomTag macro, DicomTag attribute)
    {
        if (dataset.Contains(attribute))
        {
            return dataset;
        }

        return dataset.FirstItem(DicomTag.SharedFunctionalGroups)?.FirstItem(macro)
            ?? dataset.FirstItem(DicomTag.PerFrameFunctionalGroups)?.FirstItem(macro)
            ?? dataset;
    }

    private static Photometric PhotometricOf(PixelDescription description, RasterImage frame)
    {
        if (frame.SamplesPerPixel == 3)
        {
            return Photometric.Rgb;
        }

        return description.Photometric == "MONOCHROME1" ? Photometric.Monochrome1 : Photometric.Monochrome2;
    }

    private static PixelSpacing? Spacing(DicomDataset dataset) =>
        SpacingFrom(dataset.Numbers(DicomTag.PixelSpacing)) ?? SpacingFrom(dataset.Numbers(DicomTag.ImagerPixelSpacing));

    private static PixelSpacing? SpacingFrom(IReadOnlyList<double> values) =>
        values is [> 0 and < double.PositiveInfinity, > 0 and < double.PositiveInfinity, ..] ? new PixelSpacing(values[0], values[1]) : null;

    private static List<DisplayWindow> Windows(DicomDataset dataset)
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
