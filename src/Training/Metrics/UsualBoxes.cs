using Studio.Contracts.Jobs;
using Studio.Training.Tasks;

namespace Studio.Training.Metrics;

/// <summary>
/// What can be reached without looking at the image: for each class one box at the same place of every image, that box of a
/// training image which the others overlap most (the mean of boxes may lie where none of them is). A model must beat it.
/// </summary>
sealed class UsualBoxes
{
    /// <summary>Enough to know where structures usually lie; more would only take time.</summary>
    const int MostBoxes = 300;

    /// <summary>Shares of the image.</summary>
    readonly IReadOnlyList<BoxSpec> shares;

    UsualBoxes(IReadOnlyList<BoxSpec> shares) => this.shares = shares;

    /// <param name="training">Images with their true boxes in pixels.</param>
    /// <returns>Without the classes that no training image holds.</returns>
    public static UsualBoxes Fit(IEnumerable<(SampleSpec Sample, IReadOnlyList<FoundBox> Truths)> training) => new(
    [
        .. training.SelectMany(image => image.Truths.Select(truth => Scale(truth.Box, 1.0 / image.Sample.Columns, 1.0 / image.Sample.Rows)))
            .GroupBy(box => box.ClassIndex).OrderBy(own => own.Key).Select(own => Central([.. own])),
    ]);

    /// <summary>In pixels of an image; all are equally sure.</summary>
    public IReadOnlyList<FoundBox> On(SampleSpec sample) => [.. shares.Select(share => new FoundBox(Scale(share, sample.Columns, sample.Rows), 1))];

    static BoxSpec Central(List<BoxSpec> boxes)
    {
        var stride = Math.Max(1, (boxes.Count + MostBoxes - 1) / MostBoxes);
        var used = boxes.Where((_, position) => position % stride == 0).ToList();

        // Stretching both boxes alike does not change their IoU: shares of images of any form can be compared.
        return used.MaxBy(box => used.Sum(other => BoxIou.Of(box, other)))!;
    }

    static BoxSpec Scale(BoxSpec box, double across, double down) =>
        new(box.ClassIndex, box.X * across, box.Y * down, box.Width * across, box.Height * down);
}
