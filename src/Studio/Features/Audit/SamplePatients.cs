using System.Globalization;
using Studio.Contracts.Jobs;

namespace Studio.Features.Audit;

static class SamplePatients
{
    /// <summary>Null where the patient is not known: the image is then a group of its own or of its series, under a name that says nothing to people.</summary>
    public static string? KnownPatient(this SampleSpec sample)
    {
        var key = sample.PatientKey;
        var isMadeUp = key == "image-" + sample.ImageId.ToString(CultureInfo.InvariantCulture)
            || (key.StartsWith("series-", StringComparison.Ordinal) && key["series-".Length..].All(char.IsAsciiDigit));
        return isMadeUp ? null : key;
    }
}
