using Studio.Contracts.Recipes;
using Studio.Training.Detection;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Losses;

/// <summary>
/// What a detector without anchors is trained by: focal loss of the classes at all positions, GIoU of the boxes and
/// cross-entropy of the centre-ness at the positions that answer for a box; ≥ 0
/// (Tian et al., "FCOS", ICCV 2019, equation 2, with GIoU weighed by the centre-ness as in the authors' later code).
/// </summary>
/// <remarks>
/// Classes and centre-ness are divided by the number of positions that answer for a box (at least 1), boxes by the sum of
/// their centre-ness. A batch without boxes has the loss of its classes alone. Class weights multiply the classes' losses.
/// </remarks>
static class DetectionLoss
{
    const int BoxRows = 4;
    const int RowsBesideClasses = BoxRows + 1;

    /// <param name="output">
    /// float [N, K + 5, P]: class logits, distances to left, top, right, bottom in input pixels, centre-ness logit.
    /// </param>
    /// <param name="target">See <see cref="DetectionTarget"/>.</param>
    public static Tensor Compute(Tensor output, Tensor target, LossRecipe recipe)
    {
        using var scope = NewDisposeScope();
        var classes = output.shape[1] - RowsBesideClasses;
        var truth = DetectionTruth.Of(target, output, (int)classes);
        var logits = output.narrow(1, 0, classes);
        var weights = ClassChannels.Weights(recipe, logits).reshape(1, -1, 1);
        var ofClasses = (FocalLoss.OfEach(logits, truth.Classes, recipe) * weights).sum();

        var answers = output.permute(0, 2, 1).reshape(-1, output.shape[1]).index_select(0, truth.Places); // [M, K + 5]
        var boxes = Boxes(answers.narrow(1, classes, BoxRows), truth.Positions);
        var ofBoxes = (BoxOverlap.Giou(boxes, truth.Boxes) * truth.Centreness).sum()
            / truth.Centreness.sum().clamp_min(ClassChannels.LeastWeight);
        var ofCentres = functional.binary_cross_entropy_with_logits(
            answers.select(1, classes + BoxRows), truth.Centreness, reduction: Reduction.Sum);
        return (((ofClasses + ofCentres) / Math.Max(1, truth.Places.shape[0])) + ofBoxes).MoveToOuterDisposeScope();
    }

    /// <summary>Distances [M, 4] from positions [M, 2] → corners [M, 4]; a distance below 0 counts as 0.</summary>
    static Tensor Boxes(Tensor distances, Tensor positions)
    {
        using var scope = NewDisposeScope();
        var sides = distances.clamp_min(0);
        return cat([positions - sides.narrow(1, 0, 2), positions + sides.narrow(1, 2, 2)], 1).MoveToOuterDisposeScope();
    }
}
