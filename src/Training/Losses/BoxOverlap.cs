using static TorchSharp.torch;

namespace Studio.Training.Losses;

/// <summary>
/// Losses of one box against another, for boxes (x1, y1, x2, y2) with x1 ≤ x2 and y1 ≤ y2 in any unit: float [N, 4] → [N].
/// </summary>
/// <remarks>
/// A box without area overlaps nothing (IoU 0); all losses stay finite there. GIoU, DIoU and CIoU still have a slope where
/// the boxes do not touch.
/// </remarks>
static class BoxOverlap
{
    /// <summary>Below any area of boxes in shares or pixels that can be drawn.</summary>
    const double Least = 1e-9;

    /// <summary>
    /// 1 - IoU + (C - U) / C, 0 … 2, where C is the area of the smallest box around both and U that of their union
    /// (Rezatofighi et al., "Generalized intersection over union", CVPR 2019, algorithm 1).
    /// </summary>
    public static Tensor Giou(Tensor boxes, Tensor truth)
    {
        using var scope = NewDisposeScope();
        var (iou, union) = Iou(boxes, truth);
        var around = Area(Around(boxes, truth));
        return (1 - iou + ((around - union) / (around + Least))).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// 1 - IoU + ρ² / c², 0 … 2, where ρ is the distance of the centres and c the diagonal of the smallest box around both
    /// (Zheng et al., "Distance-IoU loss", AAAI 2020, equation 7).
    /// </summary>
    public static Tensor Diou(Tensor boxes, Tensor truth)
    {
        using var scope = NewDisposeScope();
        var (iou, _) = Iou(boxes, truth);
        return (1 - iou + CentreDistance(boxes, truth)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// DIoU + α v with v = 4 / π² (atan(w* / h*) - atan(w / h))² and α = v / (1 - IoU + v), which has no gradient
    /// (Zheng et al. 2020, equations 8–11).
    /// </summary>
    public static Tensor Ciou(Tensor boxes, Tensor truth)
    {
        using var scope = NewDisposeScope();
        var (iou, _) = Iou(boxes, truth);
        var shape = (Slant(truth) - Slant(boxes)).square() * (4 / (Math.PI * Math.PI)); // v
        var weight = (shape / (1 - iou + shape + Least)).detach();
        return (1 - iou + CentreDistance(boxes, truth) + (weight * shape)).MoveToOuterDisposeScope();
    }

    static (Tensor Iou, Tensor Union) Iou(Tensor boxes, Tensor truth)
    {
        using var scope = NewDisposeScope();
        var lower = boxes.narrow(1, 0, 2).maximum(truth.narrow(1, 0, 2));
        var upper = boxes.narrow(1, 2, 2).minimum(truth.narrow(1, 2, 2));
        var both = Area((upper - lower).clamp_min(0));
        var union = Area(Size(boxes)) + Area(Size(truth)) - both;
        return scope.MoveToOuter(both / (union + Least), union);
    }

    /// <summary>Square of the distance of the centres, as a share of the square of the diagonal around both.</summary>
    static Tensor CentreDistance(Tensor boxes, Tensor truth)
    {
        using var scope = NewDisposeScope();
        var distance = ((Sum(boxes) - Sum(truth)) / 2).square().sum(1L);
        return (distance / (Around(boxes, truth).square().sum(1L) + Least)).MoveToOuterDisposeScope();
    }

    /// <summary>Width and height of the smallest box around both, [N, 2].</summary>
    static Tensor Around(Tensor boxes, Tensor truth)
    {
        using var scope = NewDisposeScope();
        var lower = boxes.narrow(1, 0, 2).minimum(truth.narrow(1, 0, 2));
        var upper = boxes.narrow(1, 2, 2).maximum(truth.narrow(1, 2, 2));
        return (upper - lower).MoveToOuterDisposeScope();
    }

    /// <summary>atan(width / height), [N].</summary>
    static Tensor Slant(Tensor boxes)
    {
        using var scope = NewDisposeScope();
        var size = Size(boxes);
        return (size.select(1, 0) / (size.select(1, 1) + Least)).atan().MoveToOuterDisposeScope();
    }

    static Tensor Size(Tensor boxes) => boxes.narrow(1, 2, 2) - boxes.narrow(1, 0, 2);

    static Tensor Sum(Tensor boxes) => boxes.narrow(1, 0, 2) + boxes.narrow(1, 2, 2);

    static Tensor Area(Tensor size) => size.select(1, 0) * size.select(1, 1);
}
