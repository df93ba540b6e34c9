using System.Runtime.InteropServices;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Imaging.Labelmaps;
using Studio.Training.Tests.Worker;

namespace Studio.Training.Tests.Jobs;

/// <summary>16-bit pictures with a bright disc (class 1) and a dark square (class 2) on noise; easy enough to learn in seconds.</summary>
static class SyntheticDataset
{
    public static IReadOnlyList<ClassDefinition> Classes { get; } = [ClassPalette.Define(1, "disc"), ClassPalette.Define(2, "square")];

    public static Recipe Recipe(params string[] overrides)
    {
        var recipe = new Recipe
        {
            Id = "test",
            Name = "Test",
            Summary = "Small and fast.",
            Input = new InputRecipe { Height = 32, Width = 32 },
            Architecture = new ArchitectureRecipe { BaseChannels = 8, Depth = 3 },
            Loss = new LossRecipe { Name = "dice-cross-entropy" },
            Optimizer = new OptimizerRecipe { LearningRate = 0.01 },
            Training = new TrainingRecipe { Epochs = 4, BatchSize = 4, EarlyStoppingEpochs = 0 },
        };
        return RecipeOverrides.Apply(recipe, overrides).Require();
    }

    public static JobSpec Job(TestStudio studio, string workFolder, Recipe recipe, int training = 16, int validation = 4, int test = 4)
    {
        var splits = Enumerable.Repeat(Split.Training, training)
            .Concat(Enumerable.Repeat(Split.Validation, validation))
            .Concat(Enumerable.Repeat(Split.Test, test));
        var samples = splits.Select((split, index) => Sample(studio, index, split)).ToList();
        return new JobSpec(
            Guid.NewGuid(), JobKind.Train, 1, 1, "Phantoms", recipe, "cpu", Classes, samples, "version-1", null, Split.Test, workFolder);
    }

    /// <summary>The same pictures with boxes around both and answers, one structure missing in half of the pictures each.</summary>
    public static JobSpec WithBoxesAndTags(JobSpec job, TestStudio studio, bool missing) => job with
    {
        Samples = [.. job.Samples.Select(sample =>
        {
            var index = (int)sample.ImageId - 1;
            var (hasDisc, hasSquare) = missing ? (index % 2 == 0, index / 2 % 2 == 0) : (true, true);
            var (pixels, classes) = Draw(index, sample.Rows, sample.Columns, hasDisc, hasSquare);
            return sample with
            {
                Pixels = studio.AddBlob(MemoryMarshal.AsBytes<ushort>(pixels).ToArray()),
                Labelmap = null,
                Tags = [new TagSpec(1, hasDisc), new TagSpec(2, hasSquare)],
                Boxes = [.. BoxesOf(classes, sample.Rows, sample.Columns)],
            };
        })],
    };

    static IEnumerable<BoxSpec> BoxesOf(byte[] classes, int rows, int columns)
    {
        for (var index = 1; index <= 2; index++)
        {
            var pixels = Enumerable.Range(0, rows * columns).Where(pixel => classes[pixel] == index).ToList();
            if (pixels.Count > 0)
            {
                var (top, left) = (pixels.Min(pixel => pixel / columns), pixels.Min(pixel => pixel % columns));
                yield return new BoxSpec(
                    index, left, top, pixels.Max(pixel => pixel % columns) + 1 - left, pixels.Max(pixel => pixel / columns) + 1 - top);
            }
        }
    }

    static SampleSpec Sample(TestStudio studio, int index, Split split)
    {
        const int rows = 40;
        const int columns = 48;
        var (pixels, classes) = Draw(index, rows, columns);
        return new SampleSpec(
            index + 1, $"image-{index:00}.png", $"patient-{index / 2}", split, rows, columns, 1, 2, 12, false, false, null, null,
            studio.AddBlob(MemoryMarshal.AsBytes<ushort>(pixels).ToArray()),
            studio.AddBlob(LabelmapPacking.Pack(classes)));
    }

    public static (ushort[] Pixels, byte[] Classes) Draw(int index, int rows, int columns, bool hasDisc = true, bool hasSquare = true)
    {
        var random = new Random(index);
        var pixels = new ushort[rows * columns];
        var classes = new byte[rows * columns];
        var (discRow, discColumn) = (random.Next(8, rows - 8), random.Next(8, (columns / 2) - 2));
        var (top, left) = (random.Next(2, rows - 14), random.Next((columns / 2) + 6, columns - 14));
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var inDisc = hasDisc && Math.Pow(row - discRow, 2) + Math.Pow(column - discColumn, 2) < 36;
                var inSquare = hasSquare && row >= top && row < top + 11 && column >= left && column < left + 11;
                classes[(row * columns) + column] = (byte)(inDisc ? 1 : inSquare ? 2 : 0);
                var level = inDisc ? 3000 : inSquare ? 600 : 1800;
                pixels[(row * columns) + column] = (ushort)(level + random.Next(-200, 200));
            }
        }

        return (pixels, classes);
    }
}
