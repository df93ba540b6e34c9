using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Storage;

public sealed record Evaluation
{
    public long Id { get; init; }
    public long RunId { get; init; }
    public Guid JobId { get; init; }

    /// <summary>The version whose images were looked at; not always the one that the run was trained on.</summary>
    public long VersionId { get; init; }
    public int VersionNumber { get; init; }
    public Split Split { get; init; }

    /// <summary>Without its images, see <see cref="EvaluationStore.ListImagesAsync(long, CancellationToken)"/>.</summary>
    public EvaluationResult Result { get; private init; } = null!;

    /// <summary>Images of that part that were left out, as the run has learned from them or from others of their patients.</summary>
    public int LeftOut { get; init; }

    /// <summary>The <see cref="StoredOperatingPoint"/> by which answers were given; null: the run's own.</summary>
    public long? OperatingPointId { get; init; }
    public long? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    // A column whose text is not the property's own form.
    internal string ResultJson
    {
        init => Result = (EvaluationResult)StoredJson.Read<JobEvent>(value);
    }
}

/// <summary>Of what a result is.</summary>
/// <param name="VersionId">Null: the version that the run was trained on.</param>
public sealed record EvaluatedPart(long? VersionId = null, int LeftOut = 0, long? OperatingPointId = null);

/// <summary>That a run was evaluated on a part of its data.</summary>
public sealed record EvaluationEntry
{
    public long Id { get; init; }
    public long RunId { get; init; }
    public int RunNumber { get; init; }

    /// <summary>The version whose images were looked at.</summary>
    public long VersionId { get; init; }
    public int VersionNumber { get; init; }

    /// <summary>As the version has it: training is what a run of it has learned from.</summary>
    public Split Split { get; init; }
    public int Images { get; init; }
    public int Patients { get; init; }
    public int LeftOut { get; init; }
    public long? OperatingPointId { get; init; }

    /// <summary>How long it took.</summary>
    public double Seconds { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}
