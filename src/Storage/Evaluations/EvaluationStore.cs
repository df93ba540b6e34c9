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

    public Task<Evaluation?> FindLatestAsync(long runId, Split split, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session => session.Find<Evaluation>(
                $"SELECT {Columns} FROM evaluation WHERE run_id = @runId AND split = @split ORDER BY id DESC LIMIT 1",
                new { runId, split = Words.Of(split) }),
            cancellationToken);
}
