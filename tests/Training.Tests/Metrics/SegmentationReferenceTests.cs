using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Imaging.Tests;
using Studio.Training.Metrics;

namespace Studio.Training.Tests.Metrics;

/// <summary>Every metric of a mask, and the distance transform, against scikit-image, SciPy and NumPy of the system's Python.</summary>
public sealed class SegmentationReferenceTests
{
    const double Tolerance = 1e-6;
    static readonly string[] Names = ["iou", "dice", "precision", "recall", "specificity", "volumedifference", "imagesensitivity", "imagespecificity", "tp", "fp", "fn"];

    public sealed record MaskCase(int Rows, int Columns, double[]? Spacing, int Classes, int[] Truth, int[] Answer);

    public sealed record GridCase(int[] Shape, double[] Spacing, int[] Sites);

    sealed record Asked(IReadOnlyList<MaskCase> Cases, IReadOnlyList<GridCase> Grids);

    sealed record CaseAnswer(double Accuracy, IReadOnlyList<Dictionary<string, double?>> Classes);

    sealed record Answered(IReadOnlyList<CaseAnswer> Cases, IReadOnlyList<double[]> Grids);

    [Fact]
    public void OfImage_ManyMasks_IsWhatPythonFinds()
    {
        List<MaskCase> cases = [.. Cases()];
        List<GridCase> grids = [.. Grids()];
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("asked.json"), JsonSerializer.Serialize(new Asked(cases, grids), ContractJson.Options));
        var lines = PythonPeer.Run("../Training.Tests/Metrics/segmentation_reference.py", folder.File("asked.json"));
        var expected = JsonSerializer.Deserialize<Answered>(lines[0], ContractJson.Options)!;

        Assert.Equal(cases.Count, expected.Cases.Count);
        foreach (var (place, item) in cases.Index())
        {
            Compare(place, item, expected.Cases[place]);
        }

        foreach (var (place, grid) in grids.Index())
        {
            var squared = new double[grid.Sites.Length];
            DistanceTransform.Squared(
                [.. grid.Sites.Select(site => (byte)site)], grid.Shape[0], grid.Shape[1], grid.Shape[2],
                new GridSpacing(grid.Spacing[0], grid.Spacing[1], grid.Spacing[2]), squared);
            Assert.All(squared.Zip(expected.Grids[place]), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
        }
    }

    static void Compare(int place, MaskCase item, CaseAnswer expected)
    {
        var classes = Enumerable.Range(1, item.Classes).Select(index => ClassPalette.Define(index, $"c{index}")).ToList();
        var values = SegmentationMetrics.OfImage(
            Sample(item), [.. item.Truth.Select(value => (byte)value)], [.. item.Answer.Select(value => (byte)value)], [], classes);
        void Check(string name, double? wanted)
        {
            Assert.True(values.TryGetValue(name, out var value), $"{name} is missing.");
            Assert.True(
                wanted is null == value is null && (wanted is null || Math.Abs(wanted.Value - value!.Value) <= Tolerance),
                $"Case {place} ({item.Columns}×{item.Rows}): {name} is {value} instead of {wanted}.");
        }

        Check("accuracy", expected.Accuracy);
        var unit = item.Spacing is null ? "px" : "mm";
        foreach (var (position, own) in expected.Classes.Index())
        {
            foreach (var name in Names)
            {
                Check($"{name}.c{position + 1}", own[name]);
            }

            Check($"hd95{unit}.c{position + 1}", own["hd95"]);
            Check($"assd{unit}.c{position + 1}", own["assd"]);
            if (own["hausdorff"] is { } hausdorff)
            {
                // The reference itself: scikit-image finds the same largest distance of the same surfaces.
                Assert.Equal(hausdorff, own["largest"]!.Value, Tolerance);
            }
        }
    }

    static SampleSpec Sample(MaskCase item) => new(
        1, "a", "p", Split.Test, item.Rows, item.Columns, 1, 1, 8, false, false, item.Spacing?[0], item.Spacing?[1], new BlobReference("", 0), null);

    static IEnumerable<MaskCase> Cases()
    {
        yield return new MaskCase(5, 7, null, 2, new int[35], new int[35]);
        yield return new MaskCase(5, 7, [1, 1], 1, [.. Enumerable.Repeat(1, 35)], [.. Enumerable.Repeat(1, 35)]);
        yield return new MaskCase(5, 7, [0.4, 2.5], 1, [.. Enumerable.Repeat(1, 35)], One(35, 0));
        yield return new MaskCase(5, 7, null, 1, One(35, 3), One(35, 34));
        yield return new MaskCase(5, 7, [2, 0.7], 1, One(35, 3), One(35, 3));
        yield return new MaskCase(5, 7, null, 2, One(35, 3), new int[35]);
        yield return new MaskCase(5, 7, null, 1, new int[35], One(35, 6));
        yield return new MaskCase(1, 9, [0.5, 0.3], 1, [0, 1, 1, 1, 0, 0, 0, 1, 0], [1, 1, 0, 0, 0, 0, 1, 1, 1]);
        yield return new MaskCase(9, 1, [0.5, 0.3], 1, [0, 1, 1, 1, 0, 0, 0, 1, 0], [1, 1, 0, 0, 0, 0, 1, 1, 1]);
        yield return new MaskCase(1, 1, null, 1, [1], [0]);
        double[]?[] spacings = [null, [1, 1], [0.8, 0.8], [0.31, 3.7], [5, 0.4]];
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var (rows, columns, classes) = (random.Next(2, 60), random.Next(2, 60), random.Next(1, 5));
            yield return new MaskCase(
                rows, columns, spacings[seed % spacings.Length], classes,
                seed % 2 == 0 ? Noise(random, rows * columns, classes) : Blobs(random, rows, columns, classes),
                seed % 4 < 2 ? Noise(random, rows * columns, classes) : Blobs(random, rows, columns, classes));
        }
    }

    static IEnumerable<GridCase> Grids()
    {
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            int[] shape = [seed < 4 ? 1 : random.Next(1, 9), random.Next(1, 15), random.Next(1, 15)];
            var sites = Enumerable.Range(0, shape[0] * shape[1] * shape[2]).Select(_ => random.Next(seed % 3 == 0 ? 3 : 40) == 0 ? 1 : 0).ToArray();
            sites[random.Next(sites.Length)] = 1;
            yield return new GridCase(shape, [random.NextDouble() + 0.1, random.NextDouble() + 0.1, (random.NextDouble() * 4) + 0.1], sites);
        }
    }

    static int[] One(int count, int place)
    {
        var mask = new int[count];
        mask[place] = 1;
        return mask;
    }

    static int[] Noise(Random random, int count, int classes) => [.. Enumerable.Range(0, count).Select(_ => random.Next(classes + 1))];

    static int[] Blobs(Random random, int rows, int columns, int classes)
    {
        var mask = new int[rows * columns];
        for (var blob = 0; blob < 6; blob++)
        {
            var (row, column, radius, index) = (random.Next(rows), random.Next(columns), random.Next(1, 12), random.Next(1, classes + 1));
            for (var pixel = 0; pixel < mask.Length; pixel++)
            {
                if (Math.Pow((pixel / columns) - row, 2) + Math.Pow((pixel % columns) - column, 2) <= radius * radius)
                {
                    mask[pixel] = index;
                }
            }
        }

        return mask;
    }
}
