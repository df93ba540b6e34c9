using Studio.Contracts.Recipes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Augmentation;

/// <summary>Mirrors, turns, shears, scales, crops, shifts and bends images together with their labels.</summary>
static class PlaceChange
{
    static readonly long[] Pixels = [2, 3];

    public static bool IsWanted(AugmentationRecipe recipe) =>
        recipe.FlipHorizontal || recipe.FlipVertical || recipe.RotationDegrees > 0 || recipe.ShearDegrees > 0 || recipe.Scale > 0
        || recipe.Translation > 0 || recipe.Crop > 0 || recipe.ElasticAmount > 0;

    /// <param name="images">float32 [N, C, H, W].</param>
    /// <param name="labels">Whole numbers [N, H, W], or null.</param>
    /// <returns>
    /// Images of the same shape and int64 labels [N, H, W]. What comes from outside an image has the darkest value of each
    /// channel and is background.
    /// </returns>
    public static (Tensor Images, Tensor? Labels) Apply(Tensor images, Tensor? labels, IReadOnlyList<AugmentationDraw> draws)
    {
        var grid = MakeGrid(draws, images);
        var darkest = images.amin(Pixels, keepdim: true);
        var moved = functional.grid_sample(images - darkest, grid, align_corners: false).add_(darkest);
        if (labels is null)
        {
            return (moved, null);
        }

        var asImages = labels.unsqueeze(1).to(ScalarType.Float32); // [N, 1, H, W]
        var movedLabels = functional.grid_sample(asImages, grid, GridSampleMode.Nearest, align_corners: false);
        return (moved, movedLabels.squeeze(1).to(ScalarType.Int64));
    }

    /// <summary>Old place of every new pixel, [N, H, W, 2] (x, y in -1 … 1 from edge to edge).</summary>
    static Tensor MakeGrid(IReadOnlyList<AugmentationDraw> draws, Tensor images)
    {
        var shape = images.shape;
        var values = new float[draws.Count * 6];
        for (var sample = 0; sample < draws.Count; sample++)
        {
            draws[sample].WriteTheta(values.AsSpan(sample * 6, 6), (int)shape[2], (int)shape[3]);
        }

        var theta = tensor(values, [draws.Count, 2, 3], device: images.device);
        var grid = functional.affine_grid(theta, shape, align_corners: false);
        return draws.Any(draw => draw.ElasticAmount > 0) ? grid.add_(ElasticShifts(draws, (int)shape[2], (int)shape[3], images.device)) : grid;
    }

    /// <summary>[N, H, W, 2], twice the shift in shares of the sides. Splines along rows and columns are two matrix products.</summary>
    static Tensor ElasticShifts(IReadOnlyList<AugmentationDraw> draws, int height, int width, Device device)
    {
        var smoothness = draws[0].ElasticSmoothness;
        var nodes = ElasticField.NodesOf(smoothness);
        var shifts = tensor(draws.SelectMany(draw => new ElasticField(draw).Shifts).ToArray(), [draws.Count, 2, nodes, nodes], device: device);
        var down = tensor(ElasticField.Basis(smoothness, height), [height, nodes], device: device);
        var across = tensor(ElasticField.Basis(smoothness, width), [width, nodes], device: device);
        var rows = down.matmul(shifts * 2); // [N, 2, H, nodes]
        return rows.matmul(across.transpose(0, 1)).permute(0, 2, 3, 1);
    }
}
