using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Storage;

public sealed record Evaluation
{
    public long Id { get; init; }
    public long RunId { get; init; }
    public Guid JobId { get; init; }
    public Split Split { get; init; }
    public EvaluationResult Result { get; private init; } = null!;
    public long? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    // A column whose text is not the property's own form.
    internal string ResultJson
    {
        init => Result = (EvaluationResult)StoredJson.Read<JobEvent>(value);
    }
}

/// <summary>That a run was evaluated on a part of its data.</summary>
public sealed record EvaluationEntry
{
    public long Id { get; init; }
    public long RunId { get; init; }
    public int RunNumber { get; init; }
    public long VersionId { get; init; }

    /// <summary>As the run had it: training is what it has learned from.</summary>
    public Split Split { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
}

public sealed class EvaluationStore(Database database)
{
    const string Columns = "id, run_id, job_id, split, result_json, created_by, created_at";

    /// <summary>One result per job; a resent one gives the row that is there.</summary>
    public Task<Evaluation> AddAsync(
        long runId,
        Guid jobId,
        EvaluationResult result,
        long? createdBy,
        CancellationToken cancellationToken = default) => database.WriteAsync(
        "The evaluation",
        session =>
        {
            session.Execute(
                """
                INSERT INTO evaluation (run_id, job_id, split, result_json, created_by, created_at)
                VALUES (@runId, @jobId, @split, @json, @createdBy, @Now) ON CONFLICT (job_id) DO NOTHING
                """,
                new
                {
                    runId,
                    jobId,
                    split = Words.Of(result.Split),
                    json = StoredJson.Write<JobEvent>(result),
                    createdBy,
                    session.Now,
                });
            return session.Single<Evaluation>($"SELECT {Columns} FROM evaluation WHERE job_id = @jobId", new { jobId });
        },
        cancellationToken);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<Evaluation>> ListAsync(long runId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<Evaluation>>(
            session => session.Query<Evaluation>(
                $"SELECT {Columns} FROM evaluation WHERE run_id = @runId ORDER BY id DESC",
                new { runId }),
            cancellationToken);

    /// <summary>The latest evaluation of each run of a project on each part of its data, without what it found; the newest first.</summary>
    public Task<IReadOnlyList<EvaluationEntry>> ListLatestAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<EvaluationEntry>>(
            session => session.Query<EvaluationEntry>(
                """
                SELECT evaluation.id, evaluation.run_id, run.number AS run_number, run.version_id, evaluation.split, evaluation.created_at
                FROM evaluation JOIN run ON run.id = evaluation.run_id
                WHERE run.project_id = @projectId AND evaluation.id = (
                  SELECT max(later.id) FROM evaluation later WHERE later.run_id = evaluation.run_id AND later.split = evaluation.split)
                ORDER BY evaluation.id DESC
                """,
                new { projectId }),
            cancellationToken);

    public Task<Evaluation?> FindAsync(long evaluationId, CancellationToken cancellationToken = default) => database.ReadAsync(
        session => session.Find<Evaluation>($"SELECT {Columns} FROM evaluation WHERE id = @evaluationId", new { evaluationId }),
        cancellationToken);

    /// <summary>What an evaluation found of some images, without reading the rest of it; images that it did not look at are missing.</summary>
    public Task<IReadOnlyList<ImageResult>> ListImagesAsync(
        long evaluationId, IReadOnlyCollection<long> imageIds, CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<ImageResult>>(
        session => session.Query<string>(
            """
            SELECT image.value FROM evaluation, json_each(evaluation.result_json, '$.perImage') image
            WHERE evaluation.id = @evaluationId AND image.value ->> 'imageId' IN @imageIds
            """,
            new { evaluationId, imageIds }).ConvertAll(StoredJson.Read<ImageResult>),
        cancellationToken);

    public Task<Evaluation?> FindLatestAsync(long runId, Split split, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.Find<Evaluation>(
                $"SELECT {Columns} FROM evaluation WHERE run_id = @runId AND split = @split ORDER BY id DESC LIMIT 1",
                new { runId, split = Words.Of(split) }),
            cancellationToken);
}
