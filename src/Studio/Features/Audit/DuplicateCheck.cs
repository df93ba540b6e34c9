using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Imaging.Similarity;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>
/// The same picture twice, or nearly: across the parts of the data a model is tested on what it has learned; and two labels of
/// one picture say how far labels can be trusted.
/// </summary>
public sealed class DuplicateCheck(Fingerprinting fingerprinting, AlternateLabelStore alternates, LabelReader labels) : IAuditCheck
{
    /// <summary>Pixels. Smaller pictures have no grain by which copies differ from pictures of the same part of two people.</summary>
    const int LeastSide = 64;

    public string Name => "duplicates";

    public string Title => "The same picture twice";

    public async Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var samples = data.Samples;
        var fingerprints = await fingerprinting.CompleteAsync(samples, progress, cancellationToken);
        var findings = new List<AuditFinding>();
        foreach (var same in samples.Where(sample => !fingerprints[sample.ImageId].IsFlat).GroupBy(sample => sample.Pixels.Sha256))
        {
            var first = same.First();
            foreach (var second in same.Skip(1))
            {
                var finding = await SamePictureAsync(first, second, data.Classes, cancellationToken);
                // Slices of one volume may well repeat; that matters only where their labels do not.
                if (finding.Severity == AuditSeverity.Problem || first.PatientKey != second.PatientKey)
                    findings.Add(finding);
            }
        }

        var others = new SecondLabels(labels, data);
        findings.AddRange(await others.FindAsync(await alternates.ListAsync(data.Project.Id, cancellationToken), cancellationToken));
        findings.AddRange(FindNearDuplicates([.. samples.Where(HasGrain)], fingerprints, cancellationToken));
        return new AuditAnswer(findings, "No picture twice", $"{Wording.Count(samples.Count, "image")} compared with each other, also turned, scaled and through another window.");
    }

    static bool HasGrain(SampleSpec sample) => Math.Min(sample.Rows, sample.Columns) >= LeastSide;

    IEnumerable<AuditFinding> FindNearDuplicates(
        List<SampleSpec> samples, IReadOnlyDictionary<long, PictureFingerprint> fingerprints, CancellationToken cancellationToken) =>
        NearDuplicateSearch.Find(
            [.. samples.Select(sample => fingerprints[sample.ImageId])], place => fingerprinting.Read(samples[place]), null, cancellationToken)
        .Select(pair => (First: samples[pair.First], Second: samples[pair.Second], pair.Comparison))
        .Where(pair => pair.First.Pixels.Sha256 != pair.Second.Pixels.Sha256 && pair.First.PatientKey != pair.Second.PatientKey)
        .Select(pair => NearDuplicate(pair.First, pair.Second, pair.Comparison));

    async Task<AuditFinding> SamePictureAsync(
        SampleSpec first, SampleSpec second, IReadOnlyList<ClassDefinition> classes, CancellationToken cancellationToken)
    {
        var agreement = new LabelAgreement(classes);
        if (await labels.ReadAsync(first, cancellationToken) is { } one && await labels.ReadAsync(second, cancellationToken) is { } other)
            agreement.Add(one, other);
        var isLeak = first.Split != second.Split;
        return new AuditFinding(
            "same-picture",
            isLeak || agreement.Differs ? AuditSeverity.Problem : AuditSeverity.Hint,
            isLeak ? $"Same picture in {Parts(first, second)}" : "Same picture twice",
            "1 pair",
            $"{first.Name} and {second.Name} are the same picture{(agreement.Differs ? $", labelled differently (Dice {agreement.Differences})" : "")}. {Where(first, second)} Keep one of them"
            + (agreement.Differs ? ", with the better label." : "."),
            new AuditEvidence([first.ImageId, second.ImageId], [first.Name, second.Name], agreement.Values)
            {
                Pictures = [AuditPicture.Of(first), AuditPicture.Of(second)],
                Facts = [new("fingerprint", "Pixels identical"), .. agreement.Facts, .. PatientFacts(first, second)],
            })
        {
            Fixes = [LeaveOut(second), LeaveOut(first)],
        };
    }

    static IEnumerable<AuditFact> PatientFacts(SampleSpec first, SampleSpec second) =>
        first.KnownPatient() is { } one && second.KnownPatient() is { } other && one != other
            ? [new AuditFact("person_alert", "Two patient numbers: one is likely wrong")]
            : [];

    static AuditFix LeaveOut(SampleSpec sample) => new(AuditFixKind.Exclude, $"Leave {sample.Name} out", [sample.ImageId]);

    static AuditFinding NearDuplicate(SampleSpec first, SampleSpec second, PictureComparison comparison) => new(
        "near-duplicate",
        first.Split != second.Split ? AuditSeverity.Problem : AuditSeverity.Hint,
        first.Split != second.Split ? $"Almost the same picture in {Parts(first, second)}" : "Almost the same picture",
        "1 pair",
        $"{first.Name} and {second.Name} are nearly the same picture. {Where(first, second)} Say that they are of one patient, or keep one of them.",
        new AuditEvidence([first.ImageId, second.ImageId], [first.Name, second.Name], new Dictionary<string, double> { ["likeness"] = comparison.Detail })
        {
            Pictures = [AuditPicture.Of(first), AuditPicture.Of(second)],
            Facts = [new("fingerprint", $"Likeness {Wording.Score(comparison.Detail)}"), .. PatientFacts(first, second)],
        })
    {
        Fixes =
        [
            new(
                AuditFixKind.SamePatient,
                "They are of one patient",
                [first.ImageId, second.ImageId],
                first.KnownPatient() ?? second.KnownPatient() ?? $"patient of {first.Name}"),
            LeaveOut(second),
            LeaveOut(first),
        ],
    };

    static string Where(SampleSpec first, SampleSpec second) => first.Split == second.Split
        ? $"Both are in {Words(first.Split)}."
        : $"One is in {Words(first.Split)}, the other in {Words(second.Split)}: the model is judged on what it has seen.";

    /// <summary>Training before validation before test, whichever picture is named first: findings of one kind have one title.</summary>
    static string Parts(SampleSpec first, SampleSpec second) =>
        string.Join(" and ", new[] { first.Split, second.Split }.Order().Select(Words));

    static string Words(Split split) => split.ToString().ToLowerInvariant();
}
