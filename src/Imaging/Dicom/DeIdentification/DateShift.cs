using System.Globalization;

namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>Moves dates by whole days; times of day and distances between dates stay (PS3.15 section E.3.6).</summary>
internal sealed class DateShift(int daysIntoThePast)
{
    /// <summary>A DA value as yyyymmdd; null for what is no date (the form with dots is the one before 1993).</summary>
    public string? ShiftDate(string text) =>
        DicomDate.TryParse(text, out DateOnly date) && date.DayNumber >= daysIntoThePast
            ? date.AddDays(-daysIntoThePast).ToString("yyyyMMdd", CultureInfo.InvariantCulture)
            : null;

    /// <summary>A DT value of the same precision, without the offset from UTC, which tells the place; null for no date and time.</summary>
    public string? ShiftDateTime(string text)
    {
        string local = text.Trim().Split('+', '-')[0];
        int digits = local.TakeWhile(char.IsAsciiDigit).Count();
        if (digits is not (4 or 6 or 8 or 10 or 12 or 14) || !IsFraction(local[digits..]))
        {
            return null;
        }

        // The middle stands for a year or month without a day.
        string day = digits switch
        {
            4 => local + "0701",
            6 => local + "15",
            _ => local[..8],
        };
        return ShiftDate(day) is not { } shifted ? null : digits < 8 ? shifted[..digits] : shifted + local[8..];
    }

    /// <summary>Whether a TM value is a time and nothing else.</summary>
    public static bool IsTime(string text) => text.Length is >= 2 and <= 16 && text.All(letter => char.IsAsciiDigit(letter) || letter is '.' or ':');

    private static bool IsFraction(string rest) => rest.Length == 0 || (rest[0] == '.' && rest.Length <= 7 && rest.Skip(1).All(char.IsAsciiDigit));
}
