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
        .. training.SelectMany(image => image.Truths.Select(truth => AsShare(truth.Box, image.Sample)))
            .GroupBy(box => box.ClassIndex).OrderBy(own => own.Key).Select(own => Central([.. own])),
    ]);

    /// <summary>In pixels of an image; all are equally sure.</summary>
    public IReadOnlyList<FoundBox> On(SampleSpec sample) => [.. shares.Select(share => new FoundBox(OnImage(share, sample), 1))];

    static BoxSpec Central(List<BoxSpec> boxes)
    {
        var stride = Math.Max(1, (boxes.Count + MostBoxes - 1) / MostBoxes);
        var used = boxes.Where((_, position) => position % stride == 0).ToList();

        // Stretching both boxes alike does not change their IoU: shares of images of any form can be compared.
        return used.MaxBy(box => used.Sum(other => BoxIou.Of(box, other)))!;
    }

    /// <summary>A box in pixels as shares of its image.</summary>
    public static BoxSpec AsShare(BoxSpec box, SampleSpec sample) =>
        new(box.ClassIndex, box.X / sample.Columns, box.Y / sample.Rows, box.Width / sample.Columns, box.Height / sample.Rows);

    /// <summary>The other way round.</summary>
    public static BoxSpec OnImage(BoxSpec share, SampleSpec sample) =>
        new(share.ClassIndex, share.X * sample.Columns, share.Y * sample.Rows, share.Width * sample.Columns, share.Height * sample.Rows);
}
