using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Versions.Export;

/// <summary>Images and tags as tables.</summary>
static class ExportTables
{
    static readonly string[] Fixed =
    [
        "id", "file", "mask", "patient", "part", "fold", "rows", "columns", "row_spacing_mm", "column_spacing_mm", "rescale_slope",
        "rescale_intercept", "photometric", "format", "modality", "category", "series", "slice", "slice_spacing_mm",
    ];

    /// <summary>One row per image. The first column is no file's name, so that an import does not take the table for one of tags.</summary>
    public static void WriteImages(Stream target, DatasetFiles files, ILookup<long, ExportField> fields, bool withNames)
    {
        var names = fields.SelectMany(image => image).Select(field => field.Field).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
        using var csv = Open(target);
        WriteRow(csv, [.. Fixed, .. withNames ? ["name"] : Array.Empty<string>(), .. names.Select(name => $"field.{name}")]);
        foreach (var item in files.Items)
        {
            var values = fields[item.ImageId].ToDictionary(field => field.Field, field => field.Value, StringComparer.OrdinalIgnoreCase);
            WriteRow(csv,
            [
                Text(item.ImageId), DatasetFiles.PictureOf(item), files.HasMasks ? DatasetFiles.MaskOf(item) : "", item.PatientKey, Part(item.Split), Text(item.Fold),
                Text(item.Rows), Text(item.Columns), Text(item.SpacingRowMm), Text(item.SpacingColumnMm), Text(item.RescaleSlope),
                Text(item.RescaleIntercept - (item.RescaleSlope * ExportedPicture.OffsetOf(item))), item.Photometric, item.Format, item.Modality ?? "",
                item.Category ?? "", Text(item.SeriesId), Text(item.SliceIndex), Text(item.SliceSpacingMm),
                .. withNames ? [item.Name] : Array.Empty<string>(),
                .. names.Select(name => values.GetValueOrDefault(name, "")),
            ]);
        }
    }

    /// <summary>One column per class: 1 there, 0 not there, empty where nobody said; unsure as the word.</summary>
    public static void WriteTags(Stream target, DatasetFiles files, IReadOnlyList<ClassDefinition> classes)
    {
        using var csv = Open(target);
        WriteRow(csv, ["file", .. classes.Select(item => item.Name)]);
        foreach (var item in files.Items.Where(item => item.Tags.Count > 0))
            WriteRow(csv, [DatasetFiles.PictureOf(item), .. classes.Select(definition => Answer(item, definition.Index))]);
    }

    static string Answer(ExportItem item, int index) => item.Tags.FirstOrDefault(tag => tag.ClassIndex == index) switch
    {
        null => "",
        { Answer: true } => "1",
        { Answer: false } => "0",
        _ => "unsure",
    };

    static CsvWriter Open(Stream target) => new(
        new StreamWriter(target, leaveOpen: true),
        // A cell that begins like a formula must not run when a spreadsheet opens the table.
        new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n", InjectionOptions = InjectionOptions.Escape, InjectionCharacters = ['=', '@', '\t', '\r'] });

    static void WriteRow(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }

    static string Part(Split split) => split.ToString().ToLowerInvariant();

    static string Text<T>(T value) => value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : value?.ToString() ?? "";
}
