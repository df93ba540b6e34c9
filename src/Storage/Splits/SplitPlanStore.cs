using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>A project's plan as it counts now.</summary>
/// <param name="Reason">Why it is another than before; empty where there was no other.</param>
/// <param name="Runs">Runs that were trained on a version parted by it. With one, the plan is locked: changing it needs a reason.</param>
public sealed record StoredSplitPlan(SplitPlan Plan, string Reason, int Runs, long? CreatedBy, DateTimeOffset? CreatedAt)
{
    public bool IsLocked => Runs > 0;
}

/// <summary>How the images of projects are parted. The plan saved last counts; nothing is deleted.</summary>
public sealed class SplitPlanStore(Database database, AnnotationStore annotations)
{
    sealed record Row
    {
        public required string PlanJson { get; init; }
        public required string Reason { get; init; }
        public long? CreatedBy { get; init; }
        public DateTimeOffset CreatedAt { get; init; }
    }

    sealed record UsedPlan
    {
        public int SplitSeed { get; init; }
        public string? SplitPlanJson { get; init; }
        public int Runs { get; init; }
    }

    public Task<StoredSplitPlan> FindAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => Find(session, projectId), cancellationToken);

    /// <summary>Columns and collections that a plan may name.</summary>
    public Task<SplitChoices> ListChoicesAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => SplitChoices.Read(session, projectId), cancellationToken);

    /// <summary>What a plan would make of the labelled images as they are now; nothing is stored.</summary>
    public async Task<SplitPreview> PreviewAsync(long projectId, SplitPlan plan, CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        return await database.ReadAsync(session => Preview(session, projectId, plan), cancellationToken);
    }

    /// <summary>Makes it the project's plan, from the next version on, and notes it in the audit log. The same plan again changes nothing.</summary>
    /// <param name="reason">Why it is changed; needed once a run was trained on the plan of now.</param>
    /// <exception cref="StorageException">
    /// The plan contradicts itself or the images, or a reason is missing. Nothing is stored.
    /// </exception>
    public async Task<StoredSplitPlan> SaveAsync(
        long projectId, SplitPlan plan, string reason, long? createdBy, CancellationToken cancellationToken = default)
    {
        await annotations.CompactProjectAsync(projectId, cancellationToken);
        var preview = await database.ReadAsync(session => Preview(session, projectId, plan), cancellationToken);
        if (preview.Problems.FirstOrDefault(problem => problem.Blocks) is { } blocking)
        {
            throw new StorageException($"The split was not saved. {blocking.Message}");
        }

        return await database.WriteAsync("The split", session => Save(session, projectId, plan, reason.Trim(), createdBy), cancellationToken);
    }

    internal static StoredSplitPlan Find(DatabaseSession session, long projectId)
    {
        var row = session.Find<Row>(
            "SELECT plan_json, reason, created_by, created_at FROM split_plan WHERE project_id = @projectId ORDER BY id DESC LIMIT 1",
            new { projectId });
        var plan = row is null
            ? SplitPlan.Default with { Seed = LastVersion.Find(session, projectId)?.SplitSeed ?? SplitPlan.Default.Seed }
            : StoredJson.Read<SplitPlan>(row.PlanJson);
        return new StoredSplitPlan(plan, row?.Reason ?? "", CountRuns(session, projectId, plan), row?.CreatedBy, row?.CreatedAt);
    }

    /// <summary>Makes a plan the one that counts, where it is not.</summary>
    internal static void Keep(DatabaseSession session, long projectId, SplitPlan plan, string reason, long? createdBy)
    {
        if (Find(session, projectId).Plan != plan)
        {
            Save(session, projectId, plan, reason, createdBy);
        }
    }

    static int CountRuns(DatabaseSession session, long projectId, SplitPlan plan) => session.Query<UsedPlan>(
        """
        SELECT version.split_seed, version.split_plan_json, count(*) AS runs
        FROM run JOIN dataset_version version ON version.id = run.version_id WHERE run.project_id = @projectId GROUP BY version.id
        """,
        new { projectId })
        .Where(used => plan == (used.SplitPlanJson is null ? SplitPlan.Default with { Seed = used.SplitSeed } : StoredJson.Read<SplitPlan>(used.SplitPlanJson)))
        .Sum(used => used.Runs);

    static SplitPreview Preview(DatabaseSession session, long projectId, SplitPlan plan)
    {
        var last = LastVersion.Find(session, projectId);
        var planned = PlannedSplit.Make(session, projectId, plan, last?.Plan == plan ? last.Id : null);
        return SplitPreview.Of(planned, ClassStore.List(session, projectId));
    }

    static StoredSplitPlan Save(DatabaseSession session, long projectId, SplitPlan plan, string reason, long? createdBy)
    {
        var now = Find(session, projectId);
        if (now.Plan == plan)
        {
            return now;
        }

        if (now.IsLocked && reason.Length == 0)
        {
            throw new StorageException(
                $"The split was not saved. {now.Runs} run{(now.Runs == 1 ? " was" : "s were")} trained on the split of now, and figures of another one cannot be compared with theirs. Say why it is changed.");
        }

        session.Execute(
            "INSERT INTO split_plan (project_id, plan_json, reason, created_by, created_at) VALUES (@projectId, @json, @reason, @createdBy, @Now)",
            new { projectId, json = StoredJson.Write(plan), reason, createdBy, session.Now });
        var slug = session.Single<string>("SELECT slug FROM project WHERE id = @projectId", new { projectId });
        AuditLog.Append(
            session, createdBy, plan.Unit == SplitUnit.Image ? "split-by-image" : "change-split", $"project/{slug}", new { plan, reason });
        return Find(session, projectId);
    }
}
