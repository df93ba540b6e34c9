using System.Globalization;
using Studio.Imaging.Dicom.DeIdentification;
using Studio.Imaging.Dicom.Json;

namespace Studio.Imaging.Dicom;

/// <summary>What a DICOM file says besides its pixels, after de-identification where that is wanted.</summary>
public sealed record DicomHeader
{
    /// <summary>The pseudonym where the header was de-identified; null when the file names nobody.</summary>
    public string? PatientId { get; init; }

    public string? StudyUid { get; init; }

    public string? SeriesUid { get; init; }

    public string? SopInstanceUid { get; init; }

    public string? FrameOfReferenceUid { get; init; }

    /// <summary>yyyy-mm-dd; null for none or for what is no date.</summary>
    public string? StudyDate { get; init; }

    public string? StudyDescription { get; init; }

    public int? SeriesNumber { get; init; }

    public string? SeriesDescription { get; init; }

    public int? InstanceNumber { get; init; }

    /// <summary>The header in the DICOM JSON model (PS3.18 annex F), without pixels and without long binary values.</summary>
    public required string Json { get; init; }

    /// <summary>Why the patient may be named or shown in the picture, in words; null for no sign of it.</summary>
    public string? BurnedInRisk { get; init; }

    /// <summary>What was changed and what stays known of the patient; null where the header was kept as it is.</summary>
    public DeIdentificationReport? Report { get; init; }

    /// <summary>Cleans texts of this patient's file; null where the header was kept as it is.</summary>
    internal DescriptorCleaner? Cleaner { get; init; }

    /// <summary>Cleans paths of this patient's file; null where the header was kept as it is.</summary>
    internal PathCleaner? Paths { get; init; }

    /// <summary>The path of the file with the pseudonym in place of the patient's name, ids and birth date.</summary>
    /// <param name="path">With "/" between its parts.</param>
    /// <returns>Null where the path may stay: it names nobody, or the header was kept as it is.</returns>
    public string? SafePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Paths?.Clean(path) is { } safe && safe != path ? safe : null;
    }

    /// <summary>Facts of the same file as far as this header lets them be known: its ids, and names of windows and tables cleaned.</summary>
    public ImageFacts Apply(ImageFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ImageFacts named = facts with
        {
            PatientId = PatientId,
            StudyUid = StudyUid,
            SeriesUid = SeriesUid,
            SopInstanceUid = SopInstanceUid,
            FrameOfReferenceUid = FrameOfReferenceUid ?? (Cleaner is null ? facts.FrameOfReferenceUid : null),
        };
        return Cleaner is null ? named : named with
        {
            Windows = Clean(facts.Windows),
            VoiLuts = [.. facts.VoiLuts.Select(Clean)],
            ModalityLut = facts.ModalityLut is { } table ? Clean(table) : null,
            PerFrame = [.. facts.PerFrame.Select(frame => frame with { Windows = Clean(frame.Windows) })],
        };
    }

    private IReadOnlyList<DisplayWindow> Clean(IReadOnlyList<DisplayWindow> windows) =>
        [.. windows.Select(window => window with { Name = Cleaner!.Clean(window.Name) })];

    private LookupTable Clean(LookupTable table) => table with { Name = Cleaner!.Clean(table.Name) };

    /// <summary>The header of a decoded file; null where the file is not DICOM.</summary>
    /// <param name="deIdentifier">Null keeps the header as it is.</param>
    public static DicomHeader? Of(DecodedFile file, DeIdentifier? deIdentifier)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Dicom is { } dicom ? Of(dicom.Dataset, deIdentifier) : null;
    }

    /// <summary>The header of a file whose pixels are not wanted, or which has none.</summary>
    /// <param name="reason">Why the file cannot be read, in words; nothing of its content.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> file, DecodeLimits limits, DeIdentifier? deIdentifier, out DicomHeader? header, out string? reason)
    {
        ArgumentNullException.ThrowIfNull(limits);
        try
        {
            header = Of(DicomFile.Open(file, limits).Dataset, deIdentifier);
            reason = null;
            return true;
        }
        catch (UnreadableImageException unreadable)
        {
            header = null;
            reason = unreadable.Message;
            return false;
        }
    }

    private static DicomHeader Of(DicomDataset original, DeIdentifier? deIdentifier)
    {
        PatientIdentity? identity = deIdentifier is null ? null : PatientIdentity.Of(original);
        (DicomDataset dataset, DeIdentificationReport? report) = identity is null ? (original, null) : deIdentifier!.DeIdentify(original, identity);
        return new DicomHeader
        {
            PatientId = dataset.Text(DicomTag.PatientId),
            StudyUid = dataset.Text(DicomTag.StudyInstanceUid),
            SeriesUid = dataset.Text(DicomTag.SeriesInstanceUid),
            SopInstanceUid = dataset.Text(DicomTag.SopInstanceUid),
            FrameOfReferenceUid = dataset.Text(DicomTag.FrameOfReferenceUid),
            StudyDate = IsoDate(dataset.Text(DicomTag.StudyDate)),
            StudyDescription = dataset.Text(DicomTag.StudyDescription),
            SeriesNumber = dataset.Integer(DicomTag.SeriesNumber),
            SeriesDescription = dataset.Text(DicomTag.SeriesDescription),
            InstanceNumber = dataset.Integer(DicomTag.InstanceNumber),
            Json = DicomJson.Write(dataset),
            BurnedInRisk = DeIdentification.BurnedInRisk.Of(original),
            Report = report,
            Cleaner = identity is null ? null : new DescriptorCleaner(identity),
            Paths = identity is null ? null : new PathCleaner(identity.Personal, dataset.Text(DicomTag.PatientId) ?? ""),
        };
    }

    private static string? IsoDate(string? text) =>
        DicomDate.TryParse(text, out DateOnly date) ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
