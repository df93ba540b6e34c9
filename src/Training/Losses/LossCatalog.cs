using Studio.Contracts.Recipes;
using static TorchSharp.torch;

namespace Studio.Training.Losses;

/// <summary>A scalar to minimise, with gradient.</summary>
/// <param name="output">
/// What the network answers, before softmax or sigmoid; see <see cref="OutputKind"/>. Class map [N, K + 1, H, W] with
/// channel 0 for the background, tags [N, K], one box [N, 4] or [N, 8] with a Gaussian head, boxes [N, K + 5, P].
/// </param>
/// <param name="target">
/// int64 [N, H, W], values 0 … K; float32 [N, K], 1, 0 or -1 for unknown; float32 [N, 4] x, y, width, height in shares of the
/// input; float32 [N, M, 5], see <see cref="Detection.DetectionTarget"/>.
/// </param>
delegate Tensor Loss(Tensor output, Tensor target, LossRecipe recipe);

/// <summary>
/// Losses by name. A new one is a function in this folder, a line here and one in <see cref="LossFacts"/>; the contract
/// tests run over all of them.
/// </summary>
static class LossCatalog
{
    public static IReadOnlyDictionary<string, Loss> All { get; } = new Dictionary<string, Loss>
    {
        ["soft-iou"] = OverlapLosses.SoftIou,
        ["soft-dice"] = OverlapLosses.SoftDice,
        ["cross-entropy"] = CrossEntropyLoss.Compute,
        ["dice-cross-entropy"] = (logits, target, recipe) =>
        {
            using var scope = NewDisposeScope();
            var sum = OverlapLosses.SoftDice(logits, target, recipe) + CrossEntropyLoss.Compute(logits, target, recipe);
            return sum.MoveToOuterDisposeScope();
        },
        ["weighted-sigmoid"] = WeightedSigmoidLoss.Compute,
        ["focal"] = FocalLoss.Compute,
        ["tversky"] = OverlapLosses.Tversky,
        ["lovasz"] = LovaszLoss.Compute,
        ["boundary-cross-entropy"] = BoundaryCrossEntropyLoss.Compute,
        ["binary-cross-entropy"] = TagLosses.BinaryCrossEntropy,
        ["cross-entropy-tags"] = TagLosses.CrossEntropy,
        ["mse"] = MeanSquaredLoss.Compute,
        ["giou"] = OneBoxLosses.OfAnswer("giou"),
        ["diou"] = OneBoxLosses.OfAnswer("diou"),
        ["ciou"] = OneBoxLosses.OfAnswer("ciou"),
        ["ciou-diou-giou"] = OneBoxLosses.OfAnswer("ciou-diou-giou"),
        ["detection"] = DetectionLoss.Compute,
    };
}
