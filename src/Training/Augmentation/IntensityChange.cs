using Studio.Contracts.Recipes;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Studio.Training.Augmentation;

/// <summary>Blurs images, changes their brightness curve, adds noise and blanks a rectangle. Labels are not touched.</summary>
static class IntensityChange
{
    static readonly long[] AllButSamples = [1, 2, 3];
    static readonly long[] Pixels = [2, 3];

    /// <summary>A Gaussian is cut off at this many standard deviations; 0.3 % of its weight lies beyond.</summary>
    const double Reach = 3;

    /// <param name="images">float32 [N, C, H, W]; not changed.</param>
    public static Tensor Apply(Tensor images, IReadOnlyList<AugmentationDraw> draws, AugmentationRecipe recipe)
    {
        var changed = recipe.Blur > 0 ? Blur(images, draws) : images;
        changed = recipe.Gamma > 0 ? Bend(changed, draws) : changed;
        changed = recipe.Brightness > 0 || recipe.Contrast > 0 || recipe.Noise > 0 ? Relight(changed, draws, recipe.Noise) : changed;
        return recipe.CutOut > 0 ? CutOut(changed, draws) : changed;
    }

    /// <summary>
    /// Each sample by its own Gaussian, rows and columns one after the other; all channels of all samples are groups of
    /// one convolution. Beyond the border the last pixel goes on.
    /// </summary>
    static Tensor Blur(Tensor images, IReadOnlyList<AugmentationDraw> draws)
    {
        var shape = images.shape;
        var radius = (int)Math.Ceiling(Reach * draws.Max(draw => draw.Blur));
        if (radius == 0)
        {
            return images;
        }

        var kernels = draws.SelectMany(draw => Kernel(draw.Blur, radius)).ToArray();
        var planes = shape[0] * shape[1];
        var weights = tensor(kernels, [draws.Count, 1, 1, (2 * radius) + 1], device: images.device).repeat_interleave(shape[1], 0);
        var stacked = functional.pad(images.reshape(1, planes, shape[2], shape[3]), [radius, radius, radius, radius], PaddingModes.Replicate);
        var across = functional.conv2d(stacked, weights, groups: planes);
        return functional.conv2d(across, weights.transpose(2, 3), groups: planes).reshape(shape);
    }

    static IEnumerable<float> Kernel(double deviation, int radius)
    {
        // Without blur only the middle is left; a tiny deviation would divide by zero.
        var weights = Enumerable.Range(-radius, (2 * radius) + 1)
            .Select(offset => offset == 0 ? 1 : deviation > 0 ? Math.Exp(-offset * offset / (2 * deviation * deviation)) : 0)
            .ToArray();
        var total = weights.Sum();
        return weights.Select(weight => (float)(weight / total));
    }

    /// <summary>(x - least) / range to the power of gamma, back on the same range.</summary>
    static Tensor Bend(Tensor images, IReadOnlyList<AugmentationDraw> draws)
    {
        var least = images.amin(AllButSamples, keepdim: true);
        var range = (images.amax(AllButSamples, keepdim: true) - least).clamp_min(1e-6);
        return ((images - least) / range).pow(PerSample(draws, draw => draw.Gamma, images)).mul_(range).add_(least);
    }

    /// <summary>(x - mean) · contrast + mean + brightness · deviation, plus noise in shares of the deviation.</summary>
    static Tensor Relight(Tensor images, IReadOnlyList<AugmentationDraw> draws, double noise)
    {
        var mean = images.mean(AllButSamples, keepdim: true);

        // The operator std takes ten times as long: it keeps a running mean for each value.
        var spread = (images - mean).square().mean(AllButSamples, keepdim: true).sqrt();
        var contrast = PerSample(draws, draw => draw.Contrast, images);
        var offset = (mean * (1 - contrast)) + (PerSample(draws, draw => draw.Brightness, images) * spread);
        var changed = offset.addcmul(images, contrast, 1);
        return noise > 0 ? changed.add_(randn_like(images).mul_(spread * noise)) : changed;
    }

    /// <summary>The rectangle gets the darkest value of each channel (DeVries and Taylor, arXiv 1708.04552, with their one patch).</summary>
    static Tensor CutOut(Tensor images, IReadOnlyList<AugmentationDraw> draws)
    {
        var changed = images.clone();
        var (height, width) = ((double)images.shape[2], (double)images.shape[3]);
        var darkest = images.amin(Pixels, keepdim: true);
        for (var sample = 0; sample < draws.Count; sample++)
        {
            var cut = draws[sample].CutOut;
            var (top, left) = ((long)Math.Round(cut.Top * height), (long)Math.Round(cut.Left * width));
            var (bottom, right) = ((long)Math.Round((cut.Top + cut.Height) * height), (long)Math.Round((cut.Left + cut.Width) * width));
            if (bottom > top && right > left)
            {
                changed.select(0, sample).narrow(1, top, bottom - top).narrow(2, left, right - left).copy_(darkest.select(0, sample));
            }
        }

        return changed;
    }

    /// <summary>[N, 1, 1, 1].</summary>
    static Tensor PerSample(IReadOnlyList<AugmentationDraw> draws, Func<AugmentationDraw, double> number, Tensor like) =>
        tensor(draws.Select(draw => (float)number(draw)).ToArray(), [draws.Count, 1, 1, 1], device: like.device);
}
