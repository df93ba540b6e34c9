using System.Globalization;
using System.Text;
using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>Names what an image's label says: the same pixels, boxes and answers give the same key, whoever gave them.</summary>
static class LabelKey
{
    const int Length = 16;

    /// <param name="labelmapSha256">Null: no pixel of any class.</param>
    public static string Of(string? labelmapSha256, IEnumerable<BoxSpec> boxes, IEnumerable<TagSpec> tags)
    {
        var text = new StringBuilder(labelmapSha256 ?? "empty");
        foreach (var box in boxes)
        {
            text.Append(CultureInfo.InvariantCulture, $"|box {box.ClassIndex} {box.X:R} {box.Y:R} {box.Width:R} {box.Height:R}");
        }

        foreach (var tag in tags)
        {
            text.Append(CultureInfo.InvariantCulture, $"|tag {tag.ClassIndex} {tag.Answer}");
        }

        return Sha256Text.Of(text.ToString())[..Length];
    }
}
