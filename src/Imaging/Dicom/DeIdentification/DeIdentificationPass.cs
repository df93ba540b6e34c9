using System.Globalization;

namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>One walk through a dataset and its sequences, with a record of what was changed.</summary>
internal sealed class DeIdentificationPass(PseudonymKey key, DeIdentificationOptions options, PatientIdentity identity)
{
    private const string StandardUids = "1.2.840.10008.";
    private const string DummyText = "REMOVED";
    private const int FirstMainGroup = 0x0008;

    private readonly ElementRules _rules = new(options);
    private readonly DescriptorCleaner _cleaner = new(identity);
    private readonly DateShift _shift = new(key.DaysOf(identity.Key));
    private readonly Dictionary<(DicomTag Tag, HeaderChangeKind Kind), int> _changes = [];

    public IReadOnlyList<HeaderChange> Changes() =>
    [
        .. _changes.OrderBy(change => change.Key.Tag.Group).ThenBy(change => change.Key.Tag.Element)
            .Select(change => new HeaderChange(change.Key.Tag, Keyword(change.Key.Tag), change.Key.Kind, change.Value)),
    ];

    public DicomDataset Walk(DicomDataset dataset, DicomDataset? parent)
    {
        var result = new DicomDataset(parent);
        bool isLocalCode = CodedItem.IsLocal(dataset);
        foreach (DicomElement element in dataset.Elements.Where(element => element.Tag.Element != 0 && element.Tag.Group >= FirstMainGroup))
        {
            DicomElement? kept = isLocalCode && CodedItem.IsText(element.Tag)
                ? Clean(dataset, element, ProfileAction.Dummy, result)
                : Apply(dataset, element, result);
            if (kept is not null)
            {
                result.Add(kept);
            }
        }

        return result;
    }

    private DicomElement? Apply(DicomDataset dataset, DicomElement element, DicomDataset result)
    {
        (ProfileAction wanted, ProfileAction otherwise) = _rules.Decide(element);
        return wanted switch
        {
            ProfileAction.Keep => Keep(dataset, element, otherwise, result),
            ProfileAction.Clean => Clean(dataset, element, otherwise, result),
            ProfileAction.ReplaceUid => element.Items is null ? ReplaceUids(dataset, element) : WalkItems(element, result),
            _ => Basic(element, wanted, result),
        };
    }

    private DicomElement? Keep(DicomDataset dataset, DicomElement element, ProfileAction otherwise, DicomDataset result)
    {
        if (element.Items is not null)
        {
            return WalkItems(element, result);
        }

        if (PatientLevel.IsCharacteristic(element.Tag))
        {
            return KeepCharacteristic(dataset, element, otherwise, result);
        }

        bool isWellFormed = element.Vr switch
        {
            DicomVr.DS or DicomVr.IS => dataset.Texts(element).All(IsNumberOrEmpty),
            DicomVr.AS => dataset.Texts(element).All(PatientLevel.IsAge),
            _ => true,
        };
        if (!isWellFormed)
        {
            return Basic(element, ProfileAction.Remove, result);
        }

        return Tells(dataset, element) ? Clean(dataset, element, otherwise, result) : element;
    }

    /// <summary>Whether a kept text names the patient after all, or a code is none; numbers and UIDs are of a checked form.</summary>
    private bool Tells(DicomDataset dataset, DicomElement element) => element.Vr switch
    {
        DicomVr.CS => dataset.Texts(element).Any(code => !IsCode(code) || identity.NumberOccursIn(code)),
        DicomVr.AE => dataset.Texts(element).Any(identity.OccursIn),
        _ => element.Vr.UsesCharacterSet() && dataset.Texts(element).Any(identity.OccursIn),
    };

    private DicomElement? KeepCharacteristic(DicomDataset dataset, DicomElement element, ProfileAction otherwise, DicomDataset result)
    {
        if (PatientLevel.Checked(element.Tag, dataset.Text(element.Tag)) is not { } value)
        {
            return element.Vr.UsesCharacterSet() ? Clean(dataset, element, otherwise, result) : Basic(element, otherwise, result);
        }

        if (value != dataset.Text(element.Tag))
        {
            Count(element.Tag, HeaderChangeKind.Replaced);
            return DicomElement.OfText(element.Tag, element.Vr, value);
        }

        return element;
    }

