namespace Studio.Statistics;

/// <summary>Figures of the one box of an image: its IoU, whether it is from 0.5 (<c>hit50.box</c>), and the baseline's.</summary>
public static class OneBoxFigures
{
    static readonly string[] Names = ["iou.box", "hit50.box", "baseline.iou.box", "baseline.hit50.box"];

    /// <summary>Over images and over patients.</summary>
    public static IReadOnlyList<NamedFigure> Of(CaseTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. Names.SelectMany(name => ColumnFigures.Means(table, name, FigureScale.Share))];
    }
}
