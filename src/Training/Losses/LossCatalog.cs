using Studio.Contracts.Recipes;
using static TorchSharp.torch;

namespace Studio.Training.Losses;

/// <summary>A scalar to minimise, with gradient.</summary>
/// <param name="logits">float32 [N, K, H, W]; channel 0 is background. Softmax is taken inside.</param>
/// <param name="target">int64 [N, H, W], values 0 … K-1.</param>
delegate Tensor Loss(Tensor logits, Tensor target, LossRecipe recipe);

/// <summary>Losses by name. A new one is a function in this folder and a line here; the contract tests run over all of them.</summary>
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
    };
}
