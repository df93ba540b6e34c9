using System.Diagnostics;
using System.Text.Json;
using Studio.Harness;

namespace Studio.Bench.Datasets;

/// <summary>Parting a million images and freezing a version of them, each as a whole process of the command line.</summary>
static class SplitFigures
{
    const int Rounds = 3;
    const double Gigabyte = 1e9;

    sealed record Process(double Seconds, double Gigabytes, string Output);

    /// <param name="dataFolder">What <see cref="MillionImages"/> built.</param>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(string dataFolder, CancellationToken cancellation)
    {
        Console.Error.WriteLine("  splits");
        await RunAsync(dataFolder, cancellation, "--stratify", $"class,category,{MillionImages.SiteField}");
        var plans = new List<Process>();
        for (var round = 0; round < Rounds; round++)
            plans.Add(await RunAsync(dataFolder, cancellation));
        var frozen = await RunAsync(dataFolder, cancellation, "--freeze");
        var deviation = JsonDocument.Parse(plans[0].Output).RootElement.GetProperty("deviation").GetDouble();
        var plan = plans.MinBy(process => process.Seconds)!;
        return
        [
            Figure.AtMost($"plan a split of {MillionImages.Images:N0} images, start of the program included", plan.Seconds, "s", 20),
            Figure.AtMost("  freeze a version of them", frozen.Seconds - plan.Seconds, "s", 60),
            Figure.AtMost("  memory of the whole process", Math.Max(plan.Gigabytes, frozen.Gigabytes), "GB", 1),
            Figure.AtMost("  mean deviation of a part from the whole, by class, kind and site", deviation, "", 0.005),
        ];
    }

    static async Task<Process> RunAsync(string dataFolder, CancellationToken cancellation, params string[] options)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Repository.Program("src/Studio", "Studio"), "split", "--project", MillionImages.Slug, "--data", dataFolder, "--json", .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var clock = Stopwatch.StartNew();
        using var process = System.Diagnostics.Process.Start(start)!;
        using var memory = new ProcessTreeMemory(process.Id);
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? new Process(clock.Elapsed.TotalSeconds, memory.PeakBytes / Gigabyte, await output)
            : throw new InvalidOperationException($"The split was not planned. {await errors}");
    }
}
