using Studio.Training.Detection;
using static TorchSharp.torch;

namespace Studio.Training.Losses;

/// <summary>A scalar to minimise, with gradient, from boxes as they are meant, not as a network answers them.</summary>
/// <param name="boxes">float [N, 4] x, y, width, height in shares of the input.</param>
/// <param name="target">The same of the truth; a row with a width below 0 has no box and does not count.</param>
delegate Tensor OneBoxLoss(Tensor boxes, Tensor target);

/// <summary>Losses of one box for each image, by name: the mean over the images with a box, 0 when there are none.</summary>
static class OneBoxLosses
{
    public static IReadOnlyDictionary<string, OneBoxLoss> All { get; } = new Dictionary<string, OneBoxLoss>
    {
        ["mse"] = (boxes, target) => Mean((boxes - target).square().mean([1]), target),
        ["giou"] = (boxes, target) => OfCorners(BoxOverlap.Giou, boxes, target),
        ["diou"] = (boxes, target) => OfCorners(BoxOverlap.Diou, boxes, target),
        ["ciou"] = (boxes, target) => OfCorners(BoxOverlap.Ciou, boxes, target),
        ["ciou-diou-giou"] = (boxes, target) => OfCorners(
            (own, truth) => BoxOverlap.Ciou(own, truth) + BoxOverlap.Diou(own, truth) + BoxOverlap.Giou(own, truth), boxes, target),
    };

    /// <summary>The loss over what a localizer answers, judged by its mean box, as in validation.</summary>
    public static Loss OfAnswer(string name) => (output, target, _) =>
    {
        using var scope = NewDisposeScope();
        return All[name](BoxDecoding.Mean(output), target).MoveToOuterDisposeScope();
    };

    /// <summary>The loss over a box drawn around each answer, as the Gaussian head is trained.</summary>
    /// <param name="kappa">See <see cref="BoxDecoding.Draw"/>.</param>
    public static Loss OfDrawn(string name, double kappa) => (output, target, _) =>
    {
        using var scope = NewDisposeScope();
        return All[name](BoxDecoding.Draw(output, kappa), target).MoveToOuterDisposeScope();
    };

    static Tensor OfCorners(Func<Tensor, Tensor, Tensor> loss, Tensor boxes, Tensor target)
    {
        using var scope = NewDisposeScope();
        return Mean(loss(BoxDecoding.Corners(boxes), BoxDecoding.Corners(target)), target).MoveToOuterDisposeScope();
    }

    static Tensor Mean(Tensor losses, Tensor target)
    {
        using var scope = NewDisposeScope();
        var counts = target.select(1, 2).ge(0).to(losses.dtype);
        return ((losses * counts).sum() / counts.sum().clamp_min(1)).MoveToOuterDisposeScope();
    }
}
