using Studio.Contracts.Import;
using Studio.Features.Import.Expanding;
using Studio.Imaging.Annotations;

namespace Studio.Features.Import.Labels;

/// <summary>The label files of a batch: those a person named, and those among its documents.</summary>
static class LabelFinder
{
    /// <summary>Documents without labels are skipped in <paramref name="found"/>, as other documents are.</summary>
    public static IReadOnlyList<LabelFile> Find(ImportRequest request, IReadOnlyList<ExpandedFiles> found, CancellationToken cancellation)
    {
        var labels = new List<LabelFile>();
        if (request.BoxSource is { } boxes)
            labels.AddRange(LabelSource.TryParse(boxes, out var source, out var error) ? source.List() : throw new ImportProblemException(error));
        if (request.TagSource is { } tags)
            labels.Add(File.Exists(tags) ? LabelSource.OfTags(tags) : throw new ImportProblemException($"The file {tags} does not exist. Give the CSV file with the tags."));
        var named = labels.Select(label => label.File.FullPath).ToHashSet(StringComparer.Ordinal);
        foreach (var files in found)
        {
            foreach (var document in files.Documents.Where(document => named.Add(document.FullPath)))
            {
                cancellation.ThrowIfCancellationRequested();
                if (Recognise(document) is { } kind)
                    labels.Add(new LabelFile(document, kind));
                else
                    files.Skip(document.Path, JunkFile.Document);
            }
        }

        return labels;
    }

    static LabelFileKind? Recognise(ImportFile document)
    {
        try
        {
            using var stream = File.OpenRead(document.FullPath);
            return LabelFileKinds.Recognise(document.Path, stream);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
