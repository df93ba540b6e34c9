using Studio.Imaging.Tables;

namespace Studio.Features.Images.Metadata;

/// <summary>Finds out which column of a table names the images, by how many rows fit.</summary>
sealed class KeySearch(MetadataTable table)
{
    /// <summary>Ways that do best on the first rows; these are tried on all.</summary>
    const int Finalists = 6;

    static readonly ImageKeyKind[] Kinds = Enum.GetValues<ImageKeyKind>();

    /// <returns>Those that fit at all. A way that names single images comes before one that names many at once, unless it fits less than half as often.</returns>
    public IReadOnlyList<KeyFit> Find()
    {
        if (table.Survey.Fault is not null)
            return [];
        var tried = from column in table.Survey.Columns
                    where column.Filled > 0
                    from kind in Kinds
                    let hits = table.Survey.Sample.Count(row => Fits(row, column.Index, kind))
                    where hits > 0
                    select new KeyFit(column.Index, kind, hits);
        var finalists = Order(tried).Take(Finalists).ToList();
        return table.Survey.Rows <= TableSurvey.SampleRows ? finalists : Order(CountAll(finalists));
    }

    /// <summary>The same for one way, which may fit no row.</summary>
    public static KeyFit Count(MetadataTable table, int column, ImageKeyKind kind) =>
        table.KeyFits.FirstOrDefault(fit => fit.Column == column && fit.Kind == kind)
        ?? new KeySearch(table).CountAll([new KeyFit(column, kind, 0)])[0];

    List<KeyFit> CountAll(List<KeyFit> ways)
    {
        var hits = new int[ways.Count];
        foreach (var row in table.ReadRows())
        {
            for (var place = 0; place < hits.Length; place++)
                hits[place] += Fits(row, ways[place].Column, ways[place].Kind) ? 1 : 0;
        }

        return [.. ways.Select((way, place) => way with { Rows = hits[place] })];
    }

    bool Fits(TableRow row, int column, ImageKeyKind kind) => table.Keys.Find(kind, row.Cells[column]).Places.Count > 0;

    /// <summary>Of columns that fit as often, the one with the longer names: 1 fits 1.png as well as the row's own number does.</summary>
    List<KeyFit> Order(IEnumerable<KeyFit> fits)
    {
        var all = fits.ToList();
        var best = all.Count == 0 ? 0 : all.Max(fit => fit.Rows);
        return
        [
            .. all.OrderByDescending(fit => NamesOne(fit.Kind) && fit.Rows * 2 >= best)
                .ThenByDescending(fit => fit.Rows).ThenBy(fit => fit.Kind)
                .ThenByDescending(fit => table.Survey.Columns[fit.Column].Examples.Sum(example => example.Length)).ThenBy(fit => fit.Column),
        ];
    }

    static bool NamesOne(ImageKeyKind kind) => kind is ImageKeyKind.File or ImageKeyKind.Sop or ImageKeyKind.Image;
}
