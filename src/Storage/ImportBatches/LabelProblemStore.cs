using Studio.Contracts.Import;

namespace Studio.Storage;

/// <summary>What imports left out of label files or changed, as far as it still holds.</summary>
public sealed class LabelProblemStore(Database database)
{
    sealed record Row
    {
        public required string Json { get; init; }
    }

    /// <summary>In the order of the imports; without those of files that a later import read again, as it says what is wrong now.</summary>
    public Task<IReadOnlyList<LabelProblem>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<LabelProblem>>(
            session => session.Query<Row>(
                """
                WITH problem AS MATERIALIZED (
                  SELECT batch.id AS batch_id, entry.key AS place, entry.value AS json, entry.value ->> 'file' AS file
                  FROM import_batch batch, json_each(batch.report_json, '$.labelProblems') entry
                  WHERE batch.project_id = @projectId),
                last AS MATERIALIZED (
                  SELECT item.path, max(item.batch_id) AS batch_id
                  FROM import_item item JOIN import_batch batch ON batch.id = item.batch_id
                  WHERE batch.project_id = @projectId AND item.path IN (SELECT file FROM problem) GROUP BY item.path)
                SELECT problem.json FROM problem LEFT JOIN last ON last.path = problem.file
                WHERE problem.batch_id >= coalesce(last.batch_id, 0) ORDER BY problem.batch_id, problem.place
                """,
                new { projectId }).ConvertAll(row => StoredJson.Read<LabelProblem>(row.Json)),
            cancellationToken);
}
