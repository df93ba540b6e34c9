using Studio.Contracts.Jobs;

namespace Studio.Storage;

public sealed record Job
{
    public Guid Id { get; init; }
    public JobKind Kind { get; init; }
    public long RunId { get; init; }

    /// <summary>What was asked for beyond the run, as JSON of the requester's own form.</summary>
    public required string RequestJson { get; init; }
    public JobState State { get; init; }
    public int Priority { get; init; }

    /// <summary>1 for the first start; a lost process starts the next.</summary>
    public int Attempt { get; init; }
    public string? LeaseOwner { get; init; }
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>What a person asked for and the process has not yet obeyed.</summary>
    public JobCommand? Command { get; init; }
    public int? ProcessId { get; init; }

    /// <summary>Why it ended, for people.</summary>
    public string? Reason { get; init; }

    /// <summary>For the log behind a link.</summary>
    public string? Detail { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    public bool HasEnded => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;
}

/// <summary>A job that is now the caller's. The token is the process's secret for this attempt; only its hash is kept.</summary>
public sealed record ClaimedJob(Job Job, string Token);
