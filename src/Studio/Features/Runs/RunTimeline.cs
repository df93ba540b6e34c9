using Studio.Contracts.Jobs;

namespace Studio.Features.Runs;

/// <summary>What a training has reported so far, as a page shows it. Takes events in order, from the first one on.</summary>
public sealed class RunTimeline
{
    readonly SortedDictionary<int, EpochMetrics> epochs = [];
    readonly SortedDictionary<int, PredictionStrip> strips = [];
    readonly List<JobNote> notes = [];
    JobProgress? progress;

    public JobStarted? Started { get; private set; }
    public StepMetrics? Step { get; private set; }
    public EpochMetrics? LastEpoch { get; private set; }
    public JobEnded? Ended { get; private set; }
    public DateTimeOffset? LastTime { get; private set; }
    public IReadOnlyList<JobNote> Notes => notes;

    /// <summary>Epochs with pictures, ascending.</summary>
    public IReadOnlyList<int> StripEpochs => [.. strips.Keys];

    /// <summary>What is done before or beside training, with its count; null while training itself goes on.</summary>
    public JobProgress? Stage => Ended is null && progress?.Sequence > (Step?.Sequence ?? 0) && progress.Sequence > (LastEpoch?.Sequence ?? 0)
        ? progress
        : null;

    /// <summary>The epoch that is being trained, or the last one.</summary>
    public int Epoch => Math.Max(Step?.Epoch ?? 0, LastEpoch?.Epoch ?? 0);

    /// <summary>Done share of all steps, 0–1; null before the first.</summary>
    public double? Share
    {
        get
        {
            if (Started is not { Epochs: > 0, StepsPerEpoch: > 0 } started)
                return null;
            var done = Math.Max(Step?.Step ?? 0, (long)(LastEpoch?.Epoch ?? 0) * started.StepsPerEpoch);
            return Math.Clamp((double)done / ((long)started.Epochs * started.StepsPerEpoch), 0, 1);
        }
    }

    /// <summary>From the end of the last epoch, less what has passed since; null before the first epoch has ended.</summary>
    public TimeSpan? TimeLeft => LastEpoch is { } epoch
        ? TimeSpan.FromSeconds(Math.Max(0, epoch.SecondsLeft - (LastTime!.Value - epoch.Time).TotalSeconds))
        : null;

    /// <summary>The figures of the step, or of the epoch where it is newer.</summary>
    public (double LearningRate, double ImagesPerSecond, long MemoryBytes)? Pace => (Step, LastEpoch) switch
    {
        ({ } step, var epoch) when step.Sequence > (epoch?.Sequence ?? 0) => (step.LearningRate, step.ImagesPerSecond, step.MemoryBytes),
        (_, { } epoch) => (epoch.LearningRate, epoch.ImagesPerSecond, epoch.MemoryBytes),
        _ => null,
    };

    public void Add(IEnumerable<JobEvent> events)
    {
        foreach (var item in events)
            Add(item);
    }

    public PredictionStrip? FindStrip(int epoch) => strips.GetValueOrDefault(epoch);

    /// <summary>The best validation figure of one class and its epoch; null where no image held the class.</summary>
    public (double Score, int Epoch)? BestOf(int classPosition) => epochs.Values
        .Where(epoch => epoch.ValidationScores.ElementAtOrDefault(classPosition) is not null)
        .MaxBy(epoch => epoch.ValidationScores[classPosition]) is { } best
            ? (best.ValidationScores[classPosition]!.Value, best.Epoch)
            : null;

    void Add(JobEvent item)
    {
        LastTime = item.Time;
        switch (item)
        {
            case JobStarted started:
                Restart(started);
                break;
            case JobProgress stage:
                progress = stage;
                break;
            case StepMetrics step:
                Step = step;
                break;
            case EpochMetrics epoch:
                epochs[epoch.Epoch] = epoch;
                LastEpoch = epoch;
                break;
            case PredictionStrip strip:
                strips[strip.Epoch] = strip;
                break;
            case JobNote note:
                notes.Add(note);
                break;
            case JobEnded ended:
                Ended = ended;
                break;
        }
    }

    /// <summary>A process that resumes repeats the epochs after its last saved one.</summary>
    void Restart(JobStarted started)
    {
        Started = started;
        Step = null;
        foreach (var repeated in epochs.Keys.Where(epoch => epoch > started.ResumedFromEpoch).ToList())
            epochs.Remove(repeated);
        foreach (var repeated in strips.Keys.Where(epoch => epoch > started.ResumedFromEpoch).ToList())
            strips.Remove(repeated);
        LastEpoch = epochs.Count > 0 ? epochs.Values.Last() : null;
    }
}
