namespace Studio.Imaging.Matching;

/// <summary>Finds the case to which a mask belongs that names no channel.</summary>
public static class CaseMasks
{
    private static readonly string[] Words =
    [
        "consensus", "gold", "goldstandard", "standard", "truth", "ground", "reference", "lesion", "lesions", "manual", "expert", "final",
        .. FileNameMatcher.MaskWords,
    ];

    /// <summary>
    /// The case with the mask's name, apart from words such as "mask", "gt" or "consensus" at its ends: in the same folder,
    /// else the only one of all folders; else the only case in the same folder whose name holds all parts of the mask's.
    /// </summary>
    /// <returns>Null where there is none or more than one.</returns>
    public static ChannelCase? CaseOf(string mask, IReadOnlyList<ChannelCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        if (!VolumeName.IsVolume(mask))
        {
            return null;
        }

        VolumeName whole = VolumeName.Of(mask);
        VolumeName bare = whole.Trim(Words);
        return cases.FirstOrDefault(item => item.Key == whole.Key)
            ?? cases.FirstOrDefault(item => item.Key == bare.Key)
            ?? Only(cases.Where(item => bare.Parts.Count > 0 && PartsOf(item).SequenceEqual(bare.Parts)))
            ?? Only(cases.Where(item => bare.Parts.Count > 0 && FolderOf(item) == bare.Folder && bare.IsWithin(PartsOf(item))));
    }

    /// <summary>Whether a name has a word for a mask at one of its ends.</summary>
    internal static bool HasMaskWord(string path)
    {
        VolumeName name = VolumeName.Of(path);
        return name.Trim(Words).Parts.Count < name.Parts.Count;
    }

    private static ChannelCase? Only(IEnumerable<ChannelCase> cases) => cases.Take(2).ToList() is [ChannelCase only] ? only : null;

    private static string FolderOf(ChannelCase item) => item.Key[..item.Key.IndexOf('|', StringComparison.Ordinal)];

    private static string[] PartsOf(ChannelCase item) =>
        item.Key[(item.Key.IndexOf('|', StringComparison.Ordinal) + 1)..].Split('_', StringSplitOptions.RemoveEmptyEntries);
}
