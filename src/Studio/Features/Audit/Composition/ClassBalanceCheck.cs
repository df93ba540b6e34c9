using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>Classes that few images or patients show, or that a part of the data does not show at all.</summary>
public sealed class ClassBalanceCheck(LabelFactsReader reader) : IAuditCheck
{
    /// <summary>Of the images: from here on "no" every time is right in 95 of 100.</summary>
    const double RareShare = 0.05;

    /// <summary>Fewer patients than this show their own anatomy rather than the class.</summary>
    const int LeastPatients = 10;

    public string Name => "class-balance";

    public string Title => "Rare classes";

    public async Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        if (data.Samples.Count == 0 || data.Classes.Count == 0)
            return AuditAnswer.NotApplicable;
        var presence = await ClassPresence.ReadAsync(data, reader, progress, cancellationToken);
        var shares = data.Classes.Select(presence.Of).ToList();
        var findings = new List<AuditFinding>();
        foreach (var share in shares.Where(share => share.OfImages > 0))
        {
            if (share.Images.Count == 0 || share.Prevalence < RareShare || share.Patients < LeastPatients)
                findings.Add(Rare(share, data.Project.Task == ProjectTask.Segmentation ? presence.PixelShare(share.Class.Index) : null));
            findings.AddRange(MissingParts(data, presence, share));
        }

        var rarest = shares.Where(share => share.OfImages > 0).MinBy(share => share.Prevalence);
        return new AuditAnswer(
            findings,
            "No class is rare",
            rarest is null ? "Nothing is known of any class." : $"The rarest, {rarest.Class.Name}, is in {Wording.Percent(rarest.Prevalence)} of the images and in {Wording.Count(rarest.Patients, "patient")}.",
            rarest is null ? "" : Wording.Percent(rarest.Prevalence));
    }

    static AuditFinding Rare(ClassShare share, double? pixels)
    {
        var (name, prevalence) = (share.Class.Name, share.Prevalence);
        var isRare = prevalence < RareShare;
        var never = $"A model that never finds {name} has an accuracy of {Percent(1 - prevalence)}; AUC starts at 0.50 and average precision at {Wording.Score(prevalence)}.";
        return new AuditFinding(
            isRare ? "class-rare" : "class-in-few-patients",
            AuditSeverity.Hint,
            share.Images.Count == 0 ? $"No image shows {name}" : isRare ? $"{name} is rare" : $"{name} in few patients",
            isRare ? Wording.Count(share.Images.Count, "image") : Wording.Count(share.Patients, "patient"),
            share.Images.Count == 0
                ? $"None of {Wording.Count(share.OfImages, "image")} shows it. Label some that do, or take the class away."
                : $"{Wording.Number(share.Images.Count)} of {Wording.Count(share.OfImages, "image")} ({Percent(prevalence)}) from {Wording.Count(share.Patients, "patient")} show it. "
                + (isRare ? "Label more of it, and judge by AUC and average precision." : "Label more patients that show it."),
            new AuditEvidence([.. share.Images.Select(image => image.ImageId)], [.. share.Images.Select(image => image.Name)], new Dictionary<string, double>
            {
                ["prevalence"] = prevalence, ["images"] = share.Images.Count, ["patients"] = share.Patients, ["accuracy.always-no"] = 1 - prevalence,
            })
            {
                Subject = name,
                Bars =
                [
                    new("Images that show it", prevalence),
                    new("Patients that show it", share.OfPatients == 0 ? 0 : (double)share.Patients / share.OfPatients),
                    .. pixels is { } part ? [new AuditBar("Pixels", part)] : (AuditBar[])[],
                    .. isRare ? [new AuditBar("Accuracy of always no", 1 - prevalence), new AuditBar("Average precision of guessing", prevalence), new AuditBar("AUC of guessing", 0.5)] : (AuditBar[])[],
                ],
            })
        {
            Meaning = isRare ? never : "So few patients show their own anatomy rather than the class: a good score need not hold for the next patient.",
            Fixes = share.Images.Count == 0 ? [] : [new(AuditFixKind.ShowImages, "Show the images", [.. share.Images.Select(image => image.ImageId)])],
        };
    }

    static IEnumerable<AuditFinding> MissingParts(AuditData data, ClassPresence presence, ClassShare share)
    {
        if (share.Images.Count == 0)
            yield break;
        foreach (var part in (Split[])[Split.Training, Split.Validation, Split.Test])
        {
            var images = data.Samples.Where(sample => sample.Split == part && presence.Shows(sample, share.Class.Index) is not null).ToList();
            if (images.Count == 0 || share.Images.Any(image => image.Split == part))
                continue;
            var words = part.ToString().ToLowerInvariant();
            yield return new AuditFinding(
                "class-not-in-part",
                AuditSeverity.Problem,
                $"No {words} image shows {share.Class.Name}",
                Wording.Count(images.Count, "image"),
                $"{Wording.Count(share.Images.Count, "image")} of {share.Class.Name}, none of them in {words}. Choose the split so that each part has some.",
                AuditEvidence.Of($"{share.Class.Name} in {words}", new Dictionary<string, double> { ["images"] = images.Count }))
            {
                Meaning = part == Split.Training ? "The model cannot learn it." : $"Nothing can be said about {share.Class.Name} in {words}: there is nothing to find.",
                Fixes = [new(AuditFixKind.OpenPage, "Choose the split", [], "versions/split")],
            };
        }
    }

    static string Percent(double share) => FormattableString.Invariant($"{100 * share:0.0} %");
}
