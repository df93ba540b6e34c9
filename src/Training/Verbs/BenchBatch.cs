using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Training.Detection;
using Studio.Training.Randomness;
using Studio.Training.Sampling;
using static TorchSharp.torch;

namespace Studio.Training.Verbs;

/// <summary>Random images with targets of the kind that a network answers, the same in every process.</summary>
static class BenchBatch
{
    const int Seed = 1;
    const int BoxesPerImage = 8;

    /// <returns>float32 [N, C, H, W] as training sees them (patches with their margin), and the target, see <see cref="OutputKind"/>.</returns>
    public static (Tensor Images, Tensor Target) Create(Recipe recipe, int classes)
    {
        manual_seed(Seed);
        var (batch, patch) = ((long)recipe.Training.BatchSize, PatchGeometry.Of(recipe));
        var images = randn(batch, recipe.Input.Channels, patch.Height, patch.Width);
        var target = ArchitectureFacts.Of(recipe.Architecture).Output switch
        {
            OutputKind.ClassMap => randint(classes + 1, [batch, patch.InnerHeight, patch.InnerWidth], ScalarType.Int64),
            OutputKind.Tags => Tags(recipe, batch, classes),
            OutputKind.OneBox => rand(batch, 4) / 2,
            _ => DetectionTarget.Pack(
                [.. Enumerable.Range(0, (int)batch).Select(image => Boxes(image, classes, patch.Height, patch.Width))], patch.Height, patch.Width),
        };
        return (images, target);
    }

    /// <summary>Yes or no for each class; exactly one yes where the classes exclude each other.</summary>
    static Tensor Tags(Recipe recipe, long batch, int classes) => recipe.Loss.Name == "cross-entropy-tags"
        ? zeros(batch, classes).scatter_(1, randint(classes, [batch, 1], ScalarType.Int64), 1.0)
        : randint(2, [batch, classes], ScalarType.Float32);

    /// <summary>Boxes of a sixteenth up to a half of the sides.</summary>
    static LabelledBox[] Boxes(int image, int classes, int height, int width)
    {
        var random = new SeededRandom(Seed, image);
        return [.. Enumerable.Range(0, BoxesPerImage).Select(_ =>
        {
            var (w, h) = (width * Side(random), height * Side(random));
            var (x, y) = (random.NextDouble() * (width - w), random.NextDouble() * (height - h));
            return new LabelledBox(random.NextIndex(classes), (float)x, (float)y, (float)(x + w), (float)(y + h));
        })];
    }

    static double Side(SeededRandom random) => 0.0625 + (random.NextDouble() * 0.4375);
}

/// <summary>Classes of a project that is made up for a measurement.</summary>
static class BenchClasses
{
    public static IReadOnlyList<ClassDefinition> Of(int count) =>
        [.. Enumerable.Range(1, count).Select(index => ClassPalette.Define(index, $"class {index}"))];
}
