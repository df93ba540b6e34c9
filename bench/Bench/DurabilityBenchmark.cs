using Studio.Harness;

namespace Studio.Bench;

/// <summary>
/// 50 annotators draw a stroke per second each, on images of 2048×2560 and of 512×512, against a real studio: how long a
/// stroke waits for its acknowledgement, and whether any acknowledged stroke is missing after the studio was killed 50
/// times under that load. Those who draw and the studio share the machine.
/// </summary>
public static class DurabilityBenchmark
{
    const int Annotators = 50;
    const int Kills = 50;

    /// <summary>The code of the studio is compiled and its caches are filled while the first strokes come in.</summary>
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Measured = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellation)
    {
        await using var team = await AnnotatorTeam.StartAsync(Annotators, new ImageSize(2560, 2048, 5), new ImageSize(512, 512, 5));
        await WorkAsync(team, WarmUp, cancellation);
        var before = team.Annotators.Select(annotator => annotator.Waits.Count).ToList();
        await WorkAsync(team, Measured, cancellation);
        var waits = team.Annotators.SelectMany((annotator, number) => annotator.Waits.Skip(before[number]))
            .Select(wait => wait.TotalMilliseconds)
            .ToList();
        var crashes = await new CrashTrial(team).RunAsync(Kills);
        var restarts = crashes.Restarts.Select(restart => restart.TotalSeconds).ToList();
        return
        [
            new Figure("strokes acknowledged without kills", waits.Count, "strokes"),
            Figure.AtMost("wait for the acknowledgement, median", Sample.Median(waits), "ms", 50),
            Figure.AtMost("wait for the acknowledgement, 99 of 100", Sample.Percentile(waits, 0.99), "ms", 500),
            new Figure("wait for the acknowledgement, longest", waits.Max(), "ms"),
            new Figure("kills under load", crashes.Restarts.Count, "kills", $"= {Kills}", null, crashes.Restarts.Count == Kills),
            new Figure("strokes acknowledged in all", crashes.Acknowledged, "strokes"),
            new Figure("sendings cut off or without an answer", crashes.Unanswered, ""),
            Figure.AtMost("acknowledged strokes lost", crashes.Lost, "strokes", 0),
            Figure.AtMost("strokes stored twice", crashes.Doubled, "strokes", 0),
            Figure.AtMost($"labels that differ, of {crashes.LabelsCompared} compared", crashes.LabelsWrong, "labels", 0),
            new Figure("start after a kill to the first acknowledgement", Sample.Median(restarts), "s"),
            new Figure("the slowest of these starts", restarts.Max(), "s"),
        ];
    }

    static async Task WorkAsync(AnnotatorTeam team, TimeSpan duration, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(duration);
        await team.WorkAsync(stop.Token);
        cancellation.ThrowIfCancellationRequested();
    }
}
