using System.Globalization;

namespace Studio.Imaging.Matching;

/// <summary>Finds the volumes that are channels of one case by their names.</summary>
/// <remarks>
/// A channel is known by a word for how the volume was taken, as the last part of the name (patient26_FLAIR), as the first
/// (FLAIR_patient26), as the only such part, or as the folder (T1/patient26); or by a number counted from _0000. What is
/// left of the name is the case.
/// </remarks>
public static class ChannelNames
{
    /// <summary>More numbers in a row than this are slices or time points.</summary>
    private const int MaxNumberedChannels = 16;

    private const int NumberDigits = 4;

    /// <summary>
    /// Known words. The order is that of preference as reference: lesions and tumours are mostly outlined on FLAIR, on
    /// T1 with contrast or on T2, in the pelvis on T2; in PET-CT on CT.
    /// </summary>
    private static readonly string[] Words =
    [
        "flair", "t2flair", "t2f",
        "t1ce", "t1c", "t1gd", "t1ks", "t1wks", "t1post", "t1contrast",
        "t2", "t2w", "t2star", "t2s",
        "t1", "t1w", "t1n", "t1pre",
        "pd", "pdw", "dwi", "hbv", "adc", "swi", "dce", "tof", "mra", "fa", "cbf", "cbv", "mtt", "tmax",
        "ct", "ncct", "cta", "cbct", "pet", "suv",
    ];

    /// <summary>Finds the cases among the volumes of an import.</summary>
    /// <param name="paths">Relative paths; files that are no volumes by their extension are passed over.</param>
    /// <returns>Cases in the order of their keys; a case of one channel only where a word names the channel.</returns>
    public static IReadOnlyList<ChannelCase> Find(IReadOnlyList<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var byWord = paths.Where(VolumeName.IsVolume).Select(Named).OfType<Found>().ToList();
        var byNumber = paths.Where(VolumeName.IsVolume).Except(byWord.Select(found => found.Path)).Select(Numbered).OfType<Found>();
        IEnumerable<ChannelCase> named = byWord.GroupBy(found => found.Key, StringComparer.Ordinal).Where(HasOwnNames).Select(ToCase);
        IEnumerable<ChannelCase> numbered = byNumber.GroupBy(found => found.Key, StringComparer.Ordinal).Where(CountsFromZero).Select(ToCase);
        return [.. named.Concat(numbered).DistinctBy(item => item.Key).OrderBy(item => item.Key, StringComparer.Ordinal)];
    }

    private static Found? Named(string path)
    {
        VolumeName name = VolumeName.Of(path);
        IReadOnlyList<string> parts = name.Parts;
        int[] known = [.. Enumerable.Range(0, parts.Count).Where(index => Words.Contains(parts[index]))];
        int at = known switch
        {
            [] => -1,
            [.., int last] when last == parts.Count - 1 => last,
            [0, ..] => 0,
            [int only] => only,
            _ => -1,
        };
        if (at >= 0)
        {
            return new Found(path, name.Without(at).Key, parts[at].ToUpperInvariant(), Array.IndexOf(Words, parts[at]));
        }

        string folder = name.Folder[(name.Folder.LastIndexOf('/') + 1)..];
        return known.Length == 0 && Words.Contains(folder)
            ? new Found(path, (name with { Folder = name.Folder[..^folder.Length].TrimEnd('/') }).Key, folder.ToUpperInvariant(), Array.IndexOf(Words, folder))
            : null;
    }

    private static Found? Numbered(string path)
    {
        VolumeName name = VolumeName.Of(path);
        string last = name.Parts.Count > 1 ? name.Parts[^1] : "";
        return last.Length == NumberDigits && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new Found(path, name.Without(name.Parts.Count - 1).Key, last, number)
            : null;
    }

    private static bool HasOwnNames(IEnumerable<Found> channels) => channels.DistinctBy(found => found.Name).Count() == channels.Count();

    private static bool CountsFromZero(IEnumerable<Found> channels)
    {
        List<int> numbers = [.. channels.Select(found => found.Rank).Order()];
        return numbers.Count is > 1 and <= MaxNumberedChannels && numbers.SequenceEqual(Enumerable.Range(0, numbers.Count));
    }

    private static ChannelCase ToCase(IGrouping<string, Found> channels) =>
        new(channels.Key, [.. channels.OrderBy(found => found.Rank).Select(found => new CaseChannel(found.Path, found.Name))]);

    private sealed record Found(string Path, string Key, string Name, int Rank);
}
