namespace Studio.Imaging.Matching;

/// <summary>The files that have found no partner yet.</summary>
internal sealed class MatchState(IReadOnlyList<string> images, IReadOnlyList<string> masks)
{
    private readonly List<string> _images = [.. images];
    private readonly List<string> _masks = [.. masks];
    private readonly List<MaskPair> _pairs = [];

    /// <summary>Pairs files whose key occurs exactly once on both sides.</summary>
    public void Pair(Func<string, string> imageKey, Func<string, string> maskKey)
    {
        ILookup<string, string> masksByKey = _masks.ToLookup(maskKey, StringComparer.Ordinal);
        foreach (var group in _images.GroupBy(imageKey, StringComparer.Ordinal).ToList())
        {
            List<string> sameKey = [.. masksByKey[group.Key]];
            List<string> sameImages = [.. group];
            if (sameImages.Count == 1 && sameKey.Count == 1)
            {
                _pairs.Add(new MaskPair(sameImages[0], sameKey[0]));
            }
        }

        _images.RemoveAll(_pairs.Select(pair => pair.Image).ToHashSet(StringComparer.Ordinal).Contains);
        _masks.RemoveAll(_pairs.Select(pair => pair.Mask).ToHashSet(StringComparer.Ordinal).Contains);
    }

    /// <summary>Groups what is left: files that share a key are ambiguous, the others have no partner.</summary>
    public MaskMatch Finish(Func<string, string> imageKey, Func<string, string> maskKey)
    {
        ILookup<string, string> masksByKey = _masks.ToLookup(maskKey, StringComparer.Ordinal);
        ILookup<string, string> imagesByKey = _images.ToLookup(imageKey, StringComparer.Ordinal);
        List<AmbiguousMatch> ambiguous =
        [
            .. imagesByKey
                .Where(group => masksByKey.Contains(group.Key))
                .Select(group => new AmbiguousMatch([.. group], [.. masksByKey[group.Key]])),
        ];
        return new MaskMatch(
            [.. _pairs.OrderBy(pair => pair.Image, StringComparer.Ordinal)],
            [.. _images.Where(image => !masksByKey.Contains(imageKey(image)))],
            [.. _masks.Where(mask => !imagesByKey.Contains(maskKey(mask)))],
            ambiguous);
    }
}
