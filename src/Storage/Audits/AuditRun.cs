namespace Studio.Storage;

public enum AuditRunState
{
    Running,
    Done,
    Cancelled,
    Failed,

    /// <summary>Its process ended before it did.</summary>
    Interrupted,
}

/// <summary>One look at a project's data by the audit. What the checks found is text here; the audit knows its form.</summary>
public sealed record AuditRun
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public AuditRunState State { get; init; }

    /// <summary>Of the version that was looked at, or that would have been frozen then.</summary>
    public required string DataHash { get; init; }

    /// <summary>A JSON list of the checks that have ended, in the order in which they did.</summary>
    public required string ChecksJson { get; init; }

    /// <summary>How far a running one is; null where that is not known.</summary>
    public string? ProgressJson { get; init; }

    /// <summary>Null: the studio by itself, or the command line.</summary>
    public long? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    // Columns whose text is not the property's own form.
    internal string StateWord
    {
        init => State = Words.Parse<AuditRunState>(value);
    }
}
