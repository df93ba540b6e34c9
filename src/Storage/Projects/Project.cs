using Studio.Contracts.Projects;

namespace Studio.Storage;

public sealed record Project
{
    public long Id { get; init; }

    /// <summary>Name in URLs, unique and unchanging.</summary>
    public required string Slug { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public ProjectTask Task { get; init; }
    public bool IsSample { get; init; }

    /// <summary>Whether an image, a series or a patient has one tag at most.</summary>
    public bool TagsExcludeEachOther { get; init; }

    /// <summary>Whether a pixel may belong to several classes.</summary>
    public bool ClassesOverlap { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A project as on its card.</summary>
/// <param name="Labelled">Images with a label, as <see cref="CurrentLabel"/> defines it.</param>
/// <param name="RunningJob">The oldest job that is running, if any.</param>
public sealed record ProjectSummary(Project Project, int Images, int Patients, int Labelled, int Accepted, Guid? RunningJob);