    private DicomElement? Clean(DicomDataset dataset, DicomElement element, ProfileAction otherwise, DicomDataset result)
    {
        if (element.Items is not null)
        {
            return WalkItems(element, result);
        }

        (string?[] values, HeaderChangeKind kind) = element.Vr switch
        {
            DicomVr.DA => (Each(dataset, element, _shift.ShiftDate), HeaderChangeKind.DateShifted),
            DicomVr.DT => (Each(dataset, element, _shift.ShiftDateTime), HeaderChangeKind.DateShifted),
            DicomVr.TM => (Each(dataset, element, text => DateShift.IsTime(text) ? text : null), HeaderChangeKind.Cleaned),
            _ when (element.Vr.UsesCharacterSet() && element.Vr != DicomVr.PN) || element.Vr == DicomVr.CS => (Each(dataset, element, _cleaner.Clean), HeaderChangeKind.Cleaned),
            _ => ([], HeaderChangeKind.Cleaned),
        };
        string text = string.Join('\\', values);
        if (values.Contains(null) || text.Trim('\\').Length == 0)
        {
            return Basic(element, element.IsEmpty && otherwise == ProfileAction.Dummy ? ProfileAction.Empty : otherwise, result);
        }

        if (text == string.Join('\\', dataset.Texts(element)))
        {
            return element;
        }

        Count(element.Tag, kind);
        return DicomElement.OfText(element.Tag, element.Vr, text);
    }

    private static string?[] Each(DicomDataset dataset, DicomElement element, Func<string, string?> change) => [.. dataset.Texts(element).Select(change)];

    private DicomElement WalkItems(DicomElement element, DicomDataset result) =>
        DicomElement.OfItems(element.Tag, [.. (element.Items ?? []).Select(item => Walk(item, result))]);

    private DicomElement ReplaceUids(DicomDataset dataset, DicomElement element)
    {
        string before = string.Join('\\', dataset.Texts(element));
        string after = string.Join('\\', dataset.Texts(element).Select(uid => uid.Length == 0 || uid.StartsWith(StandardUids, StringComparison.Ordinal) ? uid : key.UidOf(uid)));
        if (after == before && element.Vr == DicomVr.UI)
        {
            return element;
        }

        Count(element.Tag, HeaderChangeKind.UidReplaced);
        return DicomElement.OfText(element.Tag, DicomVr.UI, after);
    }

    private DicomElement? Basic(DicomElement element, ProfileAction action, DicomDataset result)
    {
        if (action == ProfileAction.Remove)
        {
            Count(element.Tag, HeaderChangeKind.Removed);
            return null;
        }

        if (action == ProfileAction.Empty)
        {
            if (!element.IsEmpty)
            {
                Count(element.Tag, HeaderChangeKind.Emptied);
            }

            return element.Emptied();
        }

        Count(element.Tag, HeaderChangeKind.Replaced);
        return Dummy(element, result);
    }

    private static DicomElement Dummy(DicomElement element, DicomDataset result) => element.Vr switch
    {
        DicomVr.SQ => DicomElement.OfItems(element.Tag, [DummyItem(element.Tag, result)]),
        DicomVr.DA => DicomElement.OfText(element.Tag, element.Vr, "19000101"),
        DicomVr.DT => DicomElement.OfText(element.Tag, element.Vr, "19000101000000"),
        DicomVr.TM => DicomElement.OfText(element.Tag, element.Vr, "000000"),
        DicomVr.DS or DicomVr.IS => DicomElement.OfText(element.Tag, element.Vr, "0"),
        _ when element.Vr.IsText() => DicomElement.OfText(element.Tag, element.Vr, DummyText),
        _ => element with { Value = new byte[element.Value.Length] },
    };

    private static DicomDataset DummyItem(DicomTag sequence, DicomDataset result) =>
        Keyword(sequence).EndsWith("CodeSequence", StringComparison.Ordinal)
            ? DeIdentifier.CodeItem(result, DummyText, "99DEID", "Removed")
            : new DicomDataset(result);

    private static bool IsNumberOrEmpty(string text) =>
        text.Length == 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>Capitals, digits, blanks and underscores, 16 at most (PS3.5 section 6.2, CS).</summary>
    private static bool IsCode(string text) =>
        text.Length <= 16 && text.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is ' ' or '_');

    private static string Keyword(DicomTag tag) => tag.IsPrivate ? "Private" : DicomDictionary.KeywordOf(tag) ?? "Unknown";

    private void Count(DicomTag tag, HeaderChangeKind kind) => _changes[(tag, kind)] = _changes.GetValueOrDefault((tag, kind)) + 1;
}
