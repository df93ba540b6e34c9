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

    /// <summary>
    /// Old place of every new pixel, [N, H, W, 2] (x, y in -1 … 1 from edge to edge); in memory all x of an image before all y.
    /// </summary>
    static Tensor MakeGrid(IReadOnlyList<AugmentationDraw> draws, Tensor images)
    {
        var (height, width) = ((int)images.shape[2], (int)images.shape[3]);
        var values = new float[draws.Count * 6];
        for (var sample = 0; sample < draws.Count; sample++)
        {
            draws[sample].WriteTheta(values.AsSpan(sample * 6, 6), height, width);
        }

        // Not affine_grid, and no product of matrices: the threads of the BLAS library and those that compute a training
        // step get in each other's way, which made this four times as slow between two steps as by itself.
        var theta = tensor(values, [draws.Count, 2, 3, 1, 1], device: images.device);
        var x = Centres(width, images.device).reshape(1, 1, 1, width);
        var y = Centres(height, images.device).reshape(1, 1, height, 1);
        var places = (theta.select(2, 0) * x) + ((theta.select(2, 1) * y) + theta.select(2, 2)); // [N, 2, H, W]
        if (draws.Any(draw => draw.ElasticAmount > 0))
        {
            places.add_(ElasticShifts(draws, height, width, images.device));
        }

        return places.permute(0, 2, 3, 1);
    }

    /// <summary>Middles of the pixels of a side from -1 to 1.</summary>
    static Tensor Centres(int length, Device device) =>
        tensor([.. Enumerable.Range(0, length).Select(pixel => (((2 * pixel) + 1f) / length) - 1)], [length], device: device);

    /// <summary>
    /// [N, 2, H, W], twice the shift in shares of the sides. Splines along rows and columns are products with two matrices,
    /// computed as convolutions of one pixel.
    /// </summary>
    static Tensor ElasticShifts(IReadOnlyList<AugmentationDraw> draws, int height, int width, Device device)
    {
        var smoothness = draws[0].ElasticSmoothness;
        var nodes = ElasticField.NodesOf(smoothness);
        var shifts = tensor(draws.SelectMany(draw => new ElasticField(draw).Shifts).ToArray(), [draws.Count * 2, nodes, nodes, 1], device: device);
        var down = tensor(ElasticField.Basis(smoothness, height), [height, nodes, 1, 1], device: device);
        var across = tensor(ElasticField.Basis(smoothness, width), [width, nodes, 1, 1], device: device);
        var rows = functional.conv2d(shifts * 2, down); // [2 N, H, nodes, 1]
        return functional.conv2d(rows.transpose(1, 2), across).reshape(draws.Count, 2, width, height).transpose(2, 3);
    }
}
