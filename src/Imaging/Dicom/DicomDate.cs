using System.Globalization;

namespace Studio.Imaging.Dicom;

/// <summary>Dates of the value representation DA (PS3.5 section 6.2).</summary>
internal static class DicomDate
{
    /// <summary>Reads yyyymmdd, also with the dots of the form before 1993.</summary>
    public static bool TryParse(string? text, out DateOnly date) => DateOnly.TryParseExact(
        text?.Replace(".", "", StringComparison.Ordinal).Trim(), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
