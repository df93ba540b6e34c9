namespace Studio.Imaging.Matching;

/// <summary>Tells masks from pictures by their paths, where nobody said which is which.</summary>
public static class MaskFinder
{
    private static readonly string[] FolderWords = ["labelstr", "segmentations", "annotations", "masks_png", .. FileNameMatcher.MaskWords];

    private static readonly string[] PictureFolders = ["image", "images", "img", "imgs", "imagestr", "imagests"];

    /// <summary>
    /// Masks lie in a folder named so (masks, labels, …) and not in one for images below it, or carry such a word in their name and stand beside the
    /// picture of the same name without it (case7_mask.png beside case7.png) or beside the channels of a case
    /// (patient26_consensus_gt.nii.gz beside patient26_FLAIR.nii.gz).
    /// </summary>
    /// <param name="paths">Relative paths with / or \ as separator.</param>
    /// <returns>Those of the paths that are masks.</returns>
    public static IReadOnlySet<string> Find(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var masks = paths.Where(IsInMaskFolder).ToHashSet(StringComparer.Ordinal);
        HashSet<string> pictures = [.. paths.Where(path => !masks.Contains(path)).SelectMany(PictureKeys)];
        masks.UnionWith(paths.Where(path => HasMaskWord(path) && pictures.Contains(MaskKey(path))));
        masks.UnionWith(MasksOfCases([.. paths.Where(path => !masks.Contains(path))]));
        return masks;
    }

    private static IEnumerable<string> MasksOfCases(IReadOnlyList<string> paths)
    {
        ILookup<bool, string> hasWord = paths.ToLookup(path => VolumeName.IsVolume(path) && CaseMasks.HasMaskWord(path));
        IReadOnlyList<ChannelCase> cases = ChannelNames.Find([.. hasWord[false]]);
        return hasWord[true].Where(path => CaseMasks.CaseOf(path, cases) is not null);
    }

    /// <summary>The innermost folder that says something decides: data sets named "Segmentation" hold pictures too.</summary>
    private static bool IsInMaskFolder(string path)
    {
        string[] folders = path.ToLowerInvariant().Split('/', '\\')[..^1];
        return Array.FindLast(folders, part => FolderWords.Contains(part) || PictureFolders.Contains(part)) is { } telling
            && FolderWords.Contains(telling);
    }

    private static bool HasMaskWord(string path) =>
        FileNameMatcher.Bare(path, FileNameMatcher.MaskWords) != FileNameMatcher.Stem(path);

    private static string MaskKey(string path) => Key(path, FileNameMatcher.Bare(path, FileNameMatcher.MaskWords));

    private static IEnumerable<string> PictureKeys(string path) =>
        [Key(path, FileNameMatcher.Stem(path)), Key(path, FileNameMatcher.Bare(path, FileNameMatcher.ImageWords))];

    private static string Key(string path, string stem) => $"{FileNameMatcher.Folder(path)}|{stem}";
}
