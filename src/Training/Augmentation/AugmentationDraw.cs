using Studio.Contracts.Recipes;
using Studio.Training.Randomness;
using Studio.Training.Trainer;

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
    public static AugmentationDraw None { get; } = new(1, 0, 0, 1, 0, 0, 0, 1) { Gamma = 1, MixShare = 1 };

    /// <summary>Names the elastic distortion, see <see cref="ElasticField"/>.</summary>
    public ulong ElasticSeed { get; init; }

    /// <summary>Largest shift of the elastic distortion as a share of the side; 0: none.</summary>
    public double ElasticAmount { get; init; }

    /// <summary>Standard deviation of its smoothing as a share of the side.</summary>
    public double ElasticSmoothness { get; init; }

    /// <summary>Standard deviation of the Gaussian blur in pixels; 0: none.</summary>
    public double Blur { get; init; }

    /// <summary>Exponent on the image's own range.</summary>
    public double Gamma { get; init; }

    /// <summary>Rectangle that is blanked, in shares of the sides; empty where a side is 0.</summary>
    public Rectangle CutOut { get; init; }

    /// <summary>Share of its own image that the sample keeps when mixed with another, 0.5–1.</summary>
    public double MixShare { get; init; }

    /// <param name="Left">And the others: shares of the image's sides, 0–1.</param>
    public readonly record struct Rectangle(double Left, double Top, double Width, double Height);

    /// <summary>The same numbers for the same seed, epoch, sample and copy, whatever the batch.</summary>
    /// <param name="copy">How often the epoch has looked at this sample before.</param>
    public static AugmentationDraw Of(AugmentationRecipe recipe, long seed, int epoch, int sample, int copy = 0)
    {
        // Every number is drawn, used or not, and new ones at the end: switching one change off leaves the others as they were.
        var random = copy == 0
            ? new SeededRandom(seed, DrawPurpose.Augmentation, epoch, sample)
            : new SeededRandom(seed, DrawPurpose.Augmentation, epoch, sample, copy);
        var flipX = random.NextBool() && recipe.FlipHorizontal ? -1 : 1;
        var flipY = random.NextBool() && recipe.FlipVertical ? -1 : 1;
        var angle = Radians(random.NextSigned() * recipe.RotationDegrees);
        var zoom = 1 + (random.NextSigned() * recipe.Scale);
        var (shiftX, shiftY) = (random.NextSigned() * recipe.Translation, random.NextSigned() * recipe.Translation);
        var (brightness, contrast) = (random.NextSigned() * recipe.Brightness, 1 + (random.NextSigned() * recipe.Contrast));
        var (shearX, shearY) = (Math.Tan(Radians(random.NextSigned() * recipe.ShearDegrees)), Math.Tan(Radians(random.NextSigned() * recipe.ShearDegrees)));
        var cut = random.NextDouble() * recipe.Crop;
        var (cropX, cropY) = (random.NextSigned() * cut / 2, random.NextSigned() * cut / 2);

        // new → old: shears, then turned and scaled, then mirrored and shifted, all inside what the crop leaves.
        var (sin, cos) = Math.SinCos(angle);
        var kept = (1 - cut) / zoom;
        return new AugmentationDraw(
            flipX * kept * ((cos * (1 + (shearX * shearY))) - (sin * shearY)),
            flipX * kept * ((cos * shearX) - sin),
            flipY * kept * ((sin * (1 + (shearX * shearY))) + (cos * shearY)),
            flipY * kept * ((sin * shearX) + cos),
            ((1 - cut) * shiftX) + cropX,
            ((1 - cut) * shiftY) + cropY,
            brightness,
            contrast)
        {
            Blur = random.NextDouble() * recipe.Blur,
            Gamma = Math.Pow(1 + recipe.Gamma, random.NextSigned()),
            CutOut = DrawRectangle(recipe.CutOut, random),
            ElasticSeed = random.NextUInt64(),
            ElasticAmount = recipe.ElasticAmount,
            ElasticSmoothness = recipe.ElasticSmoothness,
            MixShare = MixUp.DrawShare(recipe.MixUp, random.NextUInt64()),
        };
    }

    /// <summary>One draw for each look; the first one's for all where the recipe says so.</summary>
    /// <param name="batch">The whole batch, also where memory allows only parts of it at once.</param>
    public static AugmentationDraw[] OfBatch(AugmentationRecipe recipe, long seed, int epoch, ReadOnlySpan<SampleDraw> batch)
    {
        var draws = new AugmentationDraw[batch.Length];
        for (var slot = 0; slot < draws.Length; slot++)
        {
            var look = batch[recipe.SharedByBatch ? 0 : slot];
            draws[slot] = Of(recipe, seed, epoch, look.Sample, look.Copy);
        }

        return draws;
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

    /// <summary>Sides and place are drawn evenly, and the whole rectangle lies inside.</summary>
    static Rectangle DrawRectangle(double largest, SeededRandom random)
    {
        var (width, height) = (random.NextDouble() * largest, random.NextDouble() * largest);
        return new Rectangle(random.NextDouble() * (1 - width), random.NextDouble() * (1 - height), width, height);
    }

    static double Radians(double degrees) => degrees * Math.PI / 180;
}
