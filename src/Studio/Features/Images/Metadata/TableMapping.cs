using Studio.Contracts.Projects;

namespace Studio.Features.Images.Metadata;

/// <summary>What becomes of a column.</summary>
public enum ColumnUse
{
    /// <summary>A column of numbers.</summary>
    Number,

    /// <summary>A column of text.</summary>
    Text,

    /// <summary>A column of text that holds what all rows about an image say.</summary>
    Joined,

    /// <summary>The part of the data that the authors of the data gave the image: a column of training, validation, test.</summary>
    Part,

    /// <summary>The image's patient.</summary>
    Patient,

    /// <summary>Of which kind the image is, for trainings that draw every kind as often.</summary>
    Category,
    LeftOut,
}

/// <param name="Name">Of the column that is made; of no meaning for patient, category and what is left out.</param>
public sealed record ColumnChoice(ColumnUse Use, string Name)
{
    /// <summary>Whether a column of the table of images is made of it.</summary>
    public bool IsField => Use is ColumnUse.Number or ColumnUse.Text or ColumnUse.Joined or ColumnUse.Part;
}

/// <summary>How a table is understood.</summary>
/// <param name="Columns">One per column of the table; that of the key column counts for nothing.</param>
public sealed record TableMapping(int KeyColumn, ImageKeyKind KeyKind, IReadOnlyList<ColumnChoice> Columns)
{
    /// <summary>Rows that may mean several images are left out; else nothing is stored as long as there are any.</summary>
    public bool LeavesAmbiguousOut { get; init; }

    /// <summary>Images get another patient than is known; else nothing is stored as long as that would happen.</summary>
    public bool MovesPatients { get; init; }

    /// <summary>Columns that become something, with their places.</summary>
    public IEnumerable<(int Index, ColumnChoice Choice)> Used =>
        Columns.Index().Where(column => column.Index != KeyColumn && column.Item.Use != ColumnUse.LeftOut);

    public TableMapping With(int column, ColumnChoice choice) =>
        this with { Columns = [.. Columns.Select((known, index) => index == column ? choice : known)] };
}

/// <summary>Parts of the data as tables write them.</summary>
static class PartWord
{
    /// <summary>By word, or by number as DeepLesion has them: 1 training, 2 validation, 3 test.</summary>
    public static Split? Parse(string cell) => cell.ToLowerInvariant() switch
    {
        "1" or "train" or "training" or "tr" => Split.Training,
        "2" or "val" or "valid" or "validation" or "dev" => Split.Validation,
        "3" or "test" or "testing" or "te" => Split.Test,
        _ => null,
    };
}
