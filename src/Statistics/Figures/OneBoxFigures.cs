namespace Studio.Statistics;

/// <summary>Figures of the one box of an image: its IoU, whether it is from 0.5 (<c>hit50.box</c>), and the baseline's.</summary>
public static class OneBoxFigures
{
    static readonly (string Name, FigureScale Scale)[] Columns =
    [
        ("iou.box", FigureScale.Mean), ("hit50.box", FigureScale.Share),
        ("baseline.iou.box", FigureScale.Mean), ("baseline.hit50.box", FigureScale.Share),
    ];

    /// <summary>Over images and over patients.</summary>
    public static IReadOnlyList<NamedFigure> Of(CaseTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. Columns.SelectMany(column => ColumnFigures.Means(table, column.Name, column.Scale))];
    }
}
