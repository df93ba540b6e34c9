using Studio.Features.Import;
using Studio.Features.Import.Labels;
using Studio.Imaging.Annotations;
using Studio.Storage;

namespace Studio.Features.Images.Metadata;

/// <summary>How a column names images.</summary>
public enum ImageKeyKind
{
    /// <summary>A file's name with or without folders and extension.</summary>
    File,

    /// <summary>SOPInstanceUID of a DICOM file.</summary>
    Sop,

    /// <summary>The image's name in the studio.</summary>
    Image,

    /// <summary>SeriesInstanceUID: all images of the series.</summary>
    Series,

    /// <summary>PatientID or pseudonym: all images of the patient.</summary>
    Patient,
}

/// <summary>The images that a cell names.</summary>
/// <param name="Places">Among the images of the project; empty where it names none, or nobody can tell which.</param>
/// <param name="Candidates">Files or images that it may mean where it fits several that are not meant together.</param>
public readonly record struct KeyHit(IReadOnlyList<int> Places, IReadOnlyList<string> Candidates)
{
    public static KeyHit None { get; } = new([], []);

    public bool IsAmbiguous => Candidates.Count > 0;
}

/// <summary>Finds the images of a project by what tables call them. Where the project de-identifies, also by the hospital's ids.</summary>
sealed class ImageKeys
{
    const int MaxCandidates = 3;

    readonly IReadOnlyList<TableSubject> images;
    readonly LabelSubjects subjects;
    readonly List<int[]> frames = [];
    readonly List<string> paths = [];
    readonly Dictionary<PathForm, PathIndex> byPath = [];
    readonly Lazy<PathIndex> byName;
    readonly Lazy<Dictionary<string, List<int>>> bySop;
    readonly Lazy<Dictionary<long, List<int>>> bySeries;
    readonly Lazy<Dictionary<long, List<int>>> byPatient;

    /// <param name="images">The frames of a file beside each other, files numbered in this order.</param>
    /// <param name="subjects">Series and patients of the project.</param>
    public ImageKeys(IReadOnlyList<TableSubject> images, LabelSubjects subjects)
    {
        this.images = images;
        this.subjects = subjects;
        for (var place = 0; place < images.Count;)
        {
            var first = place;
            while (place < images.Count && images[place].File == images[first].File)
                place++;
            frames.Add([.. Enumerable.Range(first, place - first)]);
            paths.Add(images[first].SourcePath);
        }

        byName = new(() => new PathIndex([.. images.Select(image => image.Name)], PathForm.Whole));
        bySop = new(() => Group(images.Index().Where(entry => entry.Item.SopInstanceUid is not null).Select(entry => (entry.Index, entry.Item.SopInstanceUid!))));
        bySeries = new(() => Group(images.Index().Where(entry => entry.Item.SeriesId is not null).Select(entry => (entry.Index, entry.Item.SeriesId!.Value))));
        byPatient = new(() => Group(images.Index().Where(entry => entry.Item.PatientId is not null).Select(entry => (entry.Index, entry.Item.PatientId!.Value))));
    }

    public KeyHit Find(ImageKeyKind kind, string cell) => cell.Length == 0 ? KeyHit.None : kind switch
    {
        ImageKeyKind.File => OfFile(cell),
        ImageKeyKind.Image => OfImage(cell),
        ImageKeyKind.Sop => OfSop(cell),
        ImageKeyKind.Series => OfGroup(subjects.Find(TagSubjectKind.Series, cell), bySeries.Value),
        _ => OfGroup(subjects.Find(TagSubjectKind.Patient, cell), byPatient.Value),
    };

    /// <summary>
    /// The whole path, then folder and name, also as "folder_name", then the name alone. Folders that differ are not
    /// overlooked: train/1.png is not test/1.png.
    /// </summary>
    KeyHit OfFile(string cell)
    {
        var path = cell.Replace('\\', '/').TrimStart('.').TrimStart('/');
        var hasFolder = path.Contains('/', StringComparison.Ordinal);
        return OfFiles(By(PathForm.Whole).Find(path))
            ?? OfFiles(By(PathForm.FolderAndName).Find(hasFolder ? PathIndex.PartOf(path, PathForm.FolderAndName) : path))
            ?? OfFiles(By(PathForm.FolderAndStem).Find(ImageName.Stem(hasFolder ? PathIndex.PartOf(path, PathForm.FolderAndName) : path)))
            ?? OfFiles(WithoutFolder(By(PathForm.Name).Find(PathIndex.PartOf(path, PathForm.Name)), hasFolder))
            ?? OfFiles(WithoutFolder(By(PathForm.Stem).Find(PathIndex.PartOf(path, PathForm.Stem)), hasFolder))
            ?? KeyHit.None;
    }

    IReadOnlyList<int> WithoutFolder(IReadOnlyList<int> files, bool hasFolder) =>
        hasFolder ? [.. files.Where(file => !paths[file].Contains('/', StringComparison.Ordinal))] : files;

    PathIndex By(PathForm form) => byPath.TryGetValue(form, out var index) ? index : byPath[form] = new PathIndex(paths, form);

    KeyHit? OfFiles(IReadOnlyList<int> files) => files.Count switch
    {
        0 => null,
        1 => new KeyHit(frames[files[0]], []),
        _ => new KeyHit([], [.. files.Take(MaxCandidates).Select(file => paths[file])]),
    };

    KeyHit OfImage(string cell)
    {
        var found = byName.Value.Find(cell);
        if (found.Count == 0)
            found = byName.Value.Find(ImageName.Of(cell.Replace('\\', '/')));
        return found.Count > 1
            ? new KeyHit([], [.. found.Take(MaxCandidates).Select(place => images[place].SourcePath)])
            : new KeyHit(found, []);
    }

    KeyHit OfSop(string cell) =>
        bySop.Value.TryGetValue(cell, out var found) || (subjects.ReplacementOf(cell) is { } uid && bySop.Value.TryGetValue(uid, out found))
            ? images[found[0]].File == images[found[^1]].File
                ? new KeyHit(found, [])
                : new KeyHit([], [.. found.Select(place => images[place].SourcePath).Distinct().Take(MaxCandidates)])
            : KeyHit.None;

    static KeyHit OfGroup(long? id, Dictionary<long, List<int>> groups) =>
        id is { } known && groups.TryGetValue(known, out var places) ? new KeyHit(places, []) : KeyHit.None;

    static Dictionary<TKey, List<int>> Group<TKey>(IEnumerable<(int Place, TKey Key)> keys)
        where TKey : notnull
    {
        var groups = new Dictionary<TKey, List<int>>();
        foreach (var (place, key) in keys)
        {
            if (!groups.TryGetValue(key, out var group))
                groups[key] = group = [];
            group.Add(place);
        }

        return groups;
    }
}
