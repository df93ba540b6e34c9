using Studio.Contracts.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Augmentation;

/// <summary>Applies a draw for each sample to a whole batch, on the device on which the batch is.</summary>
static class BatchAugmenter
{
    static readonly long[] AllButSamples = [1, 2, 3];

    /// <param name="images">float32 [N, C, H, W].</param>
    /// <param name="labels">uint8 [N, H, W].</param>
    /// <returns>
    /// Images of the same shape and int64 labels [N, H, W]. What comes from outside an image has its darkest value and
    /// is background.
    /// </returns>
    public static (Tensor Images, Tensor Labels) Apply(
        Tensor images, Tensor labels, IReadOnlyList<AugmentationDraw> draws, AugmentationRecipe recipe)
    {
        using var scope = NewDisposeScope();
        var (moved, movedLabels) = ChangesPlace(recipe) ? Move(images, labels, draws) : (images.alias(), labels.to(ScalarType.Int64));
        return (Relight(moved, draws, recipe).MoveToOuterDisposeScope(), movedLabels.MoveToOuterDisposeScope());
    }

    static bool ChangesPlace(AugmentationRecipe recipe) =>
        recipe.FlipHorizontal || recipe.FlipVertical || recipe.RotationDegrees > 0 || recipe.Scale > 0 || recipe.Translation > 0;

    static (Tensor Images, Tensor Labels) Move(Tensor images, Tensor labels, IReadOnlyList<AugmentationDraw> draws)
    {
        var shape = images.shape;
        var values = new float[draws.Count * 6];
        for (var sample = 0; sample < draws.Count; sample++)
        {
            draws[sample].WriteTheta(values.AsSpan(sample * 6, 6), (int)shape[2], (int)shape[3]);
        }

        var theta = tensor(values, [draws.Count, 2, 3], device: images.device);
        var grid = functional.affine_grid(theta, shape, align_corners: false); // [N, H, W, 2]
        var darkest = images.amin(AllButSamples, keepdim: true);
        var movedImages = functional.grid_sample(images - darkest, grid, align_corners: false) + darkest;
        var asImages = labels.unsqueeze(1).to(ScalarType.Float32); // [N, 1, H, W]
        var movedLabels = functional.grid_sample(asImages, grid, GridSampleMode.Nearest, align_corners: false);
        return (movedImages, movedLabels.squeeze(1).to(ScalarType.Int64));
    }

    static Tensor Relight(Tensor images, IReadOnlyList<AugmentationDraw> draws, AugmentationRecipe recipe)
    {
        if (recipe.Brightness == 0 && recipe.Contrast == 0 && recipe.Noise == 0)
        {
            return images;
        }

        var mean = images.mean(AllButSamples, keepdim: true);
        var spread = images.std(AllButSamples, unbiased: false, keepdim: true);
        var contrast = PerSample(draws, draw => draw.Contrast, images);
        var brightness = PerSample(draws, draw => draw.Brightness, images);
        var changed = ((images - mean) * contrast) + mean + (brightness * spread);
        return recipe.Noise > 0 ? changed + (randn_like(images) * spread * recipe.Noise) : changed;
    }

    /// <summary>[N, 1, 1, 1].</summary>
    static Tensor PerSample(IReadOnlyList<AugmentationDraw> draws, Func<AugmentationDraw, double> number, Tensor like) =>
        tensor(draws.Select(draw => (float)number(draw)).ToArray(), [draws.Count, 1, 1, 1], device: like.device);
}
