using System.Diagnostics.CodeAnalysis;
using Studio.Features.Import.Expanding;
using Studio.Imaging.Annotations;

namespace Studio.Features.Import.Labels;

/// <summary>A place of boxes that a person named: <c>voc:</c> and a folder, or <c>coco:</c> and a file.</summary>
public sealed record LabelSource(LabelFileKind Kind, string Path)
{
    const string VocPrefix = "voc:";
    const string CocoPrefix = "coco:";

    /// <param name="text">As typed.</param>
    /// <param name="source">The source when the result is true; its place exists.</param>
    /// <param name="error">What is wrong, for people, when the result is false.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out LabelSource? source, [NotNullWhen(false)] out string? error)
    {
        source = null;
        error = null;
        if (text.StartsWith(VocPrefix, StringComparison.OrdinalIgnoreCase))
            source = new LabelSource(LabelFileKind.Voc, System.IO.Path.GetFullPath(text[VocPrefix.Length..]));
        else if (text.StartsWith(CocoPrefix, StringComparison.OrdinalIgnoreCase))
            source = new LabelSource(LabelFileKind.Coco, System.IO.Path.GetFullPath(text[CocoPrefix.Length..]));
        error = source switch
        {
            null => $"'{text}' does not say what kind of boxes it is. Give voc:FOLDER with one XML file per picture, or coco:FILE.",
            { Kind: LabelFileKind.Voc } when !Directory.Exists(source.Path) => $"The folder {source.Path} does not exist. Give the folder with the XML files.",
            { Kind: LabelFileKind.Voc } when source.List().Count == 0 => $"The folder {source.Path} holds no XML file.",
            { Kind: LabelFileKind.Coco } when !File.Exists(source.Path) => $"The file {source.Path} does not exist. Give the JSON file with the labels.",
            _ => null,
        };
        return error is null;
    }

    /// <summary>What makes a file with labels of many pictures useless as a whole, with the line; null when it can be read.</summary>
    /// <param name="kind">COCO or tags.</param>
    /// <param name="path">An existing file.</param>
    public static string? FindFault(LabelFileKind kind, string path)
    {
        using var stream = File.OpenRead(path);
        return kind == LabelFileKind.Coco ? CocoReader.Read(stream).Fault : TagTableReader.Read(stream).Fault;
    }

    /// <summary>The files in the order of their names.</summary>
    public IReadOnlyList<LabelFile> List()
    {
        if (Kind != LabelFileKind.Voc)
            return [Of(Path, System.IO.Path.GetFileName(Path))];
        var name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));
        return
        [
            .. Directory.EnumerateFiles(Path, "*.xml", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file => Of(file, $"{name}/{System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/')}")),
        ];
    }

    /// <summary>A table of tags that a person named.</summary>
    public static LabelFile OfTags(string path) => new LabelSource(LabelFileKind.Tags, path).List()[0];

    LabelFile Of(string fullPath, string path) => new(new ImportFile(path, fullPath, new FileInfo(fullPath).Length), Kind);
}
