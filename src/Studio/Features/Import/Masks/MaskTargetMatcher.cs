using Studio.Imaging.Matching;
using Studio.Storage;

namespace Studio.Features.Import.Masks;

/// <summary>
/// Collects which mask goes to which picture. A picture that came under several names gets the mask of its own name; those
/// of the other names are kept beside it.
/// </summary>
/// <param name="storedPaths">Paths of this batch's pictures as they are stored, where they are stored otherwise.</param>
sealed class MaskTargetMatcher(IReadOnlyList<ImageRecord> project, IReadOnlyDictionary<string, string> storedPaths)
{
    sealed record Claim(string Mask, string Picture);

    readonly Dictionary<long, ImageRecord> images = project.ToDictionary(image => image.Id);
    readonly ILookup<string, ImageRecord> files = project.ToLookup(image => image.ContentSha256);
    readonly Dictionary<string, Claim> claims = new(StringComparer.Ordinal);

    public Dictionary<string, IReadOnlyList<MaskTarget>> ByMask { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Reasons { get; } = new(StringComparer.Ordinal);

    public bool IsTaken(long imageId) => claims.ContainsKey(images[imageId].ContentSha256);

    /// <summary>Takes masks together with the pictures of this batch that they name; those of the images' own names come first.</summary>
    public void AddAll(IEnumerable<(string Mask, string Picture, long ImageId)> pairs)
    {
        foreach (var (mask, picture, imageId) in pairs.OrderBy(pair => Strangeness(pair.Picture, pair.ImageId)))
            Add(mask, imageId, picture);
    }

    /// <param name="picture">Path of the file that the mask names.</param>
    public void Add(string mask, long imageId, string picture)
    {
        var content = images[imageId].ContentSha256;
        var isFirst = claims.TryAdd(content, new Claim(mask, picture));
        if (!isFirst && claims[content].Picture == picture)
            Reasons[mask] = $"Its picture is that of {claims[content].Mask}, whose mask was taken.";
        else if (isFirst && Strangeness(picture, imageId) < 2)
            ByMask[mask] = [MaskTarget.OfFile(files[content])];
        else
            ByMask[mask] = [MaskTarget.OfFile(files[content]) with { OtherPath = Stored(picture) }];
    }

    /// <summary>0 for the file that the image came from, 1 for one of its name, as the folder may be given in another way next time, else 2.</summary>
    int Strangeness(string picture, long imageId)
    {
        var (path, own) = (Stored(picture), images[imageId].SourcePath);
        return path == own ? 0 : Path.GetFileName(path) == Path.GetFileName(own) ? 1 : 2;
    }

    string Stored(string picture) => storedPaths.GetValueOrDefault(picture, picture);

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
            Add(mask, candidates[0].Id, candidates[0].SourcePath);
        else
            Reasons[mask] = $"{candidates.Count} pictures of the project have this name, so it is not clear which one is meant.";
    }
}
