using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Recipes;
using Studio.Harness;

namespace Studio.Bench;

/// <summary>
/// Training steps of one architecture, ours and PyTorch's in turns. PyTorch gets our weights and batch first, and the
/// benchmark stops unless it makes the same of them.
/// </summary>
static class TrainBenchmarkSteps
{
    const int Threads = 2;
    const int Rounds = 5;
    const double TurnMs = 1200;
    const int LeastSteps = 2;
    const int MostSteps = 12;
    const double Megabyte = 1024 * 1024;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(StepCase test, bool bfloat16, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var pair = new StepPair(folder, test, bfloat16, "cpu");
        await using var ours = await pair.StartOursAsync(cancellation);
        await using var tuned = await pair.StartPeerAsync(tuned: true, compiled: false, cancellation);
        var (ourMs, tunedMs, ratios) = await TakeTurnsAsync(ours, tuned, cancellation);
        List<Figure> figures = [new Figure($"{test.Architecture}, step", ourMs, "ms", null, tunedMs), WithinSpread(test.Architecture, ratios)];
        figures.Add(Figure.AtMost(
            $"{test.Architecture}, peak memory, ratio to PyTorch", ours.PeakMemoryBytes / (double)tuned.PeakMemoryBytes, "", 1.1));
        if (test.Architecture == TrainBenchmarkCases.Plain)
        {
            figures.Add(new Figure("  peak memory", ours.PeakMemoryBytes / Megabyte, "MB", null, tuned.PeakMemoryBytes / Megabyte));
            await using var plain = await pair.StartPeerAsync(tuned: false, compiled: false, cancellation);
            var (againMs, plainMs, plainRatios) = await TakeTurnsAsync(ours, plain, cancellation);
            figures.Add(new Figure($"{test.Architecture}, step, PyTorch's defaults", againMs, "ms", null, plainMs));
            figures.Add(Figure.AtMost($"{test.Architecture}, ratio to PyTorch's defaults", Sample.Median(plainRatios), "", 0.35));
        }

        return figures;
    }

    /// <summary>Images per second on the GPU, against PyTorch step by step with mixed precision and against its compiler.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureOnGpuAsync(StepCase test, CancellationToken cancellation)
    {
        using var folder = new TemporaryFolder();
        var pair = new StepPair(folder, test, BFloat16: true, TrainBenchmark.Gpu);
        await using var ours = await pair.StartOursAsync(cancellation);
        List<Figure> figures = [];
        foreach (var (name, compiled) in new[] { ("eager with AMP", false), ("torch.compile with AMP", true) })
        {
            await using var peer = await pair.StartPeerAsync(tuned: true, compiled, cancellation);
            var (ourMs, peerMs, ratios) = await TakeTurnsAsync(ours, peer, cancellation);
            var batch = 1000.0 * test.Recipe().Training.BatchSize;
            figures.Add(new Figure($"{test.Architecture}, steps alone, peer: {name}", batch / ourMs, "images/s", null, batch / peerMs));
            var gain = 1 / Sample.Median(ratios);
            var label = $"{test.Architecture}, rate to PyTorch, {name}";
            figures.Add(compiled ? new Figure(label, gain, "") : Figure.AtLeast(label, gain, "", 1.2));
        }

        return figures;
    }

    /// <summary>Whoever was first in one round is second in the next, so that a drift of the machine's speed meets both alike.</summary>
    static async Task<(double OurMs, double PeerMs, double[] Ratios)> TakeTurnsAsync(
        TrainBenchmarkTurns ours, TrainBenchmarkTurns peer, CancellationToken cancellation)
    {
        var steps = Math.Clamp((int)(TurnMs / (await peer.MeasureAsync(1, cancellation))[0]), LeastSteps, MostSteps);
        List<double> ourMs = [], peerMs = [], ratios = [];
        for (var round = 0; round < Rounds; round++)
        {
            var first = await (round % 2 == 0 ? ours : peer).MeasureAsync(steps, cancellation);
            var second = await (round % 2 == 0 ? peer : ours).MeasureAsync(steps, cancellation);
            var (own, other) = round % 2 == 0 ? (first, second) : (second, first);
            ourMs.AddRange(own);
            peerMs.AddRange(other);
            ratios.Add(Sample.Median(own) / Sample.Median(other));
        }

        return (Sample.Median(ourMs), Sample.Median(peerMs), [.. ratios]);
    }

    /// <summary>The ratio may exceed 1 by no more than the rounds differ among themselves, the two most unlike ones left out.</summary>
    static Figure WithinSpread(string name, double[] ratios)
    {
        var middle = ratios.Order().ToArray()[1..^1];
        var (ratio, spread) = (Sample.Median(ratios), middle[^1] - middle[0]);
        return new Figure($"{name}, ratio to PyTorch", ratio, "", $"≤ 1.0 within spread {spread:0.00}", null, ratio <= 1 + spread);
    }

    /// <summary>Our program and PyTorch's for one case.</summary>
    sealed record StepPair(TemporaryFolder Folder, StepCase Test, bool BFloat16, string Device)
    {
        Recipe Recipe { get; } = WithPrecision(Test.Recipe(), BFloat16);

        /// <summary>Must be first: it writes what its peer is compared by.</summary>
        public async Task<TrainBenchmarkTurns> StartOursAsync(CancellationToken cancellation)
        {
            await File.WriteAllTextAsync(Folder["recipe.yaml"], RecipeWriter.Write(Recipe), cancellation);
            return await TrainBenchmarkTurns.StartAsync(
                Peer.TrainingCommand(
                    ["bench-step", "--recipe", Folder["recipe.yaml"], "--classes", $"{Test.Classes}", "--threads", $"{Threads}",
                     "--share", Folder["shared"], "--turns", "--device", Device]),
                cancellation);
        }

        public async Task<TrainBenchmarkTurns> StartPeerAsync(bool tuned, bool compiled, CancellationToken cancellation)
        {
            var settings = Folder[$"peer-{tuned}-{compiled}.json"];
            var options = new { Recipe, classes = Test.Classes, threads = Threads, tuned, bf16 = BFloat16, Device, compile = compiled };
            await File.WriteAllTextAsync(settings, JsonSerializer.Serialize(options, ContractJson.Options), cancellation);
            return await TrainBenchmarkTurns.StartAsync(Peer.PythonCommand("training_step.py", [settings, Folder["shared"]]), cancellation);
        }

        static Recipe WithPrecision(Recipe recipe, bool bfloat16) =>
            recipe with { Training = recipe.Training with { Precision = bfloat16 ? "bfloat16" : "float32" } };
    }
}
