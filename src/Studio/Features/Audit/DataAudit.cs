using Studio.Features.Runs;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Looks for what would make a project's results look better than they are.</summary>
public sealed class DataAudit(DatasetVersionStore versions, ClassStore classes, DuplicateCheck duplicates)
{
    /// <summary>Of the labelled images, in the parts that a version frozen now would have.</summary>
    /// <param name="progress">Images that are prepared, of those that must be.</param>
    /// <returns>Problems first.</returns>
    public async Task<IReadOnlyList<AuditFinding>> RunAsync(Project project, Action<int, int>? progress = null, CancellationToken cancellationToken = default)
    {
        var samples = await versions.ListNextAsync(project.Id, RunService.SplitSeed, cancellationToken);
        var preview = await versions.PreviewAsync(project.Id, RunService.SplitSeed, cancellationToken);
        var found = new List<AuditFinding>(await duplicates.RunAsync(samples, await classes.ListAsync(project.Id, cancellationToken), progress, cancellationToken));
        found.AddRange(preview.PatientsInSeveralSplits.Select(patient => new AuditFinding(
            "patient-in-several-parts",
            AuditSeverity.Problem,
            $"Images of patient {patient} are in several parts of the data, because they came with a part of their own. Give them one part.",
            new AuditEvidence([.. samples.Where(sample => sample.PatientKey == patient).Select(sample => sample.Name)], new Dictionary<string, double>()))));
        if (preview.UnknownPatients > 0)
        {
            found.Add(new AuditFinding(
                "unknown-patients",
                AuditSeverity.Hint,
                $"{Wording.Count(preview.UnknownPatients, "labelled image")} without a patient; each counts as one of its own. Import a table of patients if some are of the same person.",
                new AuditEvidence([], new Dictionary<string, double> { ["images"] = preview.UnknownPatients })));
        }

        return [.. found.OrderBy(finding => finding.Severity)];
    }
}
