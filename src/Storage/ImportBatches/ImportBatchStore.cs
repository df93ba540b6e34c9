using Studio.Contracts.Import;

namespace Studio.Storage;

public sealed class ImportBatchStore(Database database)
{
    const string Select =
        """
        SELECT batch.id, batch.project_id, batch.created_by, batch.state AS state_word, batch.total, batch.report_json,
               batch.created_at, batch.ended_at,
               count(CASE item.fate WHEN 'imported' THEN 1 END) AS imported,
               count(CASE item.fate WHEN 'skipped' THEN 1 END) AS skipped,
               count(CASE item.fate WHEN 'rejected' THEN 1 END) AS rejected
        FROM import_batch batch LEFT JOIN import_item item ON item.batch_id = batch.id
        """;

    sealed record ItemRow
    {
        public int Position { get; init; }
        public required string Path { get; init; }
        public ImportFate Fate { get; init; }
        public required string Reason { get; init; }
        public long? ImageId { get; init; }
    }

    public Task<ImportBatch> CreateAsync(long projectId, int total, long? createdBy, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            "The import",
            session =>
            {
                var id = session.Single<long>(
                    """
                    INSERT INTO import_batch (project_id, created_by, state, total, created_at)
                    VALUES (@projectId, @createdBy, 'running', @total, @Now) RETURNING id
                    """,
                    new { projectId, createdBy, total, session.Now });
                return Find(session, id)!;
            },
            cancellationToken);

    /// <param name="position">The file's place in the import, from 0; a second report on it replaces the first.</param>
    public Task SetItemAsync(long batchId, int position, ImportItem item, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            $"What became of {item.Path}",
            session => SetItem(session, batchId, position, item),
            cancellationToken);

    internal static void SetItem(DatabaseSession session, long batchId, int position, ImportItem item) => session.Execute(
        """
        INSERT INTO import_item (batch_id, position, path, fate, reason, image_id)
        VALUES (@batchId, @position, @Path, @fate, @Reason, @ImageId)
        ON CONFLICT (batch_id, position) DO UPDATE SET
          path = excluded.path, fate = excluded.fate, reason = excluded.reason, image_id = excluded.image_id
        """,
        new { batchId, position, item.Path, fate = Words.Of(item.Fate), item.Reason, item.ImageId });

    /// <summary>Files are found while an import runs (folders, zips), so the total may grow.</summary>
    public Task SetTotalAsync(long batchId, int total, CancellationToken cancellationToken = default) => database.WriteAsync(
        "The size of the import",
        session => session.Execute("UPDATE import_batch SET total = @total WHERE id = @batchId", new { batchId, total }),
        cancellationToken);

    /// <param name="report">Null keeps the report that is there.</param>
    public Task SetStateAsync(
        long batchId,
        ImportBatchState state,
        ImportReport? report,
        CancellationToken cancellationToken = default) => database.WriteAsync(
        "The state of the import",
        session => session.Execute(
            """
            UPDATE import_batch SET state = @state, report_json = coalesce(@json, report_json),
                                    ended_at = CASE WHEN @ended THEN @Now END
            WHERE id = @batchId
            """,
            new
            {
                batchId,
                state = Words.Of(state),
                json = report is null ? null : StoredJson.Write(report),
                ended = state is ImportBatchState.Done or ImportBatchState.Cancelled or ImportBatchState.Failed,
                session.Now,
            }),
        cancellationToken);

    public Task<ImportBatch?> FindAsync(long batchId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(session => Find(session, batchId), cancellationToken);

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<ImportBatch>> ListAsync(long projectId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ImportBatch>>(
            session => session.Query<ImportBatch>(
                $"{Select} WHERE batch.project_id = @projectId GROUP BY batch.id ORDER BY batch.id DESC",
                new { projectId }),
            cancellationToken);

    /// <summary>What became of each file, in the order of the import.</summary>
    public Task<IReadOnlyList<ImportItem>> ListItemsAsync(long batchId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyList<ImportItem>>(
            session => session.Query<ItemRow>(
                "SELECT path, fate, reason, image_id FROM import_item WHERE batch_id = @batchId ORDER BY position",
                new { batchId }).ConvertAll(ToItem),
            cancellationToken);

    /// <summary>The same by the files' places in the import.</summary>
    public Task<IReadOnlyDictionary<int, ImportItem>> ListPlacesAsync(long batchId, CancellationToken cancellationToken = default) =>
        database.ReadAsync<IReadOnlyDictionary<int, ImportItem>>(
            session => session.Query<ItemRow>(
                "SELECT position, path, fate, reason, image_id FROM import_item WHERE batch_id = @batchId",
                new { batchId }).ToDictionary(row => row.Position, ToItem),
            cancellationToken);

    static ImportItem ToItem(ItemRow row) => new(row.Path, row.Fate, row.Reason, row.ImageId);

    static ImportBatch? Find(DatabaseSession session, long batchId) =>
        session.Find<ImportBatch>($"{Select} WHERE batch.id = @batchId GROUP BY batch.id", new { batchId });
}
