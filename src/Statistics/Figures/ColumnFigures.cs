namespace Studio.Statistics;

/// <summary>Means of columns, and figures of classes with their mean.</summary>
static class ColumnFigures
{
    /// <summary>The mean of a column over images and over patients; nothing where there is no such column.</summary>
    /// <param name="scale">A share where values are 0 or 1, a mean where they lie between.</param>
    public static IEnumerable<NamedFigure> Means(CaseTable table, string name, FigureScale scale)
    {
        if (table.Find(name) is { } column)
        {
            var cases = column.Count(value => !double.IsNaN(value));
            yield return new NamedFigure(name, FigureLevel.Image, RatioFigure.OverCases(column, table.Clusters, table.Patients.Count, scale), cases);
            yield return new NamedFigure(name, FigureLevel.Patient, RatioFigure.OverPatients(column, table.Clusters, table.Patients.Count, scale), cases);
        }
    }

    /// <summary>The same of each class, <c>METRIC.CLASS</c>, and the means of the classes, <c>METRIC.mean</c>.</summary>
    public static IEnumerable<NamedFigure> ClassMeans(CaseTable table, string metric, IReadOnlyList<string> classes, FigureScale scale)
    {
        List<NamedFigure> figures = [.. classes.SelectMany(name => Means(table, $"{metric}.{name}", scale))];
        var columns = classes.Select(name => table.Find($"{metric}.{name}")).OfType<double[]>().ToList();
        var cases = Enumerable.Range(0, table.Count).Count(place => columns.Any(column => !double.IsNaN(column[place])));
        return
        [
            .. figures,
            .. figures.GroupBy(figure => figure.Level).Select(level => Mean(metric, level.Key, level, cases)),
        ];
    }

    /// <param name="figures">Of the classes, at least one.</param>
    /// <param name="cases">Images on which a class has a value.</param>
    public static NamedFigure Mean(string metric, FigureLevel level, IEnumerable<NamedFigure> figures, int cases) =>
        new($"{metric}.mean", level, new MeanFigure([.. figures.Select(figure => figure.Figure)]), cases);
}
