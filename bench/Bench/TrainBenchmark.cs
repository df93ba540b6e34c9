namespace Studio.Bench;

/// <summary>
/// A training step of every architecture against the same step in PyTorch, what augmentation costs a run, and how fast
/// images are prepared.
/// </summary>
public static class TrainBenchmark
{
    /// <summary>A part for each architecture, and one for the way of images into a network.</summary>
    public static IReadOnlyList<string> Parts { get; } = [.. TrainBenchmarkCases.All.Select(test => test.Architecture), TrainBenchmarkData.Name];

    public const string Gpu = "cuda";

    public static IReadOnlyList<string> Devices { get; } = ["cpu", Gpu];

    /// <param name="only">Some of the <see cref="Parts"/>; empty: all of them.</param>
    /// <param name="device">One of <see cref="Devices"/>.</param>
    public static async Task<IReadOnlyList<Figure>> RunAsync(IReadOnlyList<string> only, string device, CancellationToken cancellation)
    {
        var bfloat16 = device == Gpu || CpuHasBfloat16();
        List<Figure> figures = [];
        foreach (var test in TrainBenchmarkCases.All.Where(test => only.Count == 0 || only.Contains(test.Architecture)))
        {
            Console.Error.WriteLine($"  {test.Architecture}");
            figures.AddRange(device == Gpu
                ? await TrainBenchmarkSteps.MeasureOnGpuAsync(test, cancellation)
                : await TrainBenchmarkSteps.MeasureAsync(test, bfloat16, cancellation));
        }

        if (only.Count == 0 || only.Contains(TrainBenchmarkData.Name))
            figures.AddRange(await TrainBenchmarkData.MeasureAsync(device, cancellation));
        return figures;
    }

    public static bool CpuHasBfloat16() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal)) is { } flags
        && (flags.Contains("avx512_bf16", StringComparison.Ordinal) || flags.Contains("amx_bf16", StringComparison.Ordinal));
}
