using Studio.Imaging.Annotations;
using Studio.Imaging.Dicom.DeIdentification;
using Studio.Storage;

namespace Studio.Features.Import.Labels;

/// <summary>
/// The series and patients of a project, as tables of tags name them: as they are stored, or as the hospital knows them
/// where the project de-identifies. The hospital's names are not kept.
/// </summary>
sealed class LabelSubjects
{
    readonly Dictionary<string, long> series;
    readonly Dictionary<string, long> patients;
    readonly DeIdentifier? deIdentifier;

    LabelSubjects(Dictionary<string, long> series, Dictionary<string, long> patients, DeIdentifier? deIdentifier)
    {
        this.series = series;
        this.patients = patients;
        this.deIdentifier = deIdentifier;
    }

    public static Task<LabelSubjects> ReadAsync(ImportStores stores, long projectId, CancellationToken cancellation) =>
        ReadAsync(stores.Tags, stores.Patients, stores.Projects, projectId, cancellation);

    public static async Task<LabelSubjects> ReadAsync(
        TagStore tags, PatientStore patientStore, ProjectStore projects, long projectId, CancellationToken cancellation)
    {
        var series = await tags.ListSeriesAsync(projectId, cancellation);
        var patients = await patientStore.ListAsync(projectId, cancellation);
        var privacy = await IntakePrivacy.OfAsync(projects, projectId, cancellation);
        return new LabelSubjects(
            series.ToDictionary(item => item.Key, item => item.Id, StringComparer.Ordinal),
            patients.ToDictionary(item => item.Key, item => item.Id, StringComparer.Ordinal),
            privacy.Options is { } options ? new DeIdentifier(Convert.FromBase64String(options.KeyBase64)) : null);
    }

    /// <summary>The series or patient, or null.</summary>
    /// <param name="kind">Series or patient.</param>
    /// <param name="name">SeriesInstanceUID, or PatientID or pseudonym.</param>
    public long? Find(TagSubjectKind kind, string name)
    {
        var known = kind == TagSubjectKind.Series ? series : patients;
        if (known.TryGetValue(name, out var id))
            return id;
        var replaced = kind == TagSubjectKind.Series ? deIdentifier?.UidOf(name) : deIdentifier?.PseudonymOf(name);
        return replaced is not null && known.TryGetValue(replaced, out id) ? id : null;
    }

    /// <summary>What stands for a UID of a file in the project; null where the project keeps UIDs as they are.</summary>
    public string? ReplacementOf(string uid) => deIdentifier?.UidOf(uid);

    /// <summary>The key of a patient whom a table names, known or new.</summary>
    /// <param name="name">PatientID or pseudonym.</param>
    /// <param name="hides">Whether who is new gets a pseudonym, the one that a DICOM file of the patient would get.</param>
    public string PatientKeyOf(string name, bool hides)
    {
        if (deIdentifier is null || patients.ContainsKey(name))
            return name;
        var pseudonym = deIdentifier.PseudonymOf(name);
        return hides || patients.ContainsKey(pseudonym) ? pseudonym : name;
    }
}
