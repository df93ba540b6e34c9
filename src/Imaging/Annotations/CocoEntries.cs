using System.Globalization;
using System.Text.Json;

namespace Studio.Imaging.Annotations;

/// <summary>The entries of the three lists of a COCO file, which may come in any order, until they are joined.</summary>
internal sealed class CocoEntries
{
    private readonly Dictionary<string, string> _categories = new(StringComparer.Ordinal);
    private readonly List<ImageEntry> _images = [];
    private readonly HashSet<string> _imageIds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _fileNames = new(StringComparer.Ordinal);
    private readonly List<AnnotationEntry> _annotations = [];
    private readonly List<LabelFinding> _findings = [];

    public void Add(string list, int number, JsonElement entry)
    {
        string id = entry.ValueKind == JsonValueKind.Object ? Key(entry, "id") ?? "" : "";
        string kind = list switch { "images" => "image", "annotations" => "annotation", _ => "category" };
        string where = id.Length > 0 ? $"{kind} {id}" : string.Create(CultureInfo.InvariantCulture, $"{kind} number {number}");
        if (entry.ValueKind != JsonValueKind.Object)
        {
            _findings.Add(new LabelFinding(where, "It is not an object in braces. It was left out."));
            return;
        }

        switch (list)
        {
            case "images":
                AddImage(id, where, entry);
                break;
            case "annotations":
                _annotations.Add(CocoAnnotationReader.Read(entry, where));
                break;
            default:
                AddCategory(id, where, entry);
                break;
        }
    }

    /// <summary>Puts every annotation to its picture and gives it the name of its category.</summary>
    public CocoDataset Join()
    {
        var byImage = new Dictionary<string, List<CocoAnnotation>>(StringComparer.Ordinal);
        foreach (ImageEntry image in _images)
        {
            byImage[image.Id] = [];
        }

        foreach (AnnotationEntry entry in _annotations)
        {
            _findings.AddRange(entry.Findings.Select(reason => new LabelFinding(entry.Where, reason)));
            if (!byImage.TryGetValue(entry.ImageId ?? "", out List<CocoAnnotation>? annotations))
            {
                _findings.Add(new LabelFinding(entry.Where, $"It belongs to the image {entry.ImageId ?? "(none)"}, which is not in the list of images. It was left out."));
            }
            else if (!_categories.TryGetValue(entry.CategoryId ?? "", out string? name))
            {
                _findings.Add(new LabelFinding(entry.Where, $"It has the category {entry.CategoryId ?? "(none)"}, which is not in the list of categories. It was left out."));
            }
            else if (entry.Box is not null || entry.Shape is not null)
            {
                annotations.Add(new CocoAnnotation(
                    entry.Box is { } box ? box with { Name = name } : null,
                    entry.Shape is { } shape ? shape with { Name = name } : null));
            }
        }

        return new CocoDataset
        {
            Images = [.. _images.Select(image => new CocoImage(image.FileName, image.Rows, image.Columns, byImage[image.Id]))],
            Findings = _findings,
        };
    }

    /// <summary>Numbers and texts are both used as identifiers.</summary>
    internal static string? Key(JsonElement entry, string name) => entry.TryGetProperty(name, out JsonElement value)
        ? value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        }
        : null;

    private void AddImage(string id, string where, JsonElement entry)
    {
        string? fileName = Key(entry, "file_name");
        if (id.Length == 0 || string.IsNullOrWhiteSpace(fileName))
        {
            _findings.Add(new LabelFinding(where, $"The image has no {(id.Length == 0 ? "id" : "file_name")}. It was left out."));
        }
        else if (_imageIds.Contains(id) || _fileNames.Contains(fileName))
        {
            _findings.Add(new LabelFinding(where, $"An image before it has the same {(_imageIds.Contains(id) ? "id" : "file_name")}. It was left out."));
        }
        else
        {
            _imageIds.Add(id);
            _fileNames.Add(fileName);
            _images.Add(new ImageEntry(id, fileName, Length(entry, "height"), Length(entry, "width")));
        }
    }

    private void AddCategory(string id, string where, JsonElement entry)
    {
        string? name = Key(entry, "name")?.Trim();
        if (id.Length == 0 || string.IsNullOrEmpty(name))
        {
            _findings.Add(new LabelFinding(where, $"The category has no {(id.Length == 0 ? "id" : "name")}. It was left out."));
        }
        else if (!_categories.TryAdd(id, name))
        {
            _findings.Add(new LabelFinding(where, $"The id stands for \"{_categories[id]}\" already. It was left out."));
        }
    }

    private static int? Length(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int length) && length > 0
            ? length
            : null;

    private sealed record ImageEntry(string Id, string FileName, int? Rows, int? Columns);

    /// <summary>One annotation as it stands in the file; box and shape have no name yet.</summary>
    internal sealed record AnnotationEntry(
        string Where, string? ImageId, string? CategoryId, LabelBox? Box, LabelShape? Shape, IReadOnlyList<string> Findings);
}
