namespace Studio.Contracts.Jobs;

/// <summary>Queued → Running (lease + heartbeat) → Succeeded | Failed | Cancelled. A lost lease returns a job to Queued.</summary>
public enum JobState
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

public enum JobKind
{
    Train,
    Evaluate,
    Export,
}

/// <summary>What a person asked of a running job.</summary>
public enum JobCommand
{
    /// <summary>End now, keep the best checkpoint, count as Succeeded.</summary>
    Stop,

    /// <summary>End now and keep nothing but the history.</summary>
    Cancel,
    Pause,
    Resume,
}
