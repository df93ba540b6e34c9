namespace Studio.Storage;

/// <summary>Looking through a project's images: pages, facets, and the queue that a filter makes.</summary>
/// <remarks>
/// What is found, in which order and how often is answered from memory (<see cref="ImageIndex"/>); what a cell shows is read
/// from disk for those in sight alone.
/// </remarks>
public sealed class ImageBrowser(Database database)
{
    readonly ImageIndexes indexes = new(database);

    /// <summary>Part of the filtered images, in order, and how many there are.</summary>
    public Task<ImagePage> GetPageAsync(ImageFilter filter, int offset, int limit, CancellationToken cancellationToken = default) =>
        AskAsync(filter, (session, match) => new ImagePage(Read(session, filter, match, match.InOrder().Skip(offset).Take(limit)), match.Total), cancellationToken);

    /// <summary>Part of the patients of the filtered images, by key, with their studies and series.</summary>
    public Task<PatientPage> ListPatientsAsync(ImageFilter filter, int offset, int limit, CancellationToken cancellationToken = default) =>
        AskAsync(filter, (session, match) => PatientRows.Read(session, filter.ProjectId, match, offset, limit), cancellationToken);

    /// <summary>Ids of the filtered images, in order.</summary>
    public Task<IReadOnlyList<long>> ListIdsAsync(ImageFilter filter, CancellationToken cancellationToken = default) =>
        AskAsync<IReadOnlyList<long>>(filter, (_, match) => [.. match.InOrder().Select(cell => match.Cells.Rows.Ids[cell])], cancellationToken);

    /// <summary>The filtered images that have a place on the map, in order.</summary>
    public Task<IReadOnlyList<MapPoint>> ListPointsAsync(ImageFilter filter, CancellationToken cancellationToken = default) => AskAsync<IReadOnlyList<MapPoint>>(
        filter,
        (session, match) =>
        {
            var (cells, places) = (match.Cells, PlaceStore.List(session, filter.ProjectId));
            return [.. match.InOrder().Where(cell => places.ContainsKey(cells.Rows.Ids[cell])).Select(cell => new MapPoint(
                cells.Rows.Ids[cell], places[cells.Rows.Ids[cell]], cells.States[cell], cells.Rows.Splits[cell], cells.HeldBy(cell)))];
        },
        cancellationToken);

    /// <summary>The images behind cells of the filter's grid: of a series all its slices.</summary>
    public Task<IReadOnlyList<long>> ListBehindAsync(ImageFilter filter, IReadOnlyCollection<long> cellIds, CancellationToken cancellationToken = default) =>
        indexes.AskAsync<IReadOnlyList<long>>(
            filter.ProjectId,
            (_, index) =>
            {
                var cells = index.Cells(filter.Collapse);
                var chosen = cellIds.Select(cells.Rows.Find).Where(row => row >= 0).ToHashSet();
                return [.. Enumerable.Range(0, cells.Rows.Count).Where(row => chosen.Contains(cells.Of(row))).Select(row => cells.Rows.Ids[row])];
            },
            cancellationToken);

    /// <param name="fieldIds">Columns whose values are counted too.</param>
    public Task<ImageFacets> GetFacetsAsync(ImageFilter filter, IReadOnlyList<long>? fieldIds = null, CancellationToken cancellationToken = default) =>
        indexes.AskAsync(filter.ProjectId, (session, index) => ImageFacetCounts.Of(session, index, filter, fieldIds ?? []), cancellationToken);

    /// <summary>The cells before and after that of an image in the queue that the filter makes, and its place.</summary>
    public Task<QueuePlace> GetPlaceAsync(ImageFilter filter, long imageId, CancellationToken cancellationToken = default) => AskAsync(
        filter,
        (_, match) =>
        {
            var (ids, own) = (match.Cells.Rows.Ids, CellOf(match, imageId));
            var (place, previous) = (0, -1);
            var first = -1;
            using var cells = match.InOrder().GetEnumerator();
            while (cells.MoveNext())
            {
                place++;
                first = first < 0 ? cells.Current : first;
                if (cells.Current == own)
                    return new QueuePlace(previous < 0 ? null : ids[previous], cells.MoveNext() ? ids[cells.Current] : null, place, match.Total);
                previous = cells.Current;
            }

            return new QueuePlace(null, first < 0 ? null : ids[first], 0, match.Total);
        },
        cancellationToken);

    /// <summary>The part of the queue around an image, for the strip; the queue's start when the image is not in it.</summary>
    public Task<ImagePage> GetAroundAsync(
        ImageFilter filter, long imageId, int before, int after, CancellationToken cancellationToken = default) => AskAsync(
        filter,
        (session, match) =>
        {
            var own = CellOf(match, imageId);
            var place = match.InOrder().TakeWhile(cell => cell != own).Count();
            var offset = place == match.Total ? 0 : Math.Max(0, place - before);
            return new ImagePage(Read(session, filter, match, match.InOrder().Skip(offset).Take(before + 1 + after)), match.Total);
        },
        cancellationToken);

    /// <summary>Cells that the filter's reader need not look at any more: finished, submitted or skipped.</summary>
    public Task<int> CountDoneAsync(ImageFilter filter, CancellationToken cancellationToken = default) => AskAsync(
        filter,
        (_, match) => match.Progress is { } progress ? match.InOrder().Count(cell => progress.Of(cell) > OwnState.InProgress) : 0,
        cancellationToken);

    /// <summary>
    /// The next cell of the whole queue after that of an image, from the top when the end is reached, that waits for the
    /// filter's reader; null when no other does.
    /// </summary>
    /// <param name="includesBegun">Whether one that was begun will do, or only one that was not.</param>
    public Task<ImageListItem?> FindNextAsync(
        ImageFilter filter, long imageId, bool includesBegun, CancellationToken cancellationToken = default) => AskAsync(
        filter,
        (session, match) =>
        {
            var own = CellOf(match, imageId);
            var last = includesBegun ? OwnState.InProgress : OwnState.NotStarted;
            bool Waits(int cell) => cell != own && match.Progress?.Of(cell) <= last;
            var cells = match.InOrder().ToList();
            var from = cells.IndexOf(own) + 1;
            var next = cells.Skip(from).Concat(cells.Take(from)).Where(Waits).Take(1);
            return Read(session, filter, match, next).FirstOrDefault();
        },
        cancellationToken);

    Task<T> AskAsync<T>(ImageFilter filter, Func<DatabaseSession, ImageMatch, T> ask, CancellationToken cancellationToken) =>
        indexes.AskAsync(filter.ProjectId, (session, index) => ask(session, new ImageMatch(session, index, filter)), cancellationToken);

    static List<ImageListItem> Read(DatabaseSession session, ImageFilter filter, ImageMatch match, IEnumerable<int> cells) =>
        ItemColumns.Read(session, filter, cells.Select(cell => match.Cells.Rows.Ids[cell]));

    /// <summary>A slice is found under its series' cell; −1 for an image that the project does not have.</summary>
    static int CellOf(ImageMatch match, long imageId) => match.Cells.Rows.Find(imageId) is var row and >= 0 ? match.Cells.Of(row) : -1;
}
