using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Features.Label;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Images;

/// <summary>A column that the table of images can show. The name is always there.</summary>
/// <param name="Key">In addresses.</param>
/// <param name="Field">Null for a column that every image has.</param>
public sealed record TableColumn(string Key, string Title, Field? Field = null)
{
    const string Unknown = "–";

    static readonly TableColumn[] BuiltIn =
    [
        new("patient", "Patient"),
        new("size", "Size"),
        new("format", "Format"),
        new("modality", "Modality"),
        new("category", "Kind"),
        new("split", "Split"),
        new("state", "State"),
        new("assigned", "Assigned"),
        new("classes", "Classes"),
        new("left-out", "Left out, because"),
    ];

    static readonly string[] Usual = ["patient", "size", "format", "modality", "split", "state", "assigned", "classes"];

    /// <summary>Those of every image, then those of the project.</summary>
    public static IReadOnlyList<TableColumn> All(IReadOnlyList<Field> fields) =>
        [.. BuiltIn, .. fields.Select(field => new TableColumn(FieldFilterWord.Key(field.Id), field.Name, field))];

    /// <summary>Those that an address asks for, or the usual ones.</summary>
    public static IReadOnlyList<TableColumn> Chosen(IReadOnlyList<string> keys, IReadOnlyList<Field> fields)
    {
        var all = All(fields);
        return [.. (keys.Count > 0 ? keys : Usual).Select(key => all.FirstOrDefault(column => column.Key == key)).OfType<TableColumn>()];
    }

    /// <summary>What it says of an image, as text; null where the table draws it itself.</summary>
    public string? Text(ImageListItem image, FieldValue? said) => Key switch
    {
        _ when Field is not null => said is not { } value ? Unknown : value.Text ?? value.Number?.ToString("0.####", CultureInfo.InvariantCulture) ?? Unknown,
        "patient" => image.PatientKey ?? Unknown,
        "size" => $"{image.Columns} × {image.Rows}{(image.SliceCount > 1 ? $" × {Wording.Number(image.SliceCount)}" : "")}",
        "format" => image.Format,
        "modality" => image.Modality ?? Unknown,
        "category" => image.Category ?? Unknown,
        "split" => Wording.Split(image.FixedSplit ?? Split.Unassigned),
        "left-out" => image.ExcludedReason ?? Unknown,
        _ => null,
    };
}
