using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Trainer;

namespace Studio.Training.Sampling;

/// <summary>Copies what a draw looks at out of the cache.</summary>
sealed class PatchReader(SampleCache cache, PatchGeometry patch)
{
    public PatchReader(SampleCache cache, Recipe recipe)
        : this(cache, PatchGeometry.Of(recipe))
    {
    }

    public PatchGeometry Patch => patch;

    public int FloatsPerPatch => cache.Input.Channels * patch.Height * patch.Width;

    /// <summary>Writes [channels, patch height, patch width]; beyond the image stands each channel's darkest value.</summary>
    /// <param name="target"><see cref="FloatsPerPatch"/> values.</param>
    public void ReadImage(SampleDraw draw, Span<float> target)
    {
        var (height, width) = (cache.Input.Height, cache.Input.Width);
        var image = cache.Image(draw.Sample);
        var isInside = draw.Top >= 0 && draw.Left >= 0 && draw.Top + patch.Height <= height && draw.Left + patch.Width <= width;
        for (var channel = 0; channel < cache.Input.Channels; channel++)
        {
            var plane = image.Slice(channel * height * width, height * width);
            var written = target.Slice(channel * patch.Height * patch.Width, patch.Height * patch.Width);
            if (!isInside)
            {
                written.Fill(cache.Darkest(draw.Sample, channel));
            }

            Copy(plane, height, width, draw.Top, draw.Left, written, patch.Height, patch.Width);
        }
    }

    /// <summary>
    /// Writes [patch height, patch width] classes, margin included: where the image is moved, so is its label, and the
    /// margin is cut off afterwards. Beyond the image is background.
    /// </summary>
    public void ReadLabels(SampleDraw draw, Span<byte> target) =>
        ReadLabels(draw.Sample, draw.Top, draw.Left, target, patch.Height, patch.Width);

    /// <summary>Writes the classes that the network is to answer, [inner height, inner width], where nothing is moved.</summary>
    public void ReadInnerLabels(SampleDraw draw, Span<byte> target) =>
        ReadLabels(draw.Sample, draw.Top + patch.Before, draw.Left + patch.Before, target, patch.InnerHeight, patch.InnerWidth);

    void ReadLabels(int sample, int top, int left, Span<byte> target, int height, int width)
    {
        target.Clear();
        Copy(cache.Labels(sample), cache.Input.Height, cache.Input.Width, top, left, target, height, width);
    }

    /// <summary>Copies the part of a window that lies inside the plane.</summary>
    static void Copy<T>(
        ReadOnlySpan<T> plane, int rows, int columns, int top, int left, Span<T> target, int height, int width)
    {
        var (firstColumn, endColumn) = (Math.Max(0, left), Math.Min(columns, left + width));
        if (firstColumn >= endColumn)
        {
            return;
        }

        for (var row = Math.Max(0, top); row < Math.Min(rows, top + height); row++)
        {
            plane[((row * columns) + firstColumn)..((row * columns) + endColumn)]
                .CopyTo(target[(((row - top) * width) + firstColumn - left)..]);
        }
    }
}
