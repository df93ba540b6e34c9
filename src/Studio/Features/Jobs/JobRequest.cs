using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Jobs;

/// <summary>What was asked of a job beyond its run.</summary>
/// <param name="Split">Evaluation: the images to look at.</param>
/// <param name="RequestedBy">Who asked; null for the command line.</param>
public sealed record JobRequest(Split Split, long? RequestedBy)
{
    /// <summary>Evaluation: the version whose images are looked at; null: the run's own.</summary>
    public long? VersionId { get; init; }

    /// <summary>Evaluation: images of that part that are left out, as the run has learned from their patients.</summary>
    public int LeftOut { get; init; }

    /// <summary>Evaluation and export: the thresholds that count; null: those of the weights.</summary>
    public long? OperatingPointId { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ContractJson.Options);

    public static JobRequest Of(Job job) => JsonSerializer.Deserialize<JobRequest>(job.RequestJson, ContractJson.Options)!;
}
