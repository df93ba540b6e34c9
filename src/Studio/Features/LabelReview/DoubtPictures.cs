using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.LabelReview;

/// <param name="Rows">Of the image, in pixels.</param>
/// <param name="Columns">Of the image, in pixels.</param>
/// <param name="Result">What the run found, with the outlines of label and answer.</param>
public sealed record ShownDoubt(ReviewedLabel Label, int Rows, int Columns, ImageResult Result);

/// <summary>Reads what a page of the queue draws.</summary>
public sealed class DoubtPictures(EvaluationStore evaluations, ImageStore images)
{
    /// <summary>In the order of the labels; images that are gone are left out.</summary>
    public async Task<IReadOnlyList<ShownDoubt>> ReadAsync(IReadOnlyList<ReviewedLabel> labels, CancellationToken cancellationToken = default)
    {
        var results = new Dictionary<long, ImageResult>();
        foreach (var by in labels.GroupBy(label => label.By.Id))
        {
            foreach (var result in await evaluations.ListImagesAsync(by.Key, [.. by.Select(label => label.ImageId)], cancellationToken))
                results[result.ImageId] = result;
        }

        var shown = new List<ShownDoubt>();
        foreach (var label in labels)
        {
            if (results.TryGetValue(label.ImageId, out var result) && await images.FindAsync(label.ImageId, cancellationToken) is { } image)
                shown.Add(new ShownDoubt(label, image.Rows, image.Columns, result));
        }

        return shown;
    }
}
