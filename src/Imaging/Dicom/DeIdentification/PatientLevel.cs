using System.Globalization;

namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>What may stay said of a patient: sex, age, size and the like, in a form that holds no other text.</summary>
internal static class PatientLevel
{
    /// <summary>Older people are few: all from this age on are one group (45 CFR 164.514(b)(2)(i)(C)).</summary>
    private const int OldestAgeYears = 90;

    private const int DaysPerYear = 365;
    private const int WeeksPerYear = 52;
    private const int MonthsPerYear = 12;

    private static readonly DicomTag SexNeutered = new(0x0010, 0x2203);
    private static readonly DicomTag Size = new(0x0010, 0x1020);
    private static readonly DicomTag Weight = new(0x0010, 0x1030);
    private static readonly DicomTag EthnicGroup = new(0x0010, 0x2160);
    private static readonly DicomTag SmokingStatus = new(0x0010, 0x21A0);
    private static readonly DicomTag PregnancyStatus = new(0x0010, 0x21C0);

    private static readonly DicomTag[] Characteristics =
        [DicomTag.PatientSex, DicomTag.PatientAge, Size, Weight, EthnicGroup, SmokingStatus, PregnancyStatus, SexNeutered];

    public static bool IsCharacteristic(DicomTag tag) => Characteristics.Contains(tag);

    /// <summary>The value that may stay; null for one that is not of the element's form.</summary>
    public static string? Checked(DicomTag tag, string? value) => value switch
    {
        null => null,
        _ when tag == DicomTag.PatientSex => value is "M" or "F" or "O" ? value : null,
        _ when tag == DicomTag.PatientAge => IsAge(value) ? Capped(value) : null,
        _ when tag == SexNeutered => value is "ALTERED" or "UNALTERED" ? value : null,
        _ when tag == SmokingStatus => value is "YES" or "NO" or "UNKNOWN" ? value : null,
        _ when tag == Size || tag == Weight => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? value : null,
        _ => null,
    };

    /// <summary>Three digits and D, W, M or Y (PS3.5 section 6.2, AS).</summary>
    public static bool IsAge(string value) => value is [>= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', 'D' or 'W' or 'M' or 'Y'];

    public static IReadOnlyList<PatientFact> FactsOf(DicomDataset dataset) =>
    [
        .. Characteristics
            .Select(tag => (Keyword: DicomDictionary.KeywordOf(tag), Value: Checked(tag, dataset.Text(tag))))
            .Where(fact => fact is { Keyword: not null, Value: not null })
            .Select(fact => new PatientFact(fact.Keyword!, fact.Value!)),
    ];

    private static string Capped(string age)
    {
        int number = int.Parse(age.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        int years = number / (age[3] switch
        {
            'D' => DaysPerYear,
            'W' => WeeksPerYear,
            'M' => MonthsPerYear,
            _ => 1,
        });
        return years >= OldestAgeYears ? $"{OldestAgeYears:D3}Y" : age;
    }
}
