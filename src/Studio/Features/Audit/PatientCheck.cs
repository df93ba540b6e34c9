using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>Whether patients are known, and each in one part of the data only.</summary>
public sealed class PatientCheck : IAuditCheck
{
    public string Name => "patients";

    public string Title => "Patients in several parts";

    public Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        // Image by image nearly every patient is torn: one finding for all.
        var findings = new List<AuditFinding>(data.Preview.Plan.Unit == SplitUnit.Image ? [ByImage(data)] : data.Preview.PatientsInSeveralSplits.Select(patient =>
            Torn(patient, [.. data.Samples.Where(sample => sample.PatientKey == patient)])));
        if (data.Preview.UnknownPatients > 0)
            findings.Add(Unknown(data.Preview.UnknownPatients));
        var patients = data.Samples.DistinctBy(sample => sample.PatientKey).Count();
        return Task.FromResult(new AuditAnswer(
            findings, "Patients are kept apart", $"Each of {Wording.Count(patients, "patient")} is in one part of the data only.", Wording.Count(patients, "patient")));
    }

    static AuditFinding Torn(string patient, IReadOnlyList<SampleSpec> images)
    {
        var parts = string.Join(" and ", images.Select(image => image.Split).Distinct().Order().Select(split => split.ToString().ToLowerInvariant()));
        return new AuditFinding(
            "patient-in-several-parts",
            AuditSeverity.Problem,
            $"One patient in {parts}",
            Wording.Count(images.Count, "image"),
            $"Images of patient {patient} are in {parts}, because they came with a part of their own. Give them one part.",
            new AuditEvidence([.. images.Select(image => image.ImageId)], [.. images.Select(image => image.Name)], new Dictionary<string, double>()) { Subject = patient })
        {
            Meaning = "The model is judged on a patient it has learned from, so its score is too good.",
            Fixes = [new(AuditFixKind.OpenPage, "Choose the split", [], SplitCheck.PageOfSplit), new(AuditFixKind.ShowImages, "Show the images", [.. images.Select(image => image.ImageId)])],
        };
    }

    static AuditFinding ByImage(AuditData data)
    {
        var patients = data.Samples.DistinctBy(sample => sample.PatientKey).Count();
        var torn = data.Preview.PatientsInSeveralSplits.Count;
        return new AuditFinding(
            "split-by-image",
            AuditSeverity.Problem,
            "Parted image by image",
            $"{Wording.Number(torn)} of {Wording.Count(patients, "patient")}",
            $"Each image was parted for itself, so {Wording.Count(torn, "patient")} of {Wording.Number(patients)} {(torn == 1 ? "has" : "have")} images in several parts. The reason given: {data.Preview.Plan.UnitReason}",
            AuditEvidence.Of("", new Dictionary<string, double> { ["patients"] = patients, ["torn"] = torn }))
        {
            Meaning = "The model is judged on patients it has learned from, so its score is too good, often by far.",
            Fixes = [new(AuditFixKind.OpenPage, "Choose the split", [], SplitCheck.PageOfSplit)],
        };
    }

    static AuditFinding Unknown(int images) => new(
        "unknown-patients",
        AuditSeverity.Hint,
        "Patients not known",
        Wording.Count(images, "image"),
        $"{Wording.Count(images, "labelled image")} without a patient; each counts as one of its own. Import a table of patients if some are of the same person.",
        AuditEvidence.Of("", new Dictionary<string, double> { ["images"] = images }))
    {
        Meaning = "If two of them are of one person, that person may be in training and in the test.",
    };
}
