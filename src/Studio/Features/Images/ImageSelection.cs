namespace Studio.Features.Images;

/// <summary>Which images are chosen, and from where a range begins.</summary>
public sealed class ImageSelection
{
    readonly HashSet<long> ids = [];

    /// <summary>Place in the list of the image chosen last; a range goes from there.</summary>
    public int? Anchor { get; private set; }

    public int Count => ids.Count;

    public IReadOnlyCollection<long> Ids => ids;

    public bool Contains(long imageId) => ids.Contains(imageId);

    /// <summary>Adds the image, or takes it out.</summary>
    public void Toggle(long imageId, int place)
    {
        if (!ids.Remove(imageId))
            ids.Add(imageId);
        Anchor = place;
    }

    public void Add(IEnumerable<long> imageIds, int place)
    {
        ids.UnionWith(imageIds);
        Anchor = place;
    }

    public void Remove(IEnumerable<long> imageIds) => ids.ExceptWith(imageIds);

    /// <summary>These and no others, from no place of the list.</summary>
    public void Replace(IEnumerable<long> imageIds)
    {
        Clear();
        ids.UnionWith(imageIds);
    }

    public void Clear()
    {
        ids.Clear();
        Anchor = null;
    }
}
