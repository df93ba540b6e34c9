using Studio.Imaging.Matching;
using Studio.Storage;

namespace Studio.Features.Import.Labels;

/// <summary>Which images the names in label files mean: pictures of the batch first, then those the project had before.</summary>
sealed class LabelTargets
{
    readonly IReadOnlyDictionary<string, long> batch;
    readonly ILookup<string, ImageRecord> earlier;
    readonly Dictionary<long, ImageRecord> images;
    readonly ILookup<string, ImageRecord> byContent;
    readonly Dictionary<string, ImageRecord> found = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> reasons = new(StringComparer.Ordinal);

    /// <param name="batch">Path of each picture of the batch that is in the project now → image.</param>
    /// <param name="project">Every image of the project.</param>
    public LabelTargets(IReadOnlyDictionary<string, long> batch, IReadOnlyList<ImageRecord> project)
    {
        this.batch = batch;
        images = project.ToDictionary(image => image.Id);
        byContent = project.ToLookup(image => image.ContentSha256, StringComparer.Ordinal);
        var batchIds = batch.Values.ToHashSet();
        earlier = project.Where(image => image.FrameIndex == 0 && !batchIds.Contains(image.Id)).ToLookup(image => image.SourcePath, StringComparer.Ordinal);
    }

    /// <summary>Looks for the images of many names at once, as a name may fit several.</summary>
    /// <param name="names">File names, with or without folders.</param>
    public void Match(IEnumerable<string> names)
    {
        string[] open = [.. names.Where(name => !found.ContainsKey(name)).Distinct(StringComparer.Ordinal)];
        var inBatch = FileNameMatcher.Match([.. batch.Keys], open);
        foreach (var pair in inBatch.Pairs)
            found[pair.Mask] = images[batch[pair.Image]];
        var before = FileNameMatcher.Match([.. earlier.Select(group => group.Key)], inBatch.MasksWithoutImage);
        foreach (var pair in before.Pairs)
        {
            var candidates = earlier[pair.Image].ToList();
            if (candidates.Count == 1)
                found[pair.Mask] = candidates[0];
            else
                reasons[pair.Mask] = $"{candidates.Count} pictures of the project have the name {pair.Mask}, so it is not clear which one is meant.";
        }

        foreach (var match in inBatch.Ambiguous.Concat(before.Ambiguous))
        {
            foreach (var name in match.Masks)
                reasons[name] = $"It is not clear which picture {name} means: {string.Join(", ", match.Images.Take(3))}. Give the files different names.";
        }
    }

    /// <summary>The image of a name that was looked for; of a file with several frames the first one.</summary>
    public ImageRecord? Find(string name) => found.GetValueOrDefault(name);

    /// <summary>Why a name has no image.</summary>
    public string ReasonFor(string name) => reasons.GetValueOrDefault(name) ?? $"No picture has the name {name}.";

    /// <summary>All frames of the image's file.</summary>
    public IReadOnlyList<ImageRecord> FramesOf(ImageRecord image) => [.. byContent[image.ContentSha256]];
}
