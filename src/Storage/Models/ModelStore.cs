using Studio.Contracts.Jobs;

namespace Studio.Storage;

public enum ModelStage
{
    Candidate,
    Approved,
    Retired,
}

/// <summary>A package that passed the parity check.</summary>
public sealed record Model
{
    public long Id { get; init; }
    public long ProjectId { get; init; }

    /// <summary>1, 2, … within the project.</summary>
    public int Number { get; init; }
    public long RunId { get; init; }
    public int RunNumber { get; init; }
    public required string RunName { get; init; }
    public Guid JobId { get; init; }
    public ModelStage Stage { get; init; }
    public IReadOnlyList<PackageFile> Files { get; private init; } = [];

    /// <summary>Largest difference of probabilities, libtorch against ONNX Runtime.</summary>
    public double MaxAbsDiff { get; init; }
    public int ParityImages { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    // A column whose text is not the property's own form.
    internal string FilesJson
    {
        init => Files = StoredJson.Read<IReadOnlyList<PackageFile>>(value);
    }
}

public sealed class ModelStore(Database database)
{
    const string Select =
        """
        SELECT model.id, model.project_id, model.number, model.run_id, run.number AS run_number, run.name AS run_name,
               model.job_id, model.stage, model.files_json, model.max_abs_diff, model.parity_images, model.created_at
        FROM model JOIN run ON run.id = model.run_id
        """;

    /// <summary>A candidate with the project's next number; a resent package gives the model that is there.</summary>
    public Task<Model> CreateAsync(
        long projectId,
        long runId,
        Guid jobId,
        PackageWritten package,
        CancellationToken cancellationToken = default) => database.WriteAsync(
        "The model",
        session =>
        {
            session.Execute(
                """
                INSERT INTO model (
                  project_id, number, run_id, job_id, stage, files_json, max_abs_diff, parity_images, created_at)
                VALUES (
                  @projectId, (SELECT coalesce(max(number), 0) + 1 FROM model WHERE project_id = @projectId), @runId, @jobId,
                  'candidate', @filesJson, @MaxAbsDiff, @ParityImages, @Now)
                ON CONFLICT (job_id) DO NOTHING
                """,
                new
                {
                    projectId,
                    runId,
                    jobId,
                    filesJson = StoredJson.Write(package.Files),
                    package.MaxAbsDiff,
                    package.ParityImages,
                    session.Now,
                });
            return session.Single<Model>($"{Select} WHERE model.job_id = @jobId", new { jobId });
        },
        cancellationToken);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<Model>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Model>>(
            session => session.Query<Model>(
                $"{Select} WHERE model.project_id = @projectId ORDER BY model.number DESC",
                new { projectId }),
            cancellationToken);

    public Task<Model?> FindByNumberAsync(long projectId, int number, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.Find<Model>(
                $"{Select} WHERE model.project_id = @projectId AND model.number = @number",
                new { projectId, number }),
            cancellationToken);

    public Task<Model?> FindAsync(long modelId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<Model>($"{Select} WHERE model.id = @modelId", new { modelId }),
        cancellationToken);

    /// <summary>False when there is no such model.</summary>
    public Task<bool> SetStageAsync(long modelId, ModelStage stage, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The model's stage",
            session => session.Execute(
                "UPDATE model SET stage = @stage WHERE id = @modelId",
                new { modelId, stage = Words.Of(stage) }) == 1,
            cancellationToken);
}
