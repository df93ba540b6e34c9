namespace Studio.Imaging.Matching;

/// <summary>Finds the mask of each picture by file name.</summary>
/// <remarks>
/// Names are compared without case. First equal names (DICOM files are often named by a UID, whose last part is no
/// extension), then those equal without extension, then names without the usual additions
/// (case7_mask, mask-case7, case7_0000). Where several files share a name, parallel folders decide
/// (images/test/7.png and masks/test/7.png); what stays undecided is reported and not guessed.
/// </remarks>
public static class FileNameMatcher
{
    internal static readonly string[] MaskWords = ["mask", "masks", "seg", "segmentation", "label", "labels", "gt", "groundtruth", "annotation", "roi"];
    internal static readonly string[] ImageWords = ["image", "img", "0000"];
    private static readonly string[] FolderWords = ["image", "images", "img", "imgs", "imagestr", "labelstr", "segmentations", "annotations", "masks_png", .. MaskWords];

    /// <summary>Matches relative paths with / or \ as separator.</summary>
    public static MaskMatch Match(IReadOnlyList<string> images, IReadOnlyList<string> masks)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(masks);
        var state = new MatchState(images, masks);
        state.Pair(Name, Name);
        state.Pair(Stem, Stem);
        state.Pair(path => Folder(path) + "|" + Stem(path), path => Folder(path) + "|" + Stem(path));
        state.Pair(path => Bare(path, ImageWords), path => Bare(path, MaskWords));
        state.Pair(path => Folder(path) + "|" + Bare(path, ImageWords), path => Folder(path) + "|" + Bare(path, MaskWords));
        return state.Finish(path => Bare(path, ImageWords), path => Bare(path, MaskWords));
    }

    /// <summary>The file name in lower case without folder.</summary>
    private static string Name(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..].ToLowerInvariant();

    /// <summary>The file name in lower case without folder and extension (.nii.gz counts as one).</summary>
    internal static string Stem(string path)
    {
        string name = Name(path);
        if (name.EndsWith(".gz", StringComparison.Ordinal))
        {
            name = name[..^3];
        }

        int dot = name.LastIndexOf('.');
        return dot > 0 ? name[..dot] : name;
    }

    /// <summary>The stem without one of the words at its end or beginning.</summary>
    internal static string Bare(string path, string[] words)
    {
        string stem = Stem(path);
        foreach (string word in words)
        {
            bool hasSuffix = stem.Length > word.Length + 1 && stem.EndsWith(word, StringComparison.Ordinal) && IsSeparator(stem[^(word.Length + 1)]);
            if (hasSuffix)
            {
                return stem[..^(word.Length + 1)];
            }

            bool hasPrefix = stem.Length > word.Length + 1 && stem.StartsWith(word, StringComparison.Ordinal) && IsSeparator(stem[word.Length]);
            if (hasPrefix)
            {
                return stem[(word.Length + 1)..];
            }
        }

        return stem;
    }

    private static bool IsSeparator(char symbol) => symbol is '_' or '-' or '.' or ' ';

    /// <summary>The folders of a path without those that only say "images" or "masks".</summary>
    internal static string Folder(string path)
    {
        string[] parts = path.ToLowerInvariant().Split('/', '\\');
        return string.Join('/', parts[..^1].Where(part => part is not ("" or ".") && !FolderWords.Contains(part)));
    }
}
