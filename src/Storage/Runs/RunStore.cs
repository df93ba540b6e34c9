using Studio.Contracts.Jobs;

namespace Studio.Storage;

public sealed class RunStore(Database database)
{
    const string Select =
        """
        SELECT run.id, run.project_id, run.number, run.name, run.recipe_id, run.recipe_yaml, run.recipe_json, run.version_id,
               version.number AS version_number, run.seed, run.fold, run.device, run.created_by, run.created_at, run.best_epoch,
               run.best_mean_iou AS best_score, run.best_iou_json AS best_scores_json, run.checkpoint_sha256,
               coalesce(checkpoint.length, 0) AS checkpoint_length, run.score_json, run.start_sha256,
               coalesce(start.length, 0) AS start_length, run.start_name AS start_weights_name, run.audit_json,
               job.id AS job_id, job.state, job.reason, job.started_at, job.ended_at
        FROM run JOIN dataset_version version ON version.id = run.version_id
        LEFT JOIN blob checkpoint ON checkpoint.sha256 = run.checkpoint_sha256
        LEFT JOIN blob start ON start.sha256 = run.start_sha256
        LEFT JOIN job ON job.id = (SELECT latest.id FROM job latest WHERE latest.run_id = run.id AND latest.kind = 'train'
                                   ORDER BY latest.created_at DESC, latest.rowid DESC LIMIT 1)
        """;

    /// <summary>Gives the run the project's next number. An empty name becomes "Run 4".</summary>
    public Task<Run> CreateAsync(NewRun run, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The run",
        session =>
        {
            var number = session.Single<int>(
                "SELECT coalesce(max(number), 0) + 1 FROM run WHERE project_id = @ProjectId",
                new { run.ProjectId });
            var id = session.Single<long>(
                """
                INSERT INTO run (
                  project_id, number, name, recipe_id, recipe_yaml, recipe_json, version_id, seed, device, created_by, created_at,
                  start_sha256, start_name, audit_json, fold)
                VALUES (
                  @ProjectId, @number, @name, @RecipeId, @RecipeYaml, @recipeJson, @VersionId, @Seed, @Device, @CreatedBy, @Now,
                  @start, @StartWeightsName, @AuditJson, @Fold)
                RETURNING id
                """,
                new
                {
                    run.ProjectId,
                    number,
                    name = string.IsNullOrWhiteSpace(run.Name) ? $"Run {number}" : run.Name.Trim(),
                    RecipeId = run.Recipe.Id,
                    run.RecipeYaml,
                    recipeJson = StoredJson.Write(run.Recipe),
                    run.VersionId,
                    run.Seed,
                    run.Device,
                    run.CreatedBy,
                    session.Now,
                    start = run.StartWeights?.Sha256,
                    run.StartWeightsName,
                    run.AuditJson,
                    run.Fold,
                });
            return session.Single<Run>($"{Select} WHERE run.id = @id", new { id });
        },
        cancellationToken);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<Run>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Run>>(
            session => session.Query<Run>($"{Select} WHERE run.project_id = @projectId ORDER BY run.number DESC", new { projectId }),
            cancellationToken);

    public Task<Run?> FindAsync(long runId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => session.Find<Run>($"{Select} WHERE run.id = @runId", new { runId }), cancellationToken);

    public Task<Run?> FindByNumberAsync(long projectId, int number, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.Find<Run>(
                $"{Select} WHERE run.project_id = @projectId AND run.number = @number",
                new { projectId, number }),
            cancellationToken);

    /// <summary>What the run is judged by, as its process says when it starts.</summary>
    public Task SetScoreAsync(long runId, ScoreFacts score, CancellationToken cancellationToken = default) => database.WriteAsync(
        "What the run is judged by",
        session => session.Execute("UPDATE run SET score_json = @json WHERE id = @runId", new { runId, json = StoredJson.Write(score) }),
        cancellationToken);

    /// <summary>The run's best epoch so far. The checkpoint must be stored before it is named here.</summary>
    public Task SetBestAsync(long runId, BestEpoch best, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The best epoch",
        session => session.Execute(
            """
            UPDATE run SET best_epoch = @Epoch, best_mean_iou = @Score, best_iou_json = @scoresJson,
                           checkpoint_sha256 = coalesce(@checkpoint, checkpoint_sha256)
            WHERE id = @runId
            """,
            new { runId, best.Epoch, best.Score, scoresJson = StoredJson.Write(best.Scores), checkpoint = best.Checkpoint?.Sha256 }),
        cancellationToken);
}

/// <param name="Checkpoint">Null keeps the one that is there.</param>
public sealed record BestEpoch(int Epoch, double Score, IReadOnlyList<double?> Scores, BlobReference? Checkpoint);
