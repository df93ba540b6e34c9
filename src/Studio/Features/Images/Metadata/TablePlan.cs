namespace Studio.Features.Images.Metadata;

/// <summary>What a table would do, found out without doing it.</summary>
/// <param name="Fits">Rows whose image is known.</param>
/// <param name="Images">Images that they name.</param>
/// <param name="Columns">What is used, in the order of the table.</param>
/// <param name="Preview">The first rows as they would be.</param>
public sealed record TablePlan(
    TableMapping Mapping,
    int Rows,
    int Fits,
    int Images,
    IReadOnlyList<PlannedColumn> Columns,
    IReadOnlyList<TableProblem> Problems,
    IReadOnlyList<PreviewRow> Preview)
{
    public bool CanStore => Images > 0 && Columns.Count > 0 && Problems.All(problem => !problem.Blocks);

    /// <summary>Whether everything that the table says is known already.</summary>
    public bool ChangesNothing => Columns.All(column => column.Added + column.Changed == 0);
}

/// <param name="Index">Its place in the table.</param>
/// <param name="Name">As it will be called; the heading of patient and category.</param>
/// <param name="Images">Images with a value in the table.</param>
/// <param name="Added">Of them those that have none yet.</param>
/// <param name="Changed">Of them those that have another.</param>
public sealed record PlannedColumn(int Index, string Name, ColumnUse Use, int Images, int Added, int Changed);

/// <param name="Image">Name of the image, or of how many; null where none is known.</param>
/// <param name="Values">One per used column, as it would be shown; null for nothing.</param>
public sealed record PreviewRow(int Line, string Key, string? Image, IReadOnlyList<string?> Values);

/// <summary>How well a column names images.</summary>
/// <param name="Rows">Rows of which it names the image.</param>
public sealed record KeyFit(int Column, ImageKeyKind Kind, int Rows);
