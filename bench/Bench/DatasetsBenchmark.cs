using System.Diagnostics;
using Studio.Bench.Datasets;
using Studio.Harness;
using Studio.Imaging;
using Studio.Imaging.Quality;
using Studio.Imaging.Similarity;

namespace Studio.Bench;

/// <summary>Work on large sets of images, on made-up rows and pictures.</summary>
public static class DatasetsBenchmark
{
    const int Pictures = 100_000;

    /// <summary>One in so many pictures is a copy of another, turned by 3°.</summary>
    const int CopyEvery = 100;

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        Console.Error.WriteLine("  a project of a million images");
        var project = await MillionImages.BuildAsync(folder["many"], cancellation: cancellation);
        return
        [
            .. await SplitFigures.MeasureAsync(folder["many"], cancellation),
            .. await ImageSearchFigures.MeasureAsync(folder["many"], project, cancellation),
            .. FindNearDuplicates(cancellation),
        ];
    }

    static IReadOnlyList<Figure> FindNearDuplicates(CancellationToken cancellation)
    {
        Console.Error.WriteLine("  drawing pictures");
        var fingerprints = new PictureFingerprint[Pictures];
        var clock = Stopwatch.StartNew();
        Parallel.For(0, Pictures, new ParallelOptions { CancellationToken = cancellation }, place =>
        {
            fingerprints[place] = PictureFingerprint.Of(Load(place));
        });
        var drawn = clock.Elapsed;
        Console.Error.WriteLine("  near duplicates");
        clock.Restart();
        var found = NearDuplicateSearch.Find(fingerprints, Load, null, cancellation);
        var seconds = clock.Elapsed.TotalSeconds;
        var copies = found.Count(pair => pair.Second % CopyEvery == CopyEvery - 1 && pair.First == pair.Second - 1);
        return
        [
            new Figure("fingerprints of pictures of 64², drawing included", Pictures / drawn.TotalSeconds, "images/s"),
            Figure.AtMost($"near duplicates among {Pictures:N0} pictures", seconds, "s", 120),
            Figure.AtLeast("  planted copies found, turned by 3°", (double)copies / (Pictures / CopyEvery), "", 1),
            Figure.AtMost("  false pairs", found.Count - copies, "", 0),
            Figure.AtMost("  memory of the whole process", Environment.WorkingSet / 1e9, "GB", 1),
            Figure.AtLeast("measures of pictures of 512², one core", MeasuresPerSecond(), "images/s", 300),
        ];
    }

    /// <summary>Of deep grey pictures and of pictures in colour, the slowest kinds.</summary>
    static double MeasuresPerSecond()
    {
        const int pictures = 200;
        RasterLayout[] layouts = [new(512, 512, 1, 2, 16), new(512, 512, 3, 1, 8)];
        var samples = layouts.Select(layout => new byte[layout.ByteCount]).ToArray();
        foreach (var content in samples)
            new Random(1).NextBytes(content);
        Stopwatch clock = new();
        for (var picture = -pictures; picture < pictures; picture++)
        {
            if (picture == 0)
                clock.Restart();
            var kind = Math.Abs(picture) % layouts.Length;
            PictureMeasures.Of(new RasterImage(layouts[kind], samples[kind]));
        }

        return pictures / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Drawn whenever it is asked for, as a studio reads it from the disk.</summary>
    static GreyPicture Load(int place) => place % CopyEvery == CopyEvery - 1 ? Placement.Turned(3).Apply(Draw(place - 1)) : Draw(place);

    /// <summary>Soft waves and grain; the same number draws the same picture.</summary>
    static GreyPicture Draw(int seed)
    {
        const int side = 64;
        var random = new Random(seed);
        var values = new float[side * side];
        for (var wave = 0; wave < 8; wave++)
        {
            var (x, y, phase) = ((random.NextDouble() - 0.5) * 12, (random.NextDouble() - 0.5) * 12, random.NextDouble() * 2 * Math.PI);
            var columns = Enumerable.Range(0, side).Select(place => phase + (2 * Math.PI * x * place / side)).ToArray();
            for (var row = 0; row < side; row++)
            {
                for (var column = 0; column < side; column++)
                    values[(row * side) + column] += MathF.Sin((float)(columns[column] + (2 * Math.PI * y * row / side)));
            }
        }

        for (var place = 0; place < values.Length; place++)
            values[place] += random.NextSingle() * 0.5f;
        return new GreyPicture(side, side, values);
    }
}
