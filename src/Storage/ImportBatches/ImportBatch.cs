using Studio.Contracts.Import;

namespace Studio.Storage;

public enum ImportBatchState
{
    Running,
    WaitingForClasses,
    Done,
    Cancelled,
    Failed,
}

/// <summary>One import of files, with how far it is.</summary>
public sealed record ImportBatch
{
    public long Id { get; init; }
    public long ProjectId { get; init; }
    public long? CreatedBy { get; init; }
    public ImportBatchState State { get; private init; }

    /// <summary>Files to look at; the three counts below are those already looked at.</summary>
    public int Total { get; init; }
    public int Imported { get; init; }
    public int Skipped { get; init; }
    public int Rejected { get; init; }
    public ImportReport? Report { get; private init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    // Columns whose text is not the property's own form.
    internal string StateWord
    {
        init => State = Words.Parse<ImportBatchState>(value);
    }

    internal string? ReportJson
    {
        init => Report = value is null ? null : StoredJson.Read<ImportReport>(value);
    }
}
