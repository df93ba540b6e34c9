using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.LabelReview;

public enum ReviewState
{
    /// <summary>Nobody has said anything about it yet.</summary>
    Open,

    /// <summary>Somebody looked and found the label right.</summary>
    Right,

    /// <summary>The label is another by now than the one that was judged, or the image is no longer in use.</summary>
    Changed,
}

/// <summary>An image's label as a model judged it.</summary>
/// <param name="By">The evaluation that judged it.</param>
/// <param name="Doubt">The doubt that counts; null where label and model see nothing.</param>
/// <param name="Claims">What else the label says.</param>
/// <param name="LabelKey">Of the label that was judged.</param>
/// <param name="AuthorId">Whose label it is now; 0 where it came with the images.</param>
/// <param name="Review">Who found it right; null where nobody did.</param>
public sealed record ReviewedLabel(
    long ImageId,
    string Name,
    EvaluationEntry By,
    LabelDoubt? Doubt,
    IReadOnlyList<LabelClaim> Claims,
    string LabelKey,
    ReviewState State,
    long AuthorId,
    string Author,
    Storage.LabelReview? Review)
{
    /// <summary>Less reads as no doubt at all.</summary>
    public const double LeastDoubt = 0.01;

    public double Value => Doubt?.Value ?? 0;

    public bool IsDoubted => Value >= LeastDoubt;

    public bool IsConfident => Doubt is { IsConfident: true };

    public bool IsLearned => By.Split == Split.Training;
}

/// <summary>Everything that is known about the labels of a project.</summary>
/// <param name="Labels">The most doubtful first.</param>
/// <param name="Unjudged">Labelled images that no run was evaluated on.</param>
public sealed record LabelReviewQueue(IReadOnlyList<ReviewedLabel> Labels, int Unjudged)
{
    /// <summary>Whoever looks at so much of the queue should find most of the wrong labels.</summary>
    public const double FirstShare = 0.05;

    public bool HasEvaluation => Labels.Count > 0;

    public IEnumerable<ReviewedLabel> ConfidentlyDoubted => Labels.Where(label => label is { IsConfident: true, State: ReviewState.Open });

    /// <summary>The most doubtful of the labels that are open, as many as the first 5 % of all that were judged as they are now.</summary>
    public static IReadOnlyList<ReviewedLabel> First(IReadOnlyCollection<ReviewedLabel> labels)
    {
        var judged = labels.Count(label => label.State != ReviewState.Changed);
        return [.. labels.Where(label => label is { State: ReviewState.Open, IsDoubted: true }).Take((int)Math.Ceiling(judged * FirstShare))];
    }
}
