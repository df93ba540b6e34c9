using System.Globalization;
using System.Text.Json;

namespace Studio.Imaging.Dicom.Json;

/// <summary>Reads the DICOM JSON model back; a value that was left out becomes an empty element.</summary>
internal static class DicomJsonReader
{
    private static readonly string[] NameGroups = ["Alphabetic", "Ideographic", "Phonetic"];

    public static DicomDataset Read(JsonElement json, DicomDataset? parent)
    {
        var dataset = new DicomDataset(parent);
        foreach (JsonProperty member in json.EnumerateObject())
        {
            uint number = uint.Parse(member.Name, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var tag = new DicomTag((ushort)(number >> 16), (ushort)number);
            DicomVr vr = Enum.TryParse(member.Value.GetProperty("vr").GetString(), out DicomVr known)
                ? known
                : throw new FormatException($"The element {tag} has a value representation that is unknown.");
            dataset.Add(ReadElement(member.Value, tag, vr, dataset));
        }

        return dataset;
    }

    private static DicomElement ReadElement(JsonElement json, DicomTag tag, DicomVr vr, DicomDataset owner)
    {
        if (vr == DicomVr.SQ)
        {
            return DicomElement.OfItems(tag, [.. Values(json).Select(item => Read(item, owner))]);
        }

        if (vr.IsText())
        {
            return DicomElement.OfText(tag, vr, string.Join('\\', Values(json).Select(value => Text(value, vr))));
        }

        byte[] bytes = json.TryGetProperty("InlineBinary", out JsonElement binary)
            ? binary.GetBytesFromBase64()
            : [.. Values(json).SelectMany(value => DicomNumbers.Bytes(value, vr))];
        return new DicomElement(tag, vr, IsBigEndian: false) { Value = bytes, AnnouncedLength = bytes.Length };
    }

    private static JsonElement.ArrayEnumerator Values(JsonElement json) =>
        json.TryGetProperty("Value", out JsonElement values) ? values.EnumerateArray() : default;

    private static string Text(JsonElement value, DicomVr vr)
    {
        if (vr == DicomVr.PN && value.ValueKind == JsonValueKind.Object)
        {
            var groups = NameGroups.Select(name => value.TryGetProperty(name, out JsonElement group) ? group.GetString() : "");
            return string.Join('=', groups).TrimEnd('=');
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => "",
            JsonValueKind.Number => Decimal(value),
            _ => value.GetString() ?? "",
        };
    }

    /// <summary>A number as a decimal string, of at most 16 characters where the number has no more (PS3.5 section 6.2, DS).</summary>
    private static string Decimal(JsonElement value)
    {
        string raw = value.GetRawText();
        return raw.Length <= 16 ? raw : value.GetDouble().ToString("R", CultureInfo.InvariantCulture) is { Length: <= 16 } exact
            ? exact
            : value.GetDouble().ToString("G10", CultureInfo.InvariantCulture);
    }
}
