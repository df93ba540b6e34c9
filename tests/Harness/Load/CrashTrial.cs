using System.Diagnostics;

namespace Studio.Harness;

/// <summary>
/// Kills the studio again and again while a team draws, and compares after each restart what the annotators were told is
/// stored with what is there. Kill -9 leaves the system's own caches whole; that what is acknowledged also survives a
/// power cut is the database's setting (synchronous=FULL), which a test of its own reads.
/// </summary>
public sealed class CrashTrial(AnnotatorTeam team, int seed = 1)
{
    static readonly TimeSpan ShortestCalm = TimeSpan.FromSeconds(0.7);
    static readonly TimeSpan LongestCalm = TimeSpan.FromSeconds(2.5);
    static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(60);

    /// <summary>Annotators whose labels are compared after each restart; all of them are at the end.</summary>
    const int LabelsPerKill = 5;

    readonly Random random = new(seed);
    readonly List<TimeSpan> restarts = [];
    int lost;
    int doubled;
    int labelsCompared;
    int labelsWrong;

    public async Task<CrashReport> RunAsync(int kills)
    {
        using var stop = new CancellationTokenSource();
        var work = team.WorkAsync(stop.Token);
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.WhenAny(work, Task.Delay(ShortestCalm + ((LongestCalm - ShortestCalm) * random.NextDouble())));
            if (work.IsCompleted)
                break;
            await KillAsync(kill);
        }

        await stop.CancelAsync();
        await work;
        foreach (var annotator in team.Annotators)
            await CompareAsync(annotator, annotator.Acknowledged, everything: true);
        return new CrashReport(
            team.Annotators.Sum(annotator => annotator.Acknowledged.Count),
            team.Annotators.Sum(annotator => annotator.Unanswered),
            lost, doubled, labelsCompared, labelsWrong, restarts);
    }

    async Task KillAsync(int kill)
    {
        List<IReadOnlyList<Guid>> acknowledged = [];
        long started = 0;
        await team.RestartAfterKillAsync(() =>
        {
            acknowledged = [.. team.Annotators.Select(annotator => annotator.Acknowledged)];
            started = Stopwatch.GetTimestamp();
        });
        restarts.Add(await FirstAnswerAsync(started));
        for (var number = 0; number < team.Annotators.Count; number++)
            await CompareAsync(team.Annotators[number], acknowledged[number], everything: (number + kill) % team.Annotators.Count < LabelsPerKill);
    }

    /// <summary>From the begin of the start to the first acknowledgement after it.</summary>
    async Task<TimeSpan> FirstAnswerAsync(long started)
    {
        while (Stopwatch.GetElapsedTime(started) < AnswerLimit)
        {
            var answers = team.Annotators.Select(annotator => annotator.LastAnswerAt).Where(at => at > started).ToList();
            if (answers.Count > 0)
                return Stopwatch.GetElapsedTime(started, answers.Min());
            await Task.Delay(5);
        }

        throw new InvalidOperationException($"No stroke was acknowledged within {AnswerLimit.TotalSeconds} s of a restart.{Environment.NewLine}{team.Studio.Output}");
    }

    /// <param name="everything">The labels too.</param>
    async Task CompareAsync(Annotator annotator, IReadOnlyList<Guid> acknowledged, bool everything)
    {
        var stored = await team.ReadOperationsAsync(annotator);
        lost += acknowledged.Except(stored).Count();
        doubled += stored.Count - stored.Distinct().Count();
        // What is stored is what was drawn, in the order in which it was drawn, up to some stroke.
        if (!stored.SequenceEqual(annotator.Drawn.Take(stored.Count)))
            throw new InvalidOperationException($"The strokes of {annotator.Place.Name} are stored in another order than drawn.");
        if (!everything)
            return;
        labelsCompared++;
        if (!await team.HasExpectedLabelsAsync(annotator))
            labelsWrong++;
    }
}

/// <param name="Acknowledged">Strokes in all.</param>
/// <param name="Unanswered">Sendings that a kill cut off, or that found no studio; each was repeated.</param>
/// <param name="Lost">Acknowledged strokes that were not there after a restart.</param>
/// <param name="Doubled">Operations stored twice.</param>
/// <param name="Restarts">From the begin of each start to the first acknowledged stroke.</param>
public sealed record CrashReport(
    int Acknowledged,
    int Unanswered,
    int Lost,
    int Doubled,
    int LabelsCompared,
    int LabelsWrong,
    IReadOnlyList<TimeSpan> Restarts);
