namespace Studio.Imaging.Matching;

/// <summary>The name of a volume's file in parts.</summary>
/// <param name="Folder">As <see cref="FileNameMatcher.Folder"/>: without folders that only say "images" or "masks".</param>
/// <param name="Parts">The name without extension between its separators, in lower case.</param>
public sealed record VolumeName(string Folder, IReadOnlyList<string> Parts)
{
    private static readonly string[] Extensions = [".nii", ".nii.gz", ".nrrd"];

    /// <summary>Folder and parts in one text.</summary>
    public string Key => $"{Folder}|{string.Join('_', Parts)}";

    /// <summary>Whether a file is a volume by its extension (.nii, .nii.gz, .nrrd).</summary>
    public static bool IsVolume(string path) => Extensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <param name="path">Relative path with / or \ as separator.</param>
    public static VolumeName Of(string path) => new(
        FileNameMatcher.Folder(path),
        FileNameMatcher.Stem(path).Split(['_', '-', '.', ' '], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Without the part at an index.</summary>
    public VolumeName Without(int part) => this with { Parts = [.. Parts.Where((_, index) => index != part)] };

    /// <summary>Without the parts at both ends that are among the words.</summary>
    public VolumeName Trim(IReadOnlyCollection<string> words)
    {
        int start = 0;
        int end = Parts.Count;
        while (end > start && words.Contains(Parts[end - 1]))
        {
            end--;
        }

        while (start < end && words.Contains(Parts[start]))
        {
            start++;
        }

        return this with { Parts = [.. Parts.Skip(start).Take(end - start)] };
    }

    /// <summary>Whether all parts occur in the other name in this order.</summary>
    public bool IsWithin(IReadOnlyList<string> others)
    {
        int next = 0;
        foreach (string other in others)
        {
            next += next < Parts.Count && Parts[next] == other ? 1 : 0;
        }

        return next == Parts.Count;
    }
}
