using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>Looking through a project's images: pages, facets, and the queue that a filter makes.</summary>
public sealed class ImageBrowser(Database database)
{
    const string ItemColumns =
        $"""
        image.id, image.name, image.frame_index, patient.key AS patient_key, image.format, image.modality, image.rows, image.columns,
        image.thumbnail_sha256, image.fixed_split, image.created_at,
        (SELECT label.outlines_json FROM annotation label WHERE label.id = {CurrentLabel.AnnotationIdOfImage}) AS outlines_json,
        {BoxOutlines.JsonOfImage} AS boxes_json
        """;

    sealed record Count<T>
    {
        public required T Key { get; init; }
        public int Images { get; init; }
    }

    /// <summary>Part of the filtered images, in order, and how many there are.</summary>
    public Task<ImagePage> GetPageAsync(ImageFilter filter, int offset, int limit, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session =>
            {
                var query = new ImageQuery(filter);
                var total = session.Single<int>($"SELECT count(*) {query.From}", query.Arguments);
                return new ImagePage(ReadItems(session, query, offset, limit), total);
            },
            cancellationToken);

    public Task<ImageFacets> GetFacetsAsync(ImageFilter filter, CancellationToken cancellationToken = default) => database.ReadAsync(
        session =>
        {
            var all = new ImageQuery(filter);
            var states = CountBy<string>(session, new ImageQuery(filter, ImageQuery.Facet.State), all.State);
            var splits = CountBy<string>(
                session,
                new ImageQuery(filter, ImageQuery.Facet.Split),
                $"coalesce(image.fixed_split, '{Words.Of(Split.Unassigned)}')");
            var (classes, nothing) = CountClasses(session, new ImageQuery(filter, ImageQuery.Facet.Class));
            return new ImageFacets(
                session.Single<int>($"SELECT count(*) {all.From}", all.Arguments),
                states.ToDictionary(count => Words.Parse<ImageState>(count.Key), count => count.Images),
                classes,
                nothing,
                splits.ToDictionary(count => Words.Parse<Split>(count.Key), count => count.Images));
        },
        cancellationToken);

    /// <summary>The cells before and after that of an image in the queue that the filter makes, and its place.</summary>
    public Task<QueuePlace> GetPlaceAsync(ImageFilter filter, long imageId, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session =>
            {
                var ids = ReadIds(session, new ImageQuery(filter));
                var index = ids.IndexOf(CellOf(session, filter, imageId));
                return index < 0
                    ? new QueuePlace(null, ids.Count > 0 ? ids[0] : null, 0, ids.Count)
                    : new QueuePlace(
                        index > 0 ? ids[index - 1] : null,
                        index + 1 < ids.Count ? ids[index + 1] : null,
                        index + 1,
                        ids.Count);
            },
            cancellationToken);

    /// <summary>The part of the queue around an image, for the strip; the queue's start when the image is not in it.</summary>
    public Task<ImagePage> GetAroundAsync(
        ImageFilter filter,
        long imageId,
        int before,
        int after,
        CancellationToken cancellationToken = default) => database.ReadAsync(
        session =>
        {
            var query = new ImageQuery(filter);
            var ids = ReadIds(session, query);
            var offset = Math.Max(0, ids.IndexOf(CellOf(session, filter, imageId)) - before);
            return new ImagePage(ReadItems(session, query, offset, before + 1 + after), ids.Count);
        },
        cancellationToken);

    static List<ImageListItem> ReadItems(DatabaseSession session, ImageQuery query, int offset, int limit)
    {
        query.Arguments.Add("offset", offset);
        query.Arguments.Add("limit", limit);
        return session.Query<ImageListItem>(
            $"SELECT {ItemColumns}, {query.State} AS state_word, {query.CellColumns} {query.From} ORDER BY {query.OrderBy} LIMIT @limit OFFSET @offset",
            query.Arguments);
    }

    // A slice is found under its series' cell.
    static long CellOf(DatabaseSession session, ImageFilter filter, long imageId) => !filter.Collapse
        ? imageId
        : session.Find<long?>(
            ImageCell.Middles("slice.series_id = (SELECT series_id FROM image WHERE id = @imageId)"),
            new { imageId }) ?? imageId;

    static List<long> ReadIds(DatabaseSession session, ImageQuery query) =>
        session.Query<long>($"SELECT image.id {query.From} ORDER BY {query.OrderBy}", query.Arguments);

    static List<Count<T>> CountBy<T>(DatabaseSession session, ImageQuery query, string expression) =>
        session.Query<Count<T>>($"SELECT {expression} AS key, count(*) AS images {query.From} GROUP BY 1", query.Arguments);

    static (Dictionary<int, int> Classes, int Nothing) CountClasses(DatabaseSession session, ImageQuery query)
    {
        var classes = session.Query<Count<int>>(
            $"""
            WITH chosen AS MATERIALIZED ({query.ImagesOfCells})
            SELECT held.class_index AS key, count(DISTINCT chosen.cell) AS images
            FROM ({HeldClasses.OfImages("chosen")}) held JOIN chosen ON chosen.id = held.image_id GROUP BY 1
            """,
            query.Arguments);
        var nothing = session.Single<int>($"SELECT count(*) {query.From} AND {query.HoldsNothing}", query.Arguments);
        return (classes.ToDictionary(count => count.Key, count => count.Images), nothing);
    }
}
