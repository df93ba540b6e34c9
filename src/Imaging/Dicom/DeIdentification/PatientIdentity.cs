using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>Who a dataset is about, and the words that give it away wherever they occur.</summary>
internal sealed class PatientIdentity
{
    private const int ShortestName = 3;
    private const int ShortestEastAsianName = 2;
    private const int ShortestNumber = 4;
    private const char FirstEastAsian = '\u2E80';

    /// <summary>What systems write in place of an unknown ID; patients with it are not one patient.</summary>
    private static readonly HashSet<string> Placeholders = new(StringComparer.Ordinal)
    {
        "ANON", "ANONYMOUS", "ANONYMIZED", "ANONYMISED", "DEIDENTIFIED", "UNKNOWN", "UNK", "NONE", "NULL", "NA", "N/A", "NOID", "NO ID", "PATIENT ID",
    };

    /// <summary>Ids and UIDs whose value must not turn up elsewhere.</summary>
    private static readonly DicomTag[] Numbers =
    [
        DicomTag.PatientId, DicomTag.AccessionNumber, DicomTag.StudyInstanceUid, DicomTag.SeriesInstanceUid, DicomTag.SopInstanceUid,
        DicomTag.FrameOfReferenceUid, new(0x0010, 0x1000), new(0x0010, 0x2154), new(0x0020, 0x0010), new(0x0038, 0x0010), new(0x0040, 0x1001),
    ];

    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _uids = new(StringComparer.OrdinalIgnoreCase);

    private PatientIdentity(string key) => Key = key;

    /// <summary>Input of the pseudonym; never shown or stored.</summary>
    public string Key { get; }

    /// <summary>Parts of names, ids, accession numbers and forms of the birth date; not UIDs.</summary>
    public IEnumerable<string> Personal => _words.Except(_uids, StringComparer.OrdinalIgnoreCase);

    public static PatientIdentity Of(DicomDataset dataset)
    {
        var identity = new PatientIdentity(KeyOf(dataset));
        identity.CollectWords(dataset, isPatientLevel: true);
        return identity;
    }

    /// <summary>Whether a text holds a name, an id or the birth date of this dataset.</summary>
    public bool OccursIn(string text) => _words.Any(word => Holds(text, word));

    /// <summary>Whether a code holds an id or the birth date; a name in it is a chance, as HEAD or MONOCHROME2.</summary>
    public bool NumberOccursIn(string code) => _words.Any(word => word.Any(char.IsAsciiDigit) && Holds(code, word));

    /// <summary>Whether a word is part of a name of this dataset, even one that is also a word of anatomy.</summary>
    public bool IsWord(string word) => _words.Contains(word);

    private static string KeyOf(DicomDataset dataset)
    {
        string id = Plain(dataset.Text(DicomTag.PatientId));
        if (id.Length > 0 && !Placeholders.Contains(id) && id.Any(letter => letter != '0'))
        {
            return "id\0" + Plain(dataset.Text(DicomTag.IssuerOfPatientId)) + "\0" + id;
        }

        string name = Plain(dataset.Text(DicomTag.PatientName));
        string birth = Plain(dataset.Text(DicomTag.PatientBirthDate));
        if (name.Length > 0 && birth.Length > 0 && !Placeholders.Contains(name))
        {
            return "name\0" + name + "\0" + birth;
        }

        return Plain(dataset.Text(DicomTag.StudyInstanceUid)) is { Length: > 0 } study ? "study\0" + study : "content\0" + Fingerprint(dataset);
    }

    /// <summary>A file that names neither patient nor study is a patient of its own.</summary>
    private static string Fingerprint(DicomDataset dataset)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (DicomElement element in dataset.Elements)
        {
            hash.AppendData(Encoding.ASCII.GetBytes(element.Tag.ToString()));
            hash.AppendData(element.Value.Span);
            foreach (ReadOnlyMemory<byte> fragment in element.Fragments ?? [])
            {
                hash.AppendData(fragment.Span);
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static string Plain(string? value) => (value ?? "").Trim(' ', '^', '\0').ToUpperInvariant();

    private void CollectWords(DicomDataset dataset, bool isPatientLevel)
    {
        foreach (DicomElement element in dataset.Elements)
        {
            if (element.Vr == DicomVr.PN)
            {
                dataset.Texts(element).SelectMany(Words).Where(IsName).ToList().ForEach(word => _words.Add(word));
            }

            foreach (DicomDataset item in element.Items ?? [])
            {
                CollectWords(item, isPatientLevel: false);
            }
        }

        if (isPatientLevel)
        {
            Numbers.SelectMany(dataset.Texts).Where(IsTelling).ToList().ForEach(number => _words.Add(number));
            Numbers.Where(tag => dataset.Find(tag) is { Vr: DicomVr.UI }).SelectMany(dataset.Texts).ToList().ForEach(uid => _uids.Add(uid));
            AddBirthDate(dataset.Text(DicomTag.PatientBirthDate));
        }
    }

    private static bool IsName(string word) => word.Length >= ShortestName || (word.Length == ShortestEastAsianName && IsEastAsian(word));

    /// <summary>Scripts without blanks between words.</summary>
    internal static bool IsEastAsian(string word) => word.All(letter => letter >= FirstEastAsian);

    private static bool IsTelling(string number) => number.Length >= ShortestNumber && !Placeholders.Contains(number.ToUpperInvariant());

    private void AddBirthDate(string? text)
    {
        if (DicomDate.TryParse(text, out DateOnly birth))
        {
            foreach (string format in (string[])["yyyyMMdd", "yyyy-MM-dd", "dd.MM.yyyy", "d.M.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "ddMMyyyy", "yyMMdd", "ddMMyy", "dd.MM.yy"])
            {
                _words.Add(birth.ToString(format, CultureInfo.InvariantCulture));
            }
        }
    }

    private static IEnumerable<string> Words(string text) =>
        new string([.. text.Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Short words count only where they stand alone: the name "Lee" is no part of "sleeve".</summary>
    private static bool Holds(string text, string word)
    {
        for (int at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            bool startsThere = at == 0 || !char.IsLetterOrDigit(text[at - 1]);
            bool endsThere = at + word.Length == text.Length || !char.IsLetterOrDigit(text[at + word.Length]);
            if (word.Length > ShortestNumber || IsEastAsian(word) || (startsThere && endsThere))
            {
                return true;
            }
        }

        return false;
    }
}
