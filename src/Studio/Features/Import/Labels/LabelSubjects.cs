using Studio.Imaging.Annotations;
using Studio.Storage;

namespace Studio.Features.Import.Labels;

/// <summary>The series and patients of a project, as tables of tags name them.</summary>
sealed class LabelSubjects
{
    readonly Dictionary<string, long> series;
    readonly Dictionary<string, long> patients;

    LabelSubjects(Dictionary<string, long> series, Dictionary<string, long> patients)
    {
        this.series = series;
        this.patients = patients;
    }

    public static async Task<LabelSubjects> ReadAsync(ImportStores stores, long projectId, CancellationToken cancellation)
    {
        var series = await stores.Tags.ListSeriesAsync(projectId, cancellation);
        var patients = await stores.Patients.ListAsync(projectId, cancellation);
        return new LabelSubjects(
            series.ToDictionary(item => item.Key, item => item.Id, StringComparer.Ordinal),
            patients.ToDictionary(item => item.Key, item => item.Id, StringComparer.Ordinal));
    }

    /// <summary>The series or patient, or null.</summary>
    /// <param name="kind">Series or patient.</param>
    /// <param name="name">SeriesInstanceUID, or PatientID or pseudonym.</param>
    public long? Find(TagSubjectKind kind, string name) =>
        (kind == TagSubjectKind.Series ? series : patients).TryGetValue(name, out var id) ? id : null;
}
