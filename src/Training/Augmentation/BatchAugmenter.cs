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
    /// <returns>
    /// Images of the same shape and int64 labels [N, H, W]. What comes from outside an image has its darkest value and
    /// is background.
    /// </returns>
    public static (Tensor Images, Tensor? Labels) Apply(
        Tensor images, Tensor? labels, IReadOnlyList<AugmentationDraw> draws, AugmentationRecipe recipe)
    {
        using var scope = NewDisposeScope();
        var (moved, movedLabels) = PlaceChange.IsWanted(recipe)
            ? PlaceChange.Apply(images, labels, draws)
            : (images, labels?.to(ScalarType.Int64));
        var changed = IntensityChange.Apply(moved, draws, recipe);

        // An object of its own where nothing changed: the caller's tensor keeps its scope.
        var result = ReferenceEquals(changed, images) ? images.alias() : changed;
        return (result.MoveToOuterDisposeScope(), movedLabels?.MoveToOuterDisposeScope());
    }
}
