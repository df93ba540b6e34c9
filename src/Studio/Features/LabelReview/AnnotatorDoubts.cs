namespace Studio.Features.LabelReview;

/// <summary>How many of a person's labels a model confidently disagrees with.</summary>
/// <param name="AuthorId">0 stands for the labels that came with the images.</param>
/// <param name="Labels">That were judged as they are now.</param>
/// <param name="Doubted">Confidently, and open.</param>
/// <param name="Right">Doubted as confidently, and found right.</param>
public sealed record AnnotatorDoubts(long AuthorId, string Name, int Labels, int Doubted, int Right)
{
    public double Share => Labels == 0 ? 0 : (double)Doubted / Labels;

    /// <summary>Of the share, as if labels were independent; images of one patient are not quite.</summary>
    public WilsonInterval Interval => WilsonInterval.Of(Doubted, Labels);

    /// <summary>Those with the largest share first.</summary>
    public static IReadOnlyList<AnnotatorDoubts> Of(IEnumerable<ReviewedLabel> labels) =>
    [
        .. labels.Where(label => label.State != ReviewState.Changed)
            .GroupBy(label => label.AuthorId)
            .Select(own => new AnnotatorDoubts(
                own.Key,
                own.First().Author,
                own.Count(),
                own.Count(label => label is { IsConfident: true, State: ReviewState.Open }),
                own.Count(label => label is { IsConfident: true, State: ReviewState.Right })))
            .OrderByDescending(person => person.Share).ThenBy(person => person.Name, StringComparer.OrdinalIgnoreCase),
    ];
}
