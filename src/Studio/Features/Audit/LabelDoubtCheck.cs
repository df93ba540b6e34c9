using Studio.Features.LabelReview;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>Labels that a trained model confidently disagrees with, as far as runs were evaluated.</summary>
public sealed class LabelDoubtCheck(LabelReviewReader reader) : IAuditCheck
{
    public string Name => "label-doubts";

    public string Title => "Labels that a model disagrees with";

    public async Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var queue = await reader.ReadAsync(data.Project, cancellationToken: cancellationToken);
        var known = data.Samples.Select(sample => sample.ImageId).ToHashSet();
        var judged = queue.Labels.Where(label => label.State != ReviewState.Changed && known.Contains(label.ImageId)).ToList();
        if (judged.Count == 0)
            return new AuditAnswer([], "Labels not checked by a model", "No run has been evaluated yet on the labels as they are now, so none of them was compared with what a model sees.");
        var doubted = queue.ConfidentlyDoubted.Where(label => known.Contains(label.ImageId)).ToList();
        var extent = Wording.Count(judged.Count, "label");
        return doubted.Count == 0
            ? new AuditAnswer([], "No label in doubt", $"{extent} judged by trained models; none is one that a model confidently disagrees with.{Limits(judged, data.Samples.Count)}", extent)
            : new AuditAnswer([Finding(doubted, judged, data.Samples.Count)], "No label in doubt", "", extent);
    }

    static AuditFinding Finding(List<ReviewedLabel> doubted, List<ReviewedLabel> judged, int labelled)
    {
        var share = (double)doubted.Count / judged.Count;
        var interval = WilsonInterval.Of(doubted.Count, judged.Count);
        return new AuditFinding(
            "label-doubts",
            AuditSeverity.Hint,
            $"{Wording.Count(doubted.Count, "label")} a model confidently disagrees with",
            Wording.Count(doubted.Count, "image"),
            $"Of {Wording.Count(judged.Count, "label")} that trained models have judged, {Wording.Number(doubted.Count)} "
            + $"({Wording.Percent(share)}, 95 % {Wording.Percent(interval.Low)} to {Wording.Percent(interval.High)}) say the opposite of what a model is sure of. "
            + $"Look at them, the most doubtful first: the label is wrong, or the model is.{Limits(judged, labelled)}",
            new AuditEvidence(
                [.. doubted.Select(label => label.ImageId)],
                [.. doubted.Select(label => label.Name)],
                new Dictionary<string, double> { ["judged"] = judged.Count, ["doubted"] = doubted.Count, ["share"] = share })
            {
                Bars = [.. AnnotatorDoubts.Of(judged).Select(person => new AuditBar(person.Name, person.Share, person.Interval.Low, person.Interval.High))],
            })
        {
            Meaning = "Wrong labels in training teach the model mistakes; in the test they count its right answers as wrong.",
            Fixes =
            [
                new(AuditFixKind.OpenPage, "Review these labels", [], "labels-review"),
                new(AuditFixKind.ShowImages, "Show the images", [.. doubted.Select(label => label.ImageId)]),
            ],
        };
    }

    /// <summary>What the figure does not cover.</summary>
    static string Limits(List<ReviewedLabel> judged, int labelled)
    {
        var learned = judged.Count(label => label.IsLearned);
        return (learned > 0 ? $" {Wording.Count(learned, "label was", "labels were")} judged by a model that had learned them, which hides mistakes." : "")
            + (labelled > judged.Count ? $" {Wording.Count(labelled - judged.Count, "label was", "labels were")} not judged." : "");
    }
}
