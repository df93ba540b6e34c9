using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.LabelReview;

/// <param name="Claims">What its label says.</param>
public sealed record JudgedImage(long ImageId, string Name, IReadOnlyList<LabelClaim> Claims);

/// <summary>What a run says about the labels of one part of its data.</summary>
public sealed record JudgedEvaluation(EvaluationEntry Entry, IReadOnlyList<JudgedImage> Images)
{
    /// <summary>A class that covers less than this share of its usual area is weighed as if it covered so much: a few pixels are no finding.</summary>
    const double LeastOfUsualArea = 0.25;

    /// <summary>Whether the run has learned from these labels; what it has learned by heart it does not deny.</summary>
    public bool IsLearned => Entry.Split == Split.Training;

    /// <summary>Images about whose label the result says nothing are left out: nobody answered, or it was made before this was measured.</summary>
    public static JudgedEvaluation Of(EvaluationEntry entry, IReadOnlyList<ImageResult> images)
    {
        var usual = images.SelectMany(image => image.Areas)
            .GroupBy(area => area.ClassIndex)
            .ToDictionary(areas => areas.Key, areas => LeastOfUsualArea * Median([.. areas.Select(area => area.Either)]));
        // Of outlines and boxes an image without a claim is one where label and model see nothing: they agree.
        var judgesAll = images.Any(image => image.Areas.Count + image.Boxes.Count > 0);
        return new JudgedEvaluation(entry,
        [
            .. images
                .Select(image => new JudgedImage(image.ImageId, image.Name,
                [
                    .. image.Tags.Where(tag => tag.Truth is not null).Select(Answer),
                    .. image.Areas.Select(area => Area(area, usual[area.ClassIndex])),
                    .. image.Boxes.Select(box => box.IsLabelled
                        ? new LabelClaim(box.Box.ClassIndex, ClaimKind.Box, 1 - box.Confidence)
                        : new LabelClaim(box.Box.ClassIndex, ClaimKind.NoBox, box.Confidence)),
                ]))
                .Where(image => judgesAll || image.Claims.Count > 0),
        ]);
    }

    static LabelClaim Answer(TagOutcome tag) => tag.Truth == true
        ? new LabelClaim(tag.ClassIndex, ClaimKind.Present, 1 - tag.Probability)
        : new LabelClaim(tag.ClassIndex, ClaimKind.Absent, tag.Probability);

    static LabelClaim Area(AreaDisagreement area, double least) =>
        new(area.ClassIndex, ClaimKind.Area, (area.Missed + area.Extra) / Math.Max(area.Either, least))
        {
            IsLabelled = area.Labelled > 0,
            IsAnswered = area.Answered > 0,
            IsMostlyMissing = area.Extra > area.Missed,
        };

    static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
