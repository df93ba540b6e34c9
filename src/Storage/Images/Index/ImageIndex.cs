namespace Studio.Storage;

/// <summary>The images of one project in memory, kept true by the lines in <c>image_change</c>. Used by one thread at a time.</summary>
sealed class ImageIndex(long projectId)
{
    /// <summary>Reading more rows than this one by one takes longer than reading everything.</summary>
    const int MostChanges = 20_000;

    readonly Dictionary<long, FieldColumn> columns = [];
    readonly Dictionary<long, (long Revision, HashSet<int> Rows)> collections = [];
    long seen = -1;
    ImageOrders? orders;
    ImageCells? pictures;
    ImageCells? cells;

    public long ProjectId { get; } = projectId;

    public ImageRows Rows { get; private set; } = null!;

    public ImageOrders Orders => orders ??= new ImageOrders(Rows);

    /// <param name="collapse">A series is one cell.</param>
    public ImageCells Cells(bool collapse) => collapse && Rows.HasSeries
        ? cells ??= ImageCells.OfSeries(Rows)
        : pictures ??= ImageCells.OfImages(Rows);

    /// <summary>Takes over what has changed since it was last asked.</summary>
    public void Refresh(DatabaseSession session)
    {
        var last = session.Single<long>("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'image_change'), 0)");
        if (last <= seen)
            return;
        if (seen < 0 || !TryUpdate(session))
        {
            Rows = ImageRows.Load(session, ProjectId);
            columns.Clear();
            collections.Clear();
            (orders, pictures, cells) = (null, null, null);
        }

        seen = last;
    }

    /// <returns>Null when the project has no such field.</returns>
    public FieldColumn? Column(DatabaseSession session, long fieldId)
    {
        if (!columns.TryGetValue(fieldId, out var column) || column.Revision != FieldColumn.RevisionOf(session, fieldId))
        {
            column = FieldColumn.Load(session, Rows, ProjectId, fieldId);
            columns.Remove(fieldId);
            if (column is not null)
                columns[fieldId] = column;
        }

        return column;
    }

    public IReadOnlySet<int> Collection(DatabaseSession session, long collectionId)
    {
        var revision = session.Find<long?>("SELECT revision FROM collection WHERE id = @collectionId", new { collectionId }) ?? -1;
        if (!collections.TryGetValue(collectionId, out var known) || known.Revision != revision)
        {
            var held = new HashSet<int>();
            session.Read(
                "SELECT image_id FROM collection_image WHERE collection_id = @collectionId",
                new { collectionId },
                reader =>
                {
                    if (Rows.Find(reader.GetInt64(0)) is var row and >= 0)
                        held.Add(row);
                });
            collections[collectionId] = known = (revision, held);
        }

        return known.Rows;
    }

    bool TryUpdate(DatabaseSession session)
    {
        // Lines that were cleared away may have spoken of this project.
        if (session.Find<long?>("SELECT min(id) FROM image_change") is not { } first || first > seen + 1)
            return false;
        var changed = session.Query<long>(
            $"SELECT DISTINCT image_id FROM image_change WHERE project_id = @ProjectId AND id > @seen LIMIT {MostChanges + 1}",
            new { ProjectId, seen });
        if (changed.Count == 0)
            return true;
        if (changed.Count > MostChanges || !Rows.TryUpdate(session, ProjectId, changed))
            return false;
        orders?.Forget();
        (pictures, cells) = (null, null);
        return true;
    }
}
