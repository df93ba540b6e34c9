using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>How exact a score can be with the patients there are, before it is measured.</summary>
public sealed class FewPatientsCheck(RunStore runs, EvaluationStore evaluations) : IAuditCheck
{
    /// <summary>Half the width of the interval. Wider, and two models of one field can hardly be told apart.</summary>
    const double WideEnough = 0.05;

    const double Fine = 0.03;

    /// <summary>Of the Dice of patients, as long as no run of this project says how it is here; published segmentations lie between 0.1 and 0.3.</summary>
    const double AssumedDeviation = 0.2;

    /// <summary>Accuracy, as long as no run says how it is here.</summary>
    const double AssumedShare = 0.85;

    /// <summary>Patients, so that their spread is known.</summary>
    const int LeastPatients = 5;

    static readonly string[] Scores = ["dice.mean", "iou.mean", "accuracy.mean", "iou"];

    public string Name => "few-patients";

    public string Title => "Too few patients";

    /// <summary>Of scores of patients: their own spread, or that of yes and no.</summary>
    sealed record Expectation(Func<int, double> HalfWidth, string Source);

    public async Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        if (data.Samples.Count == 0)
            return AuditAnswer.NotApplicable;
        var expectation = await ExpectAsync(data, cancellationToken);
        var parts = (Split[])[Split.Test, Split.Validation];
        var counts = parts.ToDictionary(part => part, part => data.Samples.Where(sample => sample.Split == part).DistinctBy(sample => sample.PatientKey).Count());
        var findings = parts.Where(part => expectation.HalfWidth(counts[part]) > WideEnough)
            .Select(part => Describe(part, counts[part], expectation, data)).ToList();
        return new AuditAnswer(
            findings,
            "Enough patients",
            $"Expect scores within ±{Wording.Score(expectation.HalfWidth(counts[Split.Test]))} on {Wording.Count(counts[Split.Test], "test patient")} ({expectation.Source}).",
            $"±{Wording.Score(expectation.HalfWidth(counts[Split.Test]))}");
    }

    static AuditFinding Describe(Split part, int patients, Expectation expectation, AuditData data)
    {
        var words = part.ToString().ToLowerInvariant();
        var half = expectation.HalfWidth(patients);
        var (forFine, forWide) = (Precision.CasesFor(Fine, expectation.HalfWidth), Precision.CasesFor(WideEnough, expectation.HalfWidth));
        var unknown = data.Samples.Any(sample => sample.Split == part && sample.KnownPatient() is null)
            ? " Patients are not known, so every image counts as one; if some are of one person, it is wider." : "";
        return new AuditFinding(
            "few-patients",
            AuditSeverity.Hint,
            patients == 0 ? $"No {words} patient" : $"Few {words} patients",
            Wording.Number(patients),
            patients < 2
                ? $"{(patients == 0 ? "Nothing can be measured" : "One patient says nothing about others")} in {words}. For ±0.05 you need about {Wording.Count(forWide, "patient")}, for ±0.03 about {Wording.Number(forFine)}."
                : $"Expect ±{Wording.Score(half)}. For ±0.05 you need about {Wording.Count(forWide, "patient")}, for ±0.03 about {Wording.Number(forFine)}.{unknown}",
            AuditEvidence.Of(words, new Dictionary<string, double>
            {
                ["patients"] = patients, ["half-width"] = half, ["patients.0.05"] = forWide, ["patients.0.03"] = forFine,
            }) with
            {
                Facts = [new("straighten", $"95 % interval, {expectation.Source}")],
            })
        {
            Meaning = $"Two models whose scores are closer than that cannot be told apart in {words}.",
            Fixes = [new(AuditFixKind.OpenPage, "Choose the split", [], "versions/split")],
        };
    }

    /// <summary>From the newest evaluation that tells how patients differ, else by what is usual.</summary>
    async Task<Expectation> ExpectAsync(AuditData data, CancellationToken cancellationToken)
    {
        foreach (var run in (await runs.ListAsync(data.Project.Id, cancellationToken)).OrderByDescending(run => run.Number))
        {
            foreach (var evaluation in await evaluations.ListAsync(run.Id, cancellationToken))
            {
                var patients = (await evaluations.ListImagesAsync(evaluation.Id, cancellationToken)).Select(image => (image.PatientKey, Score: Scores.Select(name => image.Values.GetValueOrDefault(name)).FirstOrDefault(value => value is not null)))
                    .Where(image => image.Score is not null).GroupBy(image => image.PatientKey).Select(patient => patient.Average(image => image.Score!.Value)).ToList();
                if (patients.Count >= LeastPatients && Deviation.Of(patients) is > 0 and var deviation)
                    return new(cases => Precision.OfMean(deviation, cases), $"patients differ by {Wording.Score(deviation)} in run {run.Number} (standard deviation of {patients.Count})");
            }
        }

        return data.Project.Task == ProjectTask.Classification
            ? new(cases => Precision.OfShare(AssumedShare, cases), $"for an accuracy of {Wording.Score(AssumedShare)}, one answer per patient")
            : new(cases => Precision.OfMean(AssumedDeviation, cases), $"if patients differ by {Wording.Score(AssumedDeviation)}, as is usual (standard deviation)");
    }
}
