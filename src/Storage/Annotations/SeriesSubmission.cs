namespace Studio.Storage;

/// <summary>
/// Submitting what is worked on as one thing: an image, or a series with every slice of it. A slice that nobody
/// labelled counts as "nothing here" from then on, also one that was never opened.
/// </summary>
public sealed class SeriesSubmission(Database database, SubmissionStore submissions)
{
    // Nobody's document of the slice holds anything, so its labelmap needs no blob and no write of its own.
    const string IsEmpty =
        "NOT EXISTS (SELECT 1 FROM annotation drawn WHERE drawn.image_id = image.id " +
        "AND (drawn.label_revision > 0 OR drawn.snapshot_sha256 IS NOT NULL))";

    /// <param name="imageId">The open image; the time spent is noted with it alone.</param>
    /// <param name="state">What every slice becomes.</param>
    /// <exception cref="StorageFullException">No room for a labelmap; no stroke is lost, and submitting again goes on.</exception>
    public async Task SubmitAsync(
        long imageId,
        long authorId,
        double? seconds,
        ImageState state,
        CancellationToken cancellationToken = default)
    {
        var (empty, labelled) = await database.ReadAsync(session => FindOthers(session, imageId), cancellationToken);
        foreach (var other in labelled)
        {
            await submissions.SubmitAsync(other, authorId, null, state, cancellationToken);
        }

        await SubmitEmptyAsync(empty, authorId, state, cancellationToken);
        await submissions.SubmitAsync(imageId, authorId, seconds, state, cancellationToken);
    }

    static (List<long> Empty, List<long> Labelled) FindOthers(DatabaseSession session, long imageId)
    {
        List<long> Find(string condition) => session.Query<long>(
            $"""
            SELECT image.id FROM image JOIN image opened ON opened.series_id = image.series_id
            WHERE opened.id = @imageId AND image.id <> opened.id AND {condition}
            """,
            new { imageId });
        return (Find(IsEmpty), Find($"NOT ({IsEmpty})"));
    }

    Task SubmitEmptyAsync(List<long> imageIds, long authorId, ImageState state, CancellationToken cancellationToken) =>
        database.WriteAsync(
            "The submission",
            session =>
            {
                foreach (var imageId in imageIds)
                {
                    var document = AnnotationRows.Find(session, imageId, authorId)
                        ?? AnnotationRows.Insert(session, imageId, authorId, start: null);
                    // A stroke may have come since the slices were looked through; its slice is submitted next time.
                    if (document.LabelRevision > 0)
                    {
                        continue;
                    }

                    LabelmapSnapshots.Write(session, new LabelmapSnapshot(document.Id, 0, null, "[]", new Dictionary<int, long>()));
                    session.Execute(
                        """
                        INSERT INTO submission (image_id, user_id, revision, seconds, created_at)
                        VALUES (@imageId, @authorId, 0, NULL, @Now)
                        """,
                        new { imageId, authorId, session.Now });
                    AnnotationRows.Touch(session, document.Id);
                    session.Execute("UPDATE image SET state = @state WHERE id = @imageId", new { imageId, state = Words.Of(state) });
                }
            },
            cancellationToken);
}
