using Studio.Imaging.Dicom.Pixels;

namespace Studio.Imaging.Dicom;

/// <summary>Collects what the studio keeps of a dataset; names and dates of patients are not read.</summary>
internal static class DicomFacts
{
    public static ImageFacts Collect(DicomFile dicom, PixelDescription description, IReadOnlyList<RasterImage> frames, List<string> warnings)
    {
        DicomDataset dataset = dicom.Dataset;
        DicomDataset rescale = Group(dataset, DicomTag.PixelValueTransformationSequence, DicomTag.RescaleSlope);
        double slope = rescale.Number(DicomTag.RescaleSlope) ?? 1;
        var facts = new ImageFacts
        {
            Format = "DICOM",
            Layout = frames[0].Layout,
            Photometric = PhotometricOf(description, frames[0]),
            FrameCount = frames.Count,
            Statistics = SampleStatistics.Measure(frames),
            RescaleSlope = slope == 0 ? 1 : slope,
            RescaleIntercept = rescale.Number(DicomTag.RescaleIntercept) ?? 0,
            Windows = DicomWindows.Read(Group(dataset, DicomTag.FrameVoiLutSequence, DicomTag.WindowCenter)),
            PixelSpacing = Spacing(Group(dataset, DicomTag.PixelMeasuresSequence, DicomTag.PixelSpacing)),
            Modality = dataset.Text(DicomTag.Modality),
            PatientId = dataset.Text(DicomTag.PatientId),
            StudyUid = dataset.Text(DicomTag.StudyInstanceUid),
            SeriesUid = dataset.Text(DicomTag.SeriesInstanceUid),
            SopInstanceUid = dataset.Text(DicomTag.SopInstanceUid),
            InstanceNumber = dataset.Integer(DicomTag.InstanceNumber),
            FrameOfReferenceUid = dataset.Text(DicomTag.FrameOfReferenceUid),
            ModalityLut = ModalityLut(dataset, description, warnings),
            Encoding = dicom.Syntax.Words,
            Warnings = warnings,
        };
        return facts with
        {
            VoiLuts = VoiLuts(dataset, facts, warnings),
            PerFrame = DicomFrameFacts.Read(dataset, facts, warnings),
        };
    }

    /// <summary>Pixel spacing in the patient, else at the detector.</summary>
    internal static PixelSpacing? Spacing(DicomDataset dataset) =>
        SpacingFrom(dataset.Numbers(DicomTag.PixelSpacing)) ?? SpacingFrom(dataset.Numbers(DicomTag.ImagerPixelSpacing));

    private static PixelSpacing? SpacingFrom(IReadOnlyList<double> values) =>
        values is [> 0 and < double.PositiveInfinity, > 0 and < double.PositiveInfinity, ..] ? new PixelSpacing(values[0], values[1]) : null;

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

    private static LookupTable? ModalityLut(DicomDataset dataset, PixelDescription description, List<string> warnings)
    {
        if (dataset.FirstItem(DicomTag.ModalityLutSequence) is not { } item || description.SamplesPerPixel != 1)
        {
            return null;
        }

        LookupTable? table = DicomLookupTable.Read(item, description.IsSigned);
        if (table is null)
        {
            warnings.Add("The file's modality lookup table is damaged and was left out; values are shown as stored.");
        }

        return table;
    }

    private static List<LookupTable> VoiLuts(DicomDataset dataset, ImageFacts facts, List<string> warnings)
    {
        // What is looked up is the modality transform's result, which a table never makes negative.
        bool hasSignedInput = facts.ModalityLut is null && (facts.Layout.IsSigned || facts.RescaleIntercept < 0);
        var tables = new List<LookupTable>();
        foreach (DicomDataset item in dataset.Find(DicomTag.VoiLutSequence)?.Items ?? [])
        {
            if (DicomLookupTable.Read(item, hasSignedInput) is { } table)
            {
                tables.Add(table);
            }
            else
            {
                warnings.Add("A display lookup table of the file is damaged and was left out.");
            }
        }

        return tables;
    }
}
