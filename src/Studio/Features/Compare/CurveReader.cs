using Studio.Contracts.Jobs;
using Studio.Storage;

namespace Studio.Features.Compare;

/// <summary>The score on validation by epoch of one run.</summary>
/// <param name="Entry">Place of its entry in the comparison.</param>
/// <param name="Label">Of its entry.</param>
/// <param name="Points">By epoch, ascending; shares.</param>
/// <param name="BestEpoch">Whose weights were kept; null before there are any.</param>
public sealed record RunCurve(int Entry, string Label, Run Run, IReadOnlyList<(int Epoch, double Score)> Points, int? BestEpoch)
{
    public double? BestScore => Points.Where(point => point.Epoch == BestEpoch).Select(point => (double?)point.Score).FirstOrDefault();
}

/// <summary>Reads how the score of compared runs went while they were trained.</summary>
public sealed class CurveReader(JobEventStore events)
{
    /// <param name="entries">Runs of each entry.</param>
    public async Task<IReadOnlyList<RunCurve>> ReadAsync(IReadOnlyList<IReadOnlyList<Run>> entries, CancellationToken cancellationToken = default)
    {
        var curves = new List<RunCurve>();
        foreach (var (entry, place) in entries.Select((entry, place) => (entry, place)))
        {
            foreach (var run in entry)
                curves.Add(new RunCurve(place, SetupReader.Label(entry), run, await ReadAsync(run, cancellationToken), run.BestEpoch));
        }

        return curves;
    }

    /// <summary>A process that resumed has repeated epochs: the last report of each counts.</summary>
    async Task<IReadOnlyList<(int Epoch, double Score)>> ReadAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.JobId is not { } job)
            return [];
        var scores = new SortedDictionary<int, double>();
        foreach (var epoch in await events.ListAsync<EpochMetrics>(job, cancellationToken))
            scores[epoch.Epoch] = epoch.ValidationScore;
        return [.. scores.Where(score => double.IsFinite(score.Value)).Select(score => (score.Key, score.Value))];
    }
}
