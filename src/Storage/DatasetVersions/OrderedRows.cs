namespace Studio.Storage;

/// <summary>Rows in the order of image ids, walked along beside the images they belong to.</summary>
sealed class OrderedRows<T>(IEnumerable<T> rows, Func<T, long> imageOf) : IDisposable
{
    readonly IEnumerator<T> row = rows.GetEnumerator();
    bool hasRow;
    bool isBegun;

    /// <summary>The rows of one image. Images are asked for in ascending order, each once.</summary>
    public IReadOnlyList<T> Of(long imageId)
    {
        if (!isBegun)
        {
            isBegun = true;
            hasRow = row.MoveNext();
        }

        while (hasRow && imageOf(row.Current) < imageId)
        {
            hasRow = row.MoveNext();
        }

        List<T>? own = null;
        while (hasRow && imageOf(row.Current) == imageId)
        {
            (own ??= []).Add(row.Current);
            hasRow = row.MoveNext();
        }

        return own ?? (IReadOnlyList<T>)[];
    }

    public void Dispose() => row.Dispose();
}
