namespace Studio.Imaging.Annotations;

/// <summary>Label files that are no masks.</summary>
public enum LabelFileKind
{
    Voc,
    Coco,
    Tags,
}

/// <summary>Recognises label files among documents.</summary>
public static class LabelFileKinds
{
    private static readonly string[] Tables = [".csv", ".tsv"];

    /// <summary>Whether a file's name allows labels, so that its content is worth a look.</summary>
    public static bool IsCandidate(string path) => Path.GetExtension(path).ToLowerInvariant() is ".xml" or ".json" or ".csv" or ".tsv";

    /// <summary>What a file holds by its content; null where it holds no labels.</summary>
    /// <param name="path">Its name; the extension says how to look at the content.</param>
    /// <param name="stream">At its beginning.</param>
    public static LabelFileKind? Recognise(string path, Stream stream)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        if (extension == ".xml")
        {
            return VocReader.IsVoc(stream) ? LabelFileKind.Voc : null;
        }

        if (extension == ".json")
        {
            return CocoReader.IsCoco(stream) ? LabelFileKind.Coco : null;
        }

        return Tables.Contains(extension) && TagTableReader.Read(stream) is { Fault: null } table && table.Statements.Count + table.Categories.Count > 0 ? LabelFileKind.Tags : null;
    }
}
