using Studio.Contracts.Recipes;
using Studio.Training.Randomness;

namespace Studio.Training.Augmentation;

/// <summary>
/// The random change of one sample. The matrix [A B; C D] and the shift lead from a place in the new image to the
/// place in the old one, in pixels from the centre; the shift is a share of the side.
/// </summary>
/// <param name="Brightness">Added, in standard deviations of the image.</param>
/// <param name="Contrast">Factor about the image's mean.</param>
readonly record struct AugmentationDraw(
    double A, double B, double C, double D, double ShiftX, double ShiftY, double Brightness, double Contrast)
{
    public static AugmentationDraw None { get; } = new(1, 0, 0, 1, 0, 0, 0, 1);

    /// <summary>The same numbers for the same seed, epoch and sample, whatever the batch.</summary>
    public static AugmentationDraw Of(AugmentationRecipe recipe, long seed, int epoch, int sample)
    {
        // Every number is drawn, used or not: switching one change off leaves the others as they were.
        var random = new SeededRandom(seed, DrawPurpose.Augmentation, epoch, sample);
        var flipX = random.NextBool() && recipe.FlipHorizontal ? -1 : 1;
        var flipY = random.NextBool() && recipe.FlipVertical ? -1 : 1;
        var angle = random.NextSigned() * recipe.RotationDegrees * Math.PI / 180;
        var zoom = 1 + (random.NextSigned() * recipe.Scale);
        var (sin, cos) = Math.SinCos(angle);
        return new AugmentationDraw(
            flipX * cos / zoom,
            -flipX * sin / zoom,
            flipY * sin / zoom,
            flipY * cos / zoom,
            random.NextSigned() * recipe.Translation,
            random.NextSigned() * recipe.Translation,
            random.NextSigned() * recipe.Brightness,
            1 + (random.NextSigned() * recipe.Contrast));
    }

    /// <summary>
    /// The two rows that affine_grid expects, in coordinates that run from -1 to 1 over each side:
    /// x' = A x + B (H/W) y + 2 ShiftX, y' = C (W/H) x + D y + 2 ShiftY.
    /// </summary>
    public void WriteTheta(Span<float> theta, int height, int width)
    {
        var aspect = (double)height / width;
        theta[0] = (float)A;
        theta[1] = (float)(B * aspect);
        theta[2] = (float)(2 * ShiftX);
        theta[3] = (float)(C / aspect);
        theta[4] = (float)D;
        theta[5] = (float)(2 * ShiftY);
    }
}
