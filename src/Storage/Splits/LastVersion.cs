using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>What the next version has to know of the one before; unlike <see cref="DatasetVersion"/> without counts of its items.</summary>
sealed record LastVersion
{
    public long Id { get; init; }
    public int Number { get; init; }
    public required string Hash { get; init; }
    public int SplitSeed { get; init; }
    public string? SplitPlanJson { get; init; }

    public SplitPlan Plan => SplitPlanJson is null ? SplitPlan.Default with { Seed = SplitSeed } : StoredJson.Read<SplitPlan>(SplitPlanJson);

    public static LastVersion? Find(DatabaseSession session, long projectId) => session.Find<LastVersion>(
        """
        SELECT id, number, hash, split_seed, split_plan_json FROM dataset_version
        WHERE project_id = @projectId ORDER BY number DESC LIMIT 1
        """,
        new { projectId });
}
