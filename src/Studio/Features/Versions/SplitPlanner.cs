using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Storage;

namespace Studio.Features.Versions;

/// <summary>Chooses how a project's images are parted. Only owners and leads do; image by image only an owner.</summary>
public sealed class SplitPlanner(SplitPlanStore plans)
{
    public Task<StoredSplitPlan> FindAsync(long projectId, CancellationToken cancellationToken = default) => plans.FindAsync(projectId, cancellationToken);

    /// <summary>Columns and collections that a plan may name.</summary>
    public Task<SplitChoices> ListChoicesAsync(long projectId, CancellationToken cancellationToken = default) =>
        plans.ListChoicesAsync(projectId, cancellationToken);

    /// <summary>What a plan would make of the labelled images as they are now; nothing is stored.</summary>
    public Task<SplitPreview> PreviewAsync(long projectId, SplitPlan plan, CancellationToken cancellationToken = default) =>
        plans.PreviewAsync(projectId, plan, cancellationToken);

    /// <param name="by">Null: the command line, whose user has the data folder in hand.</param>
    /// <exception cref="StorageException">Not this person's to decide, or the plan cannot be.</exception>
    public Task<StoredSplitPlan> SaveAsync(
        long projectId, SplitPlan plan, string reason, CurrentUser? by, CancellationToken cancellationToken = default) =>
        Refuse(plan, by) is { } refusal
            ? throw new StorageException($"The split was not saved. {refusal}")
            : plans.SaveAsync(projectId, plan, reason, by?.Id, cancellationToken);

    /// <summary>Why a person may not choose a plan; null where they may.</summary>
    public static string? Refuse(SplitPlan plan, CurrentUser? by) => by switch
    {
        { Decides: false } => "Owners and leads decide how images are parted. Ask one of them.",
        { IsOwner: false } when plan.Unit == SplitUnit.Image => "Only an owner may part images of one patient image by image. Part by patient, or ask an owner.",
        _ => null,
    };
}
