using System.Diagnostics;
using System.Text.Json;
using Studio.Contracts;
using Studio.Harness;
using Studio.Imaging.Embedding;

namespace Studio.Bench;

/// <summary>
/// The map of pictures that look alike: laying out made-up descriptors of many kinds, and frames of a hundred thousand points in
/// headless Chromium without a GPU, its map at 1188×730.
/// </summary>
public static class MapBenchmark
{
    const int Kinds = 60;
    const int MapPoints = 100_000;

    sealed record Spread(double P50, double P95);

    sealed record FrameTimes(Spread Pan, Spread Zoom, Spread PanChosen, Spread Lasso);

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellation)
    {
        var figures = new List<Figure>();
        figures.AddRange(Lay(PictureMap.Landmarks, limitSeconds: 60, cancellation));
        figures.AddRange(Lay(MapPoints, limitSeconds: 180, cancellation));
        var frames = await MeasureFramesAsync();
        // 30 frames in a second.
        const double limit = 33.3;
        figures.Add(Figure.AtMost($"pan frame of {MapPoints:N0} points, median", frames.Pan.P50, "ms", limit));
        figures.Add(new Figure("pan frame, 95 of 100", frames.Pan.P95, "ms"));
        figures.Add(Figure.AtMost("zoom frame, median", frames.Zoom.P50, "ms", limit));
        figures.Add(Figure.AtMost("pan frame with some chosen, median", frames.PanChosen.P50, "ms", limit));
        figures.Add(new Figure("lasso finished until it is drawn, median", frames.Lasso.P50, "ms"));
        return figures;
    }

    static IEnumerable<Figure> Lay(int count, double limitSeconds, CancellationToken cancellation)
    {
        Console.Error.WriteLine($"  map of {count:N0} pictures");
        var pictures = Draw(count);
        var (clock, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        PictureMap.Lay(pictures, seed: 1, progress: null, cancellation);
        var seconds = clock.Elapsed.TotalSeconds;
        return
        [
            Figure.AtMost($"map of {count:N0} pictures", seconds, "s", limitSeconds),
            new Figure("  of all processors together", (Environment.CpuUsage.TotalTime - processor).TotalSeconds, "s"),
            new Figure("  memory of the whole process", Environment.WorkingSet / 1e9, "GB"),
        ];
    }

    /// <summary>Descriptors about as unlike as those of real pictures: each kind has its own middle.</summary>
    static PictureDescriptor[] Draw(int count)
    {
        var random = new Random(1);
        var middles = Enumerable.Range(0, Kinds).Select(_ => Enumerable.Range(0, PictureDescriptor.Length).Select(_ => random.Next(-60, 61)).ToArray()).ToArray();
        return [.. Enumerable.Range(0, count).Select(number =>
            new PictureDescriptor(Array.ConvertAll(middles[number % Kinds], value => (sbyte)Math.Clamp(value + random.Next(-50, 51), -127, 127))))];
    }

    static async Task<FrameTimes> MeasureFramesAsync()
    {
        using var folder = new TemporaryFolder();
        await using var studio = await StudioProcess.StartAsync(folder["data"]);
        await using var browser = await BrowserSession.StartAsync();
        var page = await browser.OpenAsync();
        await BrowserSession.SetUpOwnerAsync(page, studio);
        var times = await page.EvaluateAsync<JsonElement>(
            "async (count) => (await import('/js/workbench-bench.js')).measureMap({ count, width: 1188, height: 730 })", MapPoints);
        return times.Deserialize<FrameTimes>(ContractJson.Options)!;
    }
}
