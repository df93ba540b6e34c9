using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>Looking through a project's images: pages, facets, and the queue that a filter makes.</summary>
public sealed class ImageBrowser(Database database)
{
    /// <param name="label">Id of the document whose outlines are shown.</param>
    static string ItemColumns(string label) =>
        $"""
        image.id, image.name, image.frame_index, patient.key AS patient_key, image.format, image.modality, image.rows, image.columns,
        image.thumbnail_sha256, image.fixed_split, image.created_at,
        (SELECT label.outlines_json FROM annotation label WHERE label.id = {label}) AS outlines_json,
        {BoxOutlines.JsonOf(label)} AS boxes_json,
        {Held.Readers("initials", " ")} AS assigned_initials, {Held.Readers("name", ", ")} AS assigned_names
        """;

    sealed record Count<T>
    {
        public required T Key { get; init; }
        public int Images { get; init; }
    }

    sealed record QueueCell
    {
        public long Id { get; init; }
        public bool Waits { get; init; }
    }

    /// <summary>Part of the filtered images, in order, and how many there are.</summary>
    public Task<ImagePage> GetPageAsync(ImageFilter filter, int offset, int limit, CancellationToken cancellationToken = default) =>
        database.ReadAsync(
            session =>
            {
                var query = new ImageQuery(filter);
                var total = session.Single<int>($"SELECT count(*) {query.From}", query.Arguments);
                query.Arguments.Add("offset", offset);
                query.Arguments.Add("limit", limit);
                var ids = session.Query<long>(
                    $"SELECT image.id {query.From} ORDER BY {query.OrderBy} LIMIT @limit OFFSET @offset",
                    query.Arguments);
                return new ImagePage(ReadItems(session, query, ids), total);
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
                splits.ToDictionary(count => Words.Parse<Split>(count.Key), count => count.Images),
                CountAssigned(session, new ImageQuery(filter, ImageQuery.Facet.Assigned)));
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
            return new ImagePage(ReadItems(session, query, [.. ids.Skip(offset).Take(before + 1 + after)]), ids.Count);
        },
        cancellationToken);

    /// <summary>Cells that the filter's reader need not look at any more: finished, submitted or skipped.</summary>
    public Task<int> CountDoneAsync(ImageFilter filter, CancellationToken cancellationToken = default) => database.ReadAsync(
        session =>
        {
            var query = new ImageQuery(filter);
            return session.Single<int>(
                $"SELECT count(*) {query.From} AND {query.OwnState} NOT IN ('not-started', 'in-progress')",
                query.Arguments);
        },
        cancellationToken);

    /// <summary>
    /// The next cell of the whole queue after that of an image, from the top when the end is reached, that waits for the
    /// filter's reader; null when no other does.
    /// </summary>
    /// <param name="includesBegun">Whether one that was begun will do, or only one that was not.</param>
    public Task<ImageListItem?> FindNextAsync(
        ImageFilter filter,
        long imageId,
        bool includesBegun,
        CancellationToken cancellationToken = default) => database.ReadAsync(
        session =>
        {
            var query = new ImageQuery(filter);
            var waits = includesBegun ? "IN ('not-started', 'in-progress')" : "= 'not-started'";
            var cells = session.Query<QueueCell>(
                $"SELECT image.id, {query.OwnState} {waits} AS waits {query.From} ORDER BY {query.OrderBy}",
                query.Arguments);
            var own = CellOf(session, filter, imageId);
            var from = cells.FindIndex(cell => cell.Id == own) + 1;
            var next = cells.Skip(from).Concat(cells.Take(from)).FirstOrDefault(cell => cell.Waits && cell.Id != own);
            return next is null ? null : ReadItems(session, query, [next.Id])[0];
        },
        cancellationToken);

    // What a cell shows is looked up for those in sight alone: sorting would do it for every image of the project.
    static List<ImageListItem> ReadItems(DatabaseSession session, ImageQuery query, IReadOnlyList<long> ids)
    {
        query.Arguments.Add("page", StoredJson.Write(ids));
        return session.Query<ImageListItem>(
            $"""
            SELECT {ItemColumns(query.Label)}, {query.State} AS state_word, {query.CellColumns}, {query.SkipReason} AS skip_reason, {query.OwnState} AS own_state
            FROM json_each(@page) page CROSS JOIN image ON image.id = page.value LEFT JOIN patient ON patient.id = image.patient_id
            ORDER BY page.key
            """,
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

    static Dictionary<long, int> CountAssigned(DatabaseSession session, ImageQuery query)
    {
        // Many projects are labelled by one person.
        if (!session.Single<bool>($"SELECT EXISTS ({Held.Images()})"))
        {
            return new() { [ImageFilter.Nobody] = session.Single<int>($"SELECT count(*) {query.From}", query.Arguments) };
        }

        var people = session.Query<Count<long>>(
            $"""
            WITH chosen AS MATERIALIZED ({query.ImagesOfCells})
            SELECT held.user_id AS key, count(DISTINCT chosen.cell) AS images
            FROM chosen CROSS JOIN assignment held ON held.image_id = chosen.id AND held.removed_at IS NULL GROUP BY 1
            """,
            query.Arguments);
        var counts = people.ToDictionary(count => count.Key, count => count.Images);
        counts[ImageFilter.Nobody] = session.Single<int>($"SELECT count(*) {query.From} AND {query.IsFree}", query.Arguments);
        return counts;
    }
}
