using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;

namespace Studio.Storage;

/// <summary>A recipe + a dataset version + a seed, and what came of it.</summary>
public sealed record Run
{
    public long Id { get; init; }
    public long ProjectId { get; init; }

    /// <summary>1, 2, … within the project.</summary>
    public int Number { get; init; }
    public required string Name { get; init; }
    public required string RecipeId { get; init; }
    public required string RecipeYaml { get; init; }
    public Recipe Recipe { get; private init; } = null!;
    public long VersionId { get; init; }
    public int VersionNumber { get; init; }
    public int Seed { get; init; }

    /// <summary>The fold of its version that it is judged on, the others being its training; null where there are no folds.</summary>
    public int? Fold { get; init; }

    /// <summary>auto, cpu or cuda.</summary>
    public required string Device { get; init; }
    public long? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public int? BestEpoch { get; init; }

    /// <summary>Of the best epoch, see <see cref="Score"/>; over the classes where there is one for each.</summary>
    public double? BestScore { get; init; }

    /// <summary>Per class at the best epoch, in the order of the version's classes; null where no image holds the class.</summary>
    public IReadOnlyList<double?> BestScores { get; private init; } = [];

    /// <summary>Weights of the best epoch.</summary>
    public BlobReference? Checkpoint => CheckpointSha256 is null ? null : new BlobReference(CheckpointSha256, CheckpointLength);

    /// <summary>Weights it starts from; null: fresh ones.</summary>
    public BlobReference? StartWeights => StartSha256 is null ? null : new BlobReference(StartSha256, StartLength);

    /// <summary>Where those come from, in words.</summary>
    public string? StartWeightsName { get; init; }

    /// <summary>What it is judged by; IoU where nothing else was said.</summary>
    public ScoreFacts Score { get; private init; } = ScoreFacts.Iou;

    /// <summary>What was known of its data when it was asked for, as JSON; null in runs from before there was an audit.</summary>
    public string? AuditJson { get; init; }

    /// <summary>The latest training job of the run; null before it is queued.</summary>
    public Guid? JobId { get; init; }
    public JobState? State { get; init; }
    public string? Reason { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    internal string? CheckpointSha256 { get; init; }
    internal long CheckpointLength { get; init; }
    internal string? StartSha256 { get; init; }
    internal long StartLength { get; init; }

    // Columns whose text is not the property's own form.
    internal string RecipeJson
    {
        init => Recipe = StoredJson.Read<Recipe>(value);
    }

    internal string? ScoreJson
    {
        init => Score = value is null ? ScoreFacts.Iou : StoredJson.Read<ScoreFacts>(value);
    }

    internal string? BestScoresJson
    {
        init => BestScores = value is null ? [] : StoredJson.Read<IReadOnlyList<double?>>(value);
    }
}

public sealed record NewRun(
    long ProjectId,
    string Name,
    Recipe Recipe,
    string RecipeYaml,
    long VersionId,
    int Seed,
    string Device,
    long? CreatedBy)
{
    public int? Fold { get; init; }
    public BlobReference? StartWeights { get; init; }
    public string? StartWeightsName { get; init; }
    public string? AuditJson { get; init; }
}
