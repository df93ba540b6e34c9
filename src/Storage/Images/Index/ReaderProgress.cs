namespace Studio.Storage;

/// <summary>How far one person is with cells, as <see cref="OwnWork"/> says it for rows on disk.</summary>
enum OwnState
{
    NotStarted,
    InProgress,
    Skipped,
    Submitted,
    Finished,
}

/// <summary>Cells in which one person submitted, skipped or drew something.</summary>
sealed class ReaderProgress(ImageCells cells, HashSet<int> submitted, HashSet<int> skipped, HashSet<int> drawn, bool isOwnQueue)
{
    public static ReaderProgress? Of(DatabaseSession session, ImageCells cells, ImageFilter filter) => filter.Reader is not { } reader
        ? null
        : new ReaderProgress(
            cells,
            Rows(session, cells, OwnWork.Submitted, reader, ofCell: false),
            Rows(session, cells, OwnWork.Skipped, reader, ofCell: true),
            filter.IsOwnQueue ? Rows(session, cells, OwnWork.Drawn, reader, ofCell: true) : [],
            filter.IsOwnQueue);

    public OwnState Of(int cell) => isOwnQueue
        ? submitted.Contains(cell) ? OwnState.Submitted
            : skipped.Contains(cell) ? OwnState.Skipped
            : drawn.Contains(cell) ? OwnState.InProgress : OwnState.NotStarted
        : cells.States[cell] switch
        {
            ImageState.NotStarted or ImageState.InProgress when skipped.Contains(cell) => OwnState.Skipped,
            ImageState.NotStarted => OwnState.NotStarted,
            ImageState.InProgress => OwnState.InProgress,
            _ => OwnState.Finished,
        };

    /// <summary>In a queue of one's own what waits comes first, then what was skipped, then what was submitted.</summary>
    public int Rank(int cell) => !isOwnQueue ? 0 : Of(cell) switch { OwnState.Submitted => 2, OwnState.Skipped => 1, _ => 0 };

    static HashSet<int> Rows(DatabaseSession session, ImageCells cells, string imageIds, long reader, bool ofCell)
    {
        var found = new HashSet<int>();
        session.Read(imageIds, new { reader }, record =>
        {
            if (cells.Rows.Find(record.GetInt64(0)) is var row and >= 0)
                found.Add(ofCell ? cells.Of(row) : row);
        });
        return found;
    }
}
