namespace Studio.Bench;

/// <summary>One training step (U-Net, base 16, 256², batch 8, 3 classes, soft IoU, AdamW) against the same step in PyTorch.</summary>
public static class TrainBenchmark
{
    const int Rounds = 3;
    const int Steps = 12;
    const double Megabyte = 1024 * 1024;

    sealed record StepResult(double[] StepMs, double Loss, long PeakMemoryBytes);

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellation)
    {
        var bfloat16 = CpuHasBfloat16();
        List<StepResult> ours = [], tuned = [], plain = [];
        // In turn, so that a change of the machine's speed meets all three.
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await Peer.RunTrainingAsync<StepResult>(
                ["bench-step", "--steps", $"{Steps}", "--precision", bfloat16 ? "bfloat16" : "float32", "--json"], cancellation));
            tuned.Add(await Peer.RunPythonAsync<StepResult>(
                "unet_step.py", ["--steps", $"{Steps}", "--channels-last", "--tune-malloc", .. bfloat16 ? ["--bf16"] : Array.Empty<string>()], cancellation));
            plain.Add(await Peer.RunPythonAsync<StepResult>("unet_step.py", ["--steps", $"{Steps / 2}", "--warmup", "2"], cancellation));
        }

        var (ourMs, tunedMs, plainMs) = (MedianMs(ours), MedianMs(tuned), MedianMs(plain));
        var ratios = ours.Zip(tuned, (a, b) => Sample.Median(a.StepMs) / Sample.Median(b.StepMs)).ToArray();
        var spread = ratios.Max() - ratios.Min();
        var ourMemory = ours.Max(result => result.PeakMemoryBytes) / Megabyte;
        var peerMemory = tuned.Max(result => result.PeakMemoryBytes) / Megabyte;
        return
        [
            new Figure("step, ours", ourMs, "ms", null, tunedMs),
            new Figure("step, PyTorch with its defaults", plainMs, "ms"),
            // Within spread: the ratio may exceed 1 by no more than the rounds differ among themselves.
            new Figure("ratio to PyTorch, same settings", Sample.Median(ratios), "", $"≤ 1.0 within spread {spread:0.00}", 1, Sample.Median(ratios) <= 1 + spread),
            Figure.AtMost("ratio to PyTorch, its defaults", ourMs / plainMs, "", 0.35),
            Figure.AtMost("peak memory ratio, same settings", ourMemory / peerMemory, "", 1.1),
            new Figure("peak memory, ours", ourMemory, "MB", null, peerMemory),
        ];
    }

    static double MedianMs(IEnumerable<StepResult> results) => Sample.Median(results.SelectMany(result => result.StepMs));

    public static bool CpuHasBfloat16() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal)) is { } flags
        && (flags.Contains("avx512_bf16", StringComparison.Ordinal) || flags.Contains("amx_bf16", StringComparison.Ordinal));
}
