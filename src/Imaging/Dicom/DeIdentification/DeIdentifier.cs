namespace Studio.Imaging.Dicom.DeIdentification;

/// <summary>
/// Removes from DICOM headers what identifies a person: the basic application level confidentiality profile with options
/// (PS3.15 annex E). Pixels are not looked at, see <see cref="BurnedInRisk"/>.
/// </summary>
/// <remarks>
/// Beyond the table of the standard: private elements, elements the standard does not know and groups no picture needs are
/// removed without exception; names, AE titles and addresses the table does not list as well; long texts, labels and
/// descriptions it does not list are cleaned, and codes that are not of a code's form; dates are shifted and UIDs replaced wherever they stand; numbers and times that are none are removed; and a kept text
/// in which a name, an id or the birth date of the dataset occurs is treated as a description.
/// </remarks>
/// <param name="key">At least 32 secret bytes; the same key gives the same pseudonyms, UIDs and date shifts.</param>
/// <param name="options">Null for all options.</param>
public sealed class DeIdentifier(ReadOnlySpan<byte> key, DeIdentificationOptions? options = null)
{
    private const string Method = "DICOM PS3.15 annex E, basic profile";
    private readonly PseudonymKey _key = new(key);
    private readonly DeIdentificationOptions _options = options ?? new DeIdentificationOptions();

    /// <summary>What stands for a UID after de-identification, e.g. to find a series by the UID that a table names.</summary>
    public string UidOf(string uid) => _key.UidOf(uid);

    /// <summary>What stands for the patient with an ID whose issuer is not named in the file.</summary>
    public string PseudonymOf(string patientId)
    {
        var dataset = new DicomDataset();
        dataset.Add(DicomElement.OfText(DicomTag.PatientId, DicomVr.LO, patientId));
        return _key.PseudonymOf(PatientIdentity.Of(dataset).Key);
    }

    /// <summary>A new dataset; the given one stays as it is.</summary>
    internal (DicomDataset Dataset, DeIdentificationReport Report) DeIdentify(DicomDataset dataset) => DeIdentify(dataset, PatientIdentity.Of(dataset));

    /// <summary>The same where the dataset's identity is known already; finding it walks through every element.</summary>
    internal (DicomDataset Dataset, DeIdentificationReport Report) DeIdentify(DicomDataset dataset, PatientIdentity identity)
    {
        var pass = new DeIdentificationPass(_key, _options, identity);
        DicomDataset result = pass.Walk(dataset, parent: null);
        string pseudonym = _key.PseudonymOf(identity.Key);
        result.Add(DicomElement.OfText(DicomTag.PatientName, DicomVr.PN, pseudonym));
        result.Add(DicomElement.OfText(DicomTag.PatientId, DicomVr.LO, pseudonym));
        Declare(result);
        return (result, new DeIdentificationReport(pass.Changes(), PatientLevel.FactsOf(result)));
    }

    /// <summary>What a reader of the file must know about it (PS3.15 section E.1.1).</summary>
    private void Declare(DicomDataset result)
    {
        result.Add(DicomElement.OfText(DicomTag.PatientIdentityRemoved, DicomVr.CS, "YES"));
        result.Add(DicomElement.OfText(DicomTag.DeidentificationMethod, DicomVr.LO, Method));
        result.Add(DicomElement.OfItems(DicomTag.DeidentificationMethodCodeSequence, [.. _options.Codes().Select(code => CodeItem(result, code.Value, "DCM", code.Meaning))]));
        result.Add(DicomElement.OfText(
            DicomTag.LongitudinalTemporalInformationModified, DicomVr.CS, _options.ModifiedDates ? "MODIFIED" : "REMOVED"));
    }

    internal static DicomDataset CodeItem(DicomDataset parent, string value, string scheme, string meaning)
    {
        var item = new DicomDataset(parent);
        item.Add(DicomElement.OfText(DicomTag.CodeValue, DicomVr.SH, value));
        item.Add(DicomElement.OfText(DicomTag.CodingSchemeDesignator, DicomVr.SH, scheme));
        item.Add(DicomElement.OfText(DicomTag.CodeMeaning, DicomVr.LO, meaning));
        return item;
    }
}
