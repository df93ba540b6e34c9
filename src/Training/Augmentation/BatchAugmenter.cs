using Studio.Contracts.Recipes;
using static TorchSharp.torch;

namespace Studio.Training.Augmentation;

/// <summary>
/// Applies a draw for each sample to a whole batch, on the device on which the batch is. Boxes follow by
/// <see cref="BoxMapping"/>, tags by <see cref="MixUp"/> where images are mixed.
/// </summary>
static class BatchAugmenter
{
    /// <param name="images">float32 [N, C, H, W].</param>
    /// <param name="labels">uint8 [N, H, W], or null where there is no label per pixel.</param>
    /// <param name="margin">Rows and columns by which the network's answer is smaller; cut off the labels once they are moved.</param>
    /// <returns>
    /// Images of the same shape and int64 labels [N, H - margin, W - margin]. What comes from outside an image has its
    /// darkest value and is background.
    /// </returns>
    public static (Tensor Images, Tensor? Labels) Apply(
        Tensor images, Tensor? labels, IReadOnlyList<AugmentationDraw> draws, AugmentationRecipe recipe, int margin = 0)
    {
        using var scope = NewDisposeScope();
        var (moved, movedLabels) = PlaceChange.IsWanted(recipe)
            ? PlaceChange.Apply(images, labels, draws)
            : (images, labels?.to(ScalarType.Int64));
        var changed = IntensityChange.Apply(moved, draws, recipe);

        // An object of its own where nothing changed: the caller's tensor keeps its scope.
        var result = ReferenceEquals(changed, images) ? images.alias() : changed;
        var inner = movedLabels is null || margin == 0 ? movedLabels : CutMargin(movedLabels, margin);
        return (result.MoveToOuterDisposeScope(), inner?.MoveToOuterDisposeScope());
    }

    static Tensor CutMargin(Tensor labels, int margin)
    {
        var before = margin / 2;
        return labels.narrow(1, before, labels.shape[1] - margin).narrow(2, before, labels.shape[2] - margin).contiguous();
    }
}
