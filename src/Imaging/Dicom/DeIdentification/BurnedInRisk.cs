namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>Says why a patient's data may be drawn into the pixels, which no change of the header removes.</summary>
/// <remarks>
/// A file that says BurnedInAnnotation NO is believed except for captures of screens, of which many say so wrongly. For
/// ultrasound the word of the device is taken; without it the usual banner with name and date must be expected.
/// </remarks>
public static class BurnedInRisk
{
    private const string Look = "Look at the picture before you share it.";

    /// <summary>Kinds of picture that usually carry text, by modality (PS3.3 C.7.3.1.1.1).</summary>
    private static readonly Dictionary<string, string> RiskyModalities = new(StringComparer.Ordinal)
    {
        ["US"] = "Ultrasound pictures often show the patient's name and the date in a banner.",
        ["IVUS"] = "Intravascular ultrasound pictures often show the patient's name and the date in a banner.",
        ["ES"] = "Endoscopy pictures often show the patient's name beside the picture.",
        ["XC"] = "Photographs can show a face, a wristband or a label with a name.",
        ["GM"] = "Photographs can show a face, a wristband or a label with a name.",
        ["OT"] = "The file does not say what kind of picture it is; it may be a capture of a screen with a name on it.",
        ["SC"] = "A capture of a screen often shows the patient's name.",
        ["DOC"] = "A scanned document usually shows the patient's name.",
    };

    /// <summary>Storage classes of captures (PS3.4 B.5).</summary>
    private const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";

    /// <summary>One or two sentences for people; null where nothing points to text in the picture.</summary>
    internal static string? Of(DicomDataset dataset)
    {
        if (dataset.Text(DicomTag.BurnedInAnnotation) == "YES")
        {
            return $"The file says that text is drawn into the picture, which may name the patient. {Look}";
        }

        string modality = dataset.Text(DicomTag.Modality) ?? "";
        bool isDenied = dataset.Text(DicomTag.BurnedInAnnotation) == "NO";
        if (IsCapture(dataset))
        {
            return isDenied && modality is "CT" or "MR" or "PT" or "NM" && !IsScreen(dataset) ? null : $"{RiskyModalities["SC"]} {Look}";
        }

        if (!isDenied && RiskyModalities.TryGetValue(modality, out string? reason))
        {
            return $"{reason} {Look}";
        }

        return dataset.Text(DicomTag.RecognizableVisualFeatures) == "YES" && modality is not ("CT" or "MR")
            ? $"The file says that the patient can be recognised in the picture. {Look}"
            : null;
    }

    private static bool IsCapture(DicomDataset dataset)
    {
        string sopClass = dataset.Text(DicomTag.SopClassUid) ?? "";
        return sopClass == SecondaryCapture || sopClass.StartsWith(SecondaryCapture + ".", StringComparison.Ordinal) || IsScreen(dataset);
    }

    /// <summary>Consoles mark what they saved of their own screen in the image type.</summary>
    private static bool IsScreen(DicomDataset dataset) => dataset.Texts(DicomTag.ImageType)
        .Any(value => value.Contains("SCREEN", StringComparison.Ordinal) || value is "SAVE" or "SC" or "SECONDARY CAPTURE");
}
