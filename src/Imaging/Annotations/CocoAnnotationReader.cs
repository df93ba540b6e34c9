using System.Text.Json;

namespace Studio.Imaging.Annotations;

/// <summary>Takes one annotation of a COCO file apart.</summary>
internal static class CocoAnnotationReader
{
    private const int CoordinatesOfTriangle = 6;

    public static CocoEntries.AnnotationEntry Read(JsonElement entry, string where)
    {
        var findings = new List<string>();
        bool isCrowd = entry.TryGetProperty("iscrowd", out JsonElement crowd) && crowd.ValueKind is JsonValueKind.Number or JsonValueKind.True
            && (crowd.ValueKind == JsonValueKind.True || crowd.GetDouble() != 0);
        LabelShape? shape = entry.TryGetProperty("segmentation", out JsonElement segmentation) ? ReadShape(segmentation, where, findings) : null;
        LabelBox? box = entry.TryGetProperty("bbox", out JsonElement corners) && !isCrowd ? ReadBox(corners, where, findings) : null;
        if (box is null && shape is null && findings.Count == 0)
        {
            findings.Add(isCrowd
                ? "It marks a crowd by a box, which says nothing about single objects. It was left out."
                : "It has neither a box nor an area. It was left out.");
        }

        return new CocoEntries.AnnotationEntry(where, CocoEntries.Key(entry, "image_id"), CocoEntries.Key(entry, "category_id"), box, shape, findings);
    }

    /// <summary>COCO boxes are [left, top, width, height]; (0, 0) is the outer corner of the first pixel, as here.</summary>
    private static LabelBox? ReadBox(JsonElement box, string where, List<string> findings)
    {
        if (ReadNumbers(box) is not [var left, var top, var width, var height])
        {
            if (box.ValueKind != JsonValueKind.Null && !(box.ValueKind == JsonValueKind.Array && box.GetArrayLength() == 0))
            {
                findings.Add("Its bbox is not four numbers. The box was left out.");
            }

            return null;
        }

        return new LabelBox("", left, top, left + width, top + height, where);
    }

    private static LabelShape? ReadShape(JsonElement segmentation, string where, List<string> findings) => segmentation.ValueKind switch
    {
        JsonValueKind.Array => ReadPolygons(segmentation, where, findings),
        JsonValueKind.Object => ReadRuns(segmentation, where, findings),
        JsonValueKind.Null => null,
        _ => Refuse("Its segmentation is neither polygons nor runs. The area was left out.", findings),
    };

    private static LabelShape? ReadPolygons(JsonElement segmentation, string where, List<string> findings)
    {
        var polygons = new List<double[]>();
        foreach (JsonElement item in segmentation.EnumerateArray())
        {
            if (ReadNumbers(item) is { } points && points.Length >= CoordinatesOfTriangle && points.Length % 2 == 0)
            {
                polygons.Add(points);
            }
            else
            {
                findings.Add("A polygon of it is not a list x, y, x, y, … of at least three points. The polygon was left out.");
            }
        }

        return polygons.Count == 0 ? null : new LabelShape { Name = "", Where = where, Polygons = polygons };
    }

    private static LabelShape? ReadRuns(JsonElement segmentation, string where, List<string> findings)
    {
        bool hasSize = segmentation.TryGetProperty("size", out JsonElement size);
        if (!hasSize || ReadNumbers(size) is not [var rows, var columns] || !IsLength(rows) || !IsLength(columns))
        {
            return Refuse("Its runs have no size [height, width]. The area was left out.", findings);
        }

        int[]? runs = segmentation.TryGetProperty("counts", out JsonElement counts) ? ReadCounts(counts) : null;
        if (runs is null || runs.Sum(run => (long)run) != (long)rows * (long)columns)
        {
            return Refuse("Its runs are damaged: they do not cover the picture exactly. The area was left out.", findings);
        }

        return new LabelShape { Name = "", Where = where, Runs = runs, Rows = (int)rows, Columns = (int)columns };
    }

    private static int[]? ReadCounts(JsonElement counts)
    {
        if (counts.ValueKind == JsonValueKind.String)
        {
            return CocoRuns.TryUnpack(counts.GetString()!, out int[] runs) ? runs : null;
        }

        return ReadNumbers(counts) is { } numbers && numbers.All(number => number is >= 0 and <= int.MaxValue && number == Math.Floor(number))
            ? Array.ConvertAll(numbers, number => (int)number)
            : null;
    }

    /// <summary>Finite numbers, or null where the element is anything else.</summary>
    private static double[]? ReadNumbers(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        double[] numbers = new double[element.GetArrayLength()];
        int index = 0;
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetDouble(out numbers[index]) || !double.IsFinite(numbers[index++]))
            {
                return null;
            }
        }

        return numbers;
    }

    private static bool IsLength(double number) => number is >= 1 and <= ushort.MaxValue && number == Math.Floor(number);

    private static LabelShape? Refuse(string reason, List<string> findings)
    {
        findings.Add(reason);
        return null;
    }
}
