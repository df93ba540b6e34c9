using System.Text.RegularExpressions;
using Studio.Imaging.Tables;

namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>Headings of tables whose columns are likely to tell who somebody is.</summary>
/// <remarks>
/// Names, birth dates, addresses, telephone and record numbers in the words of a few languages, and every attribute that the
/// basic profile touches (PS3.15 table E.1-1) unless an option of <see cref="DeIdentificationOptions"/> keeps it as it is.
/// </remarks>
public static partial class IdentifyingHeading
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "surname", "forename", "firstname", "lastname", "fullname", "birth", "birthdate", "birthday", "dob", "born", "address", "street",
        "postcode", "zip", "zipcode", "city", "phone", "telephone", "mobile", "fax", "email", "mail", "mrn", "ssn", "nhs", "passport",
        "insurance", "accession", "vorname", "nachname", "geburtsdatum", "geboren", "adresse", "strasse", "plz", "telefon", "nom", "prenom",
        "prénom", "naissance", "nombre", "apellido", "nacimiento", "cognome", "nascita",
    };

    private static readonly HashSet<string> WholeHeadings = new(StringComparer.Ordinal)
    {
        "name", "patient", "patientname", "personname", "medicalrecordnumber", "recordnumber", "hospitalnumber", "hospitalid", "patientnumber",
        "patientno", "patientenname", "patientennummer", "socialsecuritynumber", "nationalid", "caseid", "visitid", "initials", "geburtstag",
    };

    /// <summary>What a name is of, beside the word "name": a file's name tells nothing of anybody.</summary>
    private static readonly HashSet<string> Persons = new(StringComparer.Ordinal)
    {
        "first", "last", "given", "family", "full", "middle", "maiden", "birth", "patient", "person", "subject", "doctor", "physician", "operator", "reader",
    };

    /// <summary>Whether a column of this heading is left out of a project that de-identifies, unless somebody says otherwise.</summary>
    public static bool IsIdentifying(string heading, DeIdentificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(heading);
        ArgumentNullException.ThrowIfNull(options);
        string whole = TableText.Normalise(heading);
        List<string> words = [.. WordPattern().Matches(heading).Select(word => word.Value.ToLowerInvariant())];
        return WholeHeadings.Contains(whole)
            || words.Exists(Words.Contains)
            || (words.Contains("name") && words.Exists(Persons.Contains))
            || ConfidentialityProfile.Rows.Any(row => row.Keyword.Equals(whole, StringComparison.OrdinalIgnoreCase) && !IsKept(row, options));
    }

    private static bool IsKept(ProfileRow row, DeIdentificationOptions options) =>
        row.Basic == ProfileAction.None
        || (options.DeviceIdentity && row.Device.HasFlag(ProfileAction.Keep))
        || (options.PatientCharacteristics && row.Patient.HasFlag(ProfileAction.Keep));

    // "PatientBirthDate", "birth_date" and "BIRTH DATE" are the words patient, birth and date.
    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+")]
    private static partial Regex WordPattern();
}
