namespace Studio.Storage;

/// <summary>How far a person is with a project. A series counts as one image.</summary>
public sealed record AssignmentProgress
{
    public long UserId { get; init; }

    /// <summary>Images given to the person; so are the next two.</summary>
    public int Assigned { get; init; }
    public int Submitted { get; init; }

    /// <summary>Skipped and not submitted since.</summary>
    public int Skipped { get; init; }

    public int Left => Assigned - Submitted - Skipped;

    /// <summary>Median time on an image of the project, assigned or not; null when no time was measured.</summary>
    public double? MedianSeconds { get; init; }

    /// <summary>Images submitted since the day began, assigned or not.</summary>
    public int Today { get; init; }
}
