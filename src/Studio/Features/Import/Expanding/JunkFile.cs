using Studio.Imaging.Annotations;

namespace Studio.Features.Import.Expanding;

/// <summary>Files that lie beside pictures and are none: they are skipped with a reason instead of rejected.</summary>
public static class JunkFile
{
    /// <summary>The reason for documents; some of them hold labels, which their content tells.</summary>
    public const string Document = "A document, not a picture.";

    static readonly HashSet<string> SystemNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "Thumbs.db", "ehthumbs.db", "desktop.ini", ".DS_Store", ".directory", ".gitignore", ".gitattributes",
    };

    static readonly HashSet<string> DocumentExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".txt", ".md", ".rst", ".csv", ".tsv", ".json", ".xml", ".yaml", ".yml", ".html", ".htm", ".pdf", ".rtf",
        ".doc", ".docx", ".xls", ".xlsx", ".log", ".ini", ".lnk", ".url", ".py", ".m", ".exe", ".inf", ".db",
    };

    static readonly string[] DocumentNames = ["README", "LICENSE", "LICENCE", "COPYING", "CHANGELOG", "NOTICE"];

    /// <summary>Whether the file is a document that may hold labels, so that it is worth a look inside.</summary>
    /// <param name="path">With "/" between its parts.</param>
    public static bool MayHoldLabels(string path) => LabelFileKinds.IsCandidate(path) && ReasonToSkip(path) == Document;

    /// <summary>Why the file is passed over, or null where it may be a picture.</summary>
    /// <param name="path">With "/" between its parts.</param>
    public static string? ReasonToSkip(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (path.Split('/').Contains("__MACOSX") || name.StartsWith("._", StringComparison.Ordinal) || SystemNames.Contains(name))
            return "A file of the operating system, not a picture.";
        if (name.Equals("DICOMDIR", StringComparison.OrdinalIgnoreCase))
            return "The table of contents of a DICOM disc. The pictures themselves are imported.";
        if (DocumentExtensions.Contains(Path.GetExtension(name)) || DocumentNames.Contains(name, StringComparer.OrdinalIgnoreCase))
            return Document;
        return null;
    }
}
