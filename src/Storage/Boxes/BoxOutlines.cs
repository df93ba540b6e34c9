using System.Globalization;
using System.Text;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>The boxes of an image as outlines, so that every list of pictures shows them like labels.</summary>
public static class BoxOutlines
{
    /// <summary>The boxes of a document as SQL: [class, left, top, right, bottom] each.</summary>
    /// <param name="label">Its id, in terms of the surrounding query.</param>
    internal static string JsonOf(string label) =>
        $"""
        (SELECT json_group_array(json_array(box.class_index, box."left", box.top, box."right", box.bottom)) FROM (
           SELECT * FROM annotation_object WHERE annotation_id = {label} AND kind = 'box' AND removed_at IS NULL
           ORDER BY id) box)
        """;

    /// <summary>One SVG path per class.</summary>
    public static IReadOnlyList<ClassOutline> Of(IEnumerable<BoxSpec> boxes)
    {
        ArgumentNullException.ThrowIfNull(boxes);
        return Join(boxes.Select(box => new[] { box.ClassIndex, box.X, box.Y, box.X + box.Width, box.Y + box.Height }));
    }

    internal static IReadOnlyList<ClassOutline> Read(string json) => Join(StoredJson.Read<IReadOnlyList<double[]>>(json));

    static IReadOnlyList<ClassOutline> Join(IEnumerable<double[]> boxes)
    {
        var paths = new SortedDictionary<int, StringBuilder>();
        foreach (var box in boxes)
        {
            var classIndex = (int)box[0];
            if (!paths.TryGetValue(classIndex, out var path))
            {
                paths[classIndex] = path = new StringBuilder();
            }

            path.Append(CultureInfo.InvariantCulture, $"M{box[1]} {box[2]}H{box[3]}V{box[4]}H{box[1]}z");
        }

        return [.. paths.Select(entry => new ClassOutline(entry.Key, entry.Value.ToString()))];
    }
}
