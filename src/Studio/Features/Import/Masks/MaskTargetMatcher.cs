using Studio.Imaging.Matching;
using Studio.Storage;

namespace Studio.Features.Import.Masks;

/// <summary>Collects which mask goes to which picture; no picture gets two.</summary>
sealed class MaskTargetMatcher(IReadOnlyList<ImageRecord> project)
{
    readonly Dictionary<long, ImageRecord> images = project.ToDictionary(image => image.Id);
    readonly ILookup<string, ImageRecord> files = project.ToLookup(image => image.ContentSha256);
    readonly Dictionary<string, string> maskOfContent = new(StringComparer.Ordinal);

    public Dictionary<string, IReadOnlyList<MaskTarget>> ByMask { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Reasons { get; } = new(StringComparer.Ordinal);

    public bool IsTaken(long imageId) => maskOfContent.ContainsKey(images[imageId].ContentSha256);

    public void Add(string mask, long imageId)
    {
        var content = images[imageId].ContentSha256;
        if (!maskOfContent.TryAdd(content, mask))
            Reasons[mask] = $"Its picture is the same as that of {maskOfContent[content]}, whose mask was taken.";
        else
            ByMask[mask] = [MaskTarget.OfFile(files[content])];
    }

    /// <summary>Looks among the pictures the project had before the batch.</summary>
    /// <returns>Masks that no picture's name fits.</returns>
    public List<string> AddEarlier(IReadOnlyList<string> masks, HashSet<long> batchIds)
    {
        var earlier = project.Where(image => image.FrameIndex == 0 && !batchIds.Contains(image.Id)).ToLookup(image => image.SourcePath);
        var match = FileNameMatcher.Match([.. earlier.Select(group => group.Key)], masks);
        foreach (var pair in match.Pairs)
            AddOnly(pair.Mask, [.. earlier[pair.Image]]);
        Refuse(match.Ambiguous);
        var cases = ChannelNames.Find([.. earlier.Select(group => group.Key)]);
        var series = new Lazy<List<MaskTarget>>(() => [.. MaskTarget.OfSeries(project)]);
        var unmatched = new List<string>();
        foreach (var mask in match.MasksWithoutImage)
        {
            if (CaseMasks.CaseOf(mask, cases) is { } found)
            {
                AddOnly(mask, [.. earlier[found.Reference.Path]]);
            }
            else if (VolumeName.IsVolume(mask) && series.Value.Count > 0)
            {
                ByMask[mask] = series.Value;
            }
            else
            {
                Reasons[mask] = "No picture has this name.";
                unmatched.Add(mask);
            }
        }

        return unmatched;
    }

    public void Refuse(IEnumerable<AmbiguousMatch> ambiguous)
    {
        foreach (var match in ambiguous)
        {
            foreach (var mask in match.Masks)
                Reasons[mask] = $"It is not clear which picture it belongs to: {string.Join(", ", match.Images.Take(3))}. Give the files different names.";
        }
    }

    /// <summary>Channels whose case is labelled through its reference.</summary>
    public IEnumerable<string> ChannelsBesideLabelled(IEnumerable<ChannelCase> cases, IReadOnlyDictionary<string, long> batch) =>
        from item in cases
        where IsTaken(batch[item.Reference.Path])
        from channel in item.Channels
        select channel.Path;

    void AddOnly(string mask, IReadOnlyList<ImageRecord> candidates)
    {
        if (candidates.Count == 1)
            Add(mask, candidates[0].Id);
        else
            Reasons[mask] = $"{candidates.Count} pictures of the project have this name, so it is not clear which one is meant.";
    }
}
