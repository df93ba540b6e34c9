using System.Globalization;
using System.Text.Json;

namespace Studio.Imaging.Annotations;

/// <summary>Reads COCO files with instances: boxes, polygons and run lengths of many pictures in one JSON file.</summary>
/// <remarks>
/// Layout after cocodataset.org, "Data format", object detection. The file is untrusted: at most 512 MB, and one entry at
/// a time is taken apart. Holes are not part of COCO polygons.
/// </remarks>
public static class CocoReader
{
    /// <summary>Largest file in bytes.</summary>
    public const long MaxBytes = 512L << 20;

    private static readonly string[] Lists = ["images", "annotations", "categories"];

    /// <summary>Reads a file; what is wrong with it is in the result and never an exception.</summary>
    /// <exception cref="IOException">The stream itself cannot be read.</exception>
    public static CocoDataset Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (LimitedContent.Read(stream, MaxBytes) is not { } content)
        {
            return Unreadable($"The file is larger than {MaxBytes >> 20} MB. Split it.");
        }

        ReadOnlySpan<byte> json = LimitedContent.WithoutMark(content);
        var entries = new CocoEntries();
        try
        {
            return ReadLists(json, entries) is { } fault ? Unreadable(fault) : entries.Join();
        }
        catch (JsonException broken)
        {
            long line = (broken.LineNumber ?? 0) + 1;
            return Unreadable(string.Create(CultureInfo.InvariantCulture, $"Line {line}: it is not valid JSON. Export the labels again."));
        }
    }

    /// <summary>Whether a file is JSON that has lists of images and annotations, as far as it can be read.</summary>
    public static bool IsCoco(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (LimitedContent.Read(stream, MaxBytes) is not { } content)
        {
            return false;
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(LimitedContent.WithoutMark(content));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartArray)
                {
                    found.Add(name);
                    if (IsEnough())
                    {
                        return true;
                    }
                }

                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // Cut or damaged before both lists were seen.
        }

        return false;

        bool IsEnough() => found.Contains("images") && found.Contains("annotations");
    }

    private static CocoDataset Unreadable(string fault) => new() { Fault = fault };

    /// <returns>What is wrong with the file as a whole, or null.</returns>
    private static string? ReadLists(ReadOnlySpan<byte> json, CocoEntries entries)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return "Line 1: this is not a COCO file, which is one JSON object with the lists images, annotations and categories.";
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            if (!Lists.Contains(name) || !seen.Add(name))
            {
                reader.Skip();
                continue;
            }

            if (reader.TokenType != JsonTokenType.StartArray)
            {
                int line = 1 + json[..(int)reader.TokenStartIndex].Count((byte)'\n');
                return $"Line {line}: \"{name}\" is not a list, as it is in a COCO file.";
            }

            for (int number = 1; reader.Read() && reader.TokenType != JsonTokenType.EndArray; number++)
            {
                entries.Add(name, number, JsonElement.ParseValue(ref reader));
            }
        }

        reader.Read();
        return Lists.FirstOrDefault(list => !seen.Contains(list)) is { } missing
            ? $"This is not a COCO file of objects: it has no list \"{missing}\"."
            : null;
    }
}
