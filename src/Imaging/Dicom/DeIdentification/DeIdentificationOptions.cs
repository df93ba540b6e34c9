namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>Options of the basic profile (PS3.15 section E.3). Without any, the strictest action of the table is taken.</summary>
public sealed record DeIdentificationOptions
{
    /// <summary>Descriptions keep the words of a vocabulary of anatomy and technique (E.3.5); else they are removed.</summary>
    public bool CleanDescriptors { get; init; } = true;

    /// <summary>Dates are shifted by days that are fixed for a patient, times kept (E.3.6); else both are removed.</summary>
    public bool ModifiedDates { get; init; } = true;

    /// <summary>What identifies the device stays (E.3.8).</summary>
    public bool DeviceIdentity { get; init; } = true;

    /// <summary>Sex, age (from 90 years on: 90), size and weight stay (E.3.7); not unless the owner says so.</summary>
    public bool PatientCharacteristics { get; init; }

    /// <summary>Codes of what was done, for (0012,0064) (PS3.16 CID 7050).</summary>
    internal IEnumerable<(string Value, string Meaning)> Codes()
    {
        yield return ("113100", "Basic Application Confidentiality Profile");
        if (CleanDescriptors)
        {
            yield return ("113105", "Clean Descriptors Option");
        }

        if (ModifiedDates)
        {
            yield return ("113107", "Retain Longitudinal Temporal Information Modified Dates Option");
        }

        if (PatientCharacteristics)
        {
            yield return ("113108", "Retain Patient Characteristics Option");
        }

        if (DeviceIdentity)
        {
            yield return ("113109", "Retain Device Identity Option");
        }
    }
}
