using Studio.Imaging.Matching;
using Studio.Storage;

namespace Studio.Features.Import.Masks;

/// <summary>The picture a mask belongs to.</summary>
/// <param name="FrameCount">Frames of the picture's file; a mask needs exactly one.</param>
public sealed record MaskTarget(ImageRecord Image, int FrameCount);

/// <summary>Which mask belongs to which picture, by file name.</summary>
/// <param name="ByMask">Path of a mask → its picture.</param>
/// <param name="Reasons">Path of a mask that has no picture → why.</param>
/// <param name="Unmatched">Masks no picture's name fits.</param>
/// <param name="ImagesWithoutMask">Pictures of this batch.</param>
public sealed record MaskTargets(
    IReadOnlyDictionary<string, MaskTarget> ByMask,
    IReadOnlyDictionary<string, string> Reasons,
    IReadOnlyList<string> Unmatched,
    IReadOnlyList<string> ImagesWithoutMask)
{
    /// <summary>Looks among the batch's pictures first, then among those the project had before.</summary>
    /// <param name="masks">Paths.</param>
    /// <param name="batch">Path of each picture of the batch that is in the project now → image.</param>
    /// <param name="project">Every image of the project.</param>
    public static MaskTargets Match(
        IReadOnlyList<string> masks, IReadOnlyDictionary<string, long> batch, IReadOnlyList<ImageRecord> project)
    {
        var images = project.ToDictionary(image => image.Id);
        var frames = project.GroupBy(image => image.ContentSha256).ToDictionary(group => group.Key, group => group.Count());
        var inBatch = FileNameMatcher.Match([.. batch.Keys], masks);
        var batchIds = batch.Values.ToHashSet();
        var earlier = project.Where(image => image.FrameIndex == 0 && !batchIds.Contains(image.Id)).ToLookup(image => image.SourcePath);
        var before = FileNameMatcher.Match([.. earlier.Select(group => group.Key)], inBatch.MasksWithoutImage);

        var builder = new Builder(images, frames);
        foreach (var pair in inBatch.Pairs)
            builder.Add(pair.Mask, batch[pair.Image]);
        foreach (var pair in before.Pairs)
            builder.Add(pair.Mask, earlier[pair.Image].Select(image => image.Id).ToList());
        builder.Refuse(inBatch.Ambiguous.Concat(before.Ambiguous));
        foreach (var mask in before.MasksWithoutImage)
            builder.Reasons[mask] = "No picture has this name.";
        var taken = builder.ByMask.Values.Select(target => target.Image.Id).ToHashSet();
        var without = batch.Where(entry => !taken.Contains(entry.Value)).Select(entry => entry.Key).Order(StringComparer.Ordinal);
        return new MaskTargets(builder.ByMask, builder.Reasons, before.MasksWithoutImage, [.. without]);
    }

    sealed class Builder(Dictionary<long, ImageRecord> images, Dictionary<string, int> frames)
    {
        readonly Dictionary<long, string> maskOfImage = [];

        public Dictionary<string, MaskTarget> ByMask { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, string> Reasons { get; } = new(StringComparer.Ordinal);

        public void Add(string mask, List<long> candidates)
        {
            if (candidates.Count == 1)
                Add(mask, candidates[0]);
            else
                Reasons[mask] = $"{candidates.Count} pictures of the project have this name, so it is not clear which one is meant.";
        }

        public void Add(string mask, long imageId)
        {
            if (!maskOfImage.TryAdd(imageId, mask))
            {
                Reasons[mask] = $"Its picture is the same as that of {maskOfImage[imageId]}, whose mask was taken.";
                return;
            }

            var image = images[imageId];
            ByMask[mask] = new MaskTarget(image, frames[image.ContentSha256]);
        }

        public void Refuse(IEnumerable<AmbiguousMatch> ambiguous)
        {
            foreach (var match in ambiguous)
            {
                foreach (var mask in match.Masks)
                    Reasons[mask] = $"It is not clear which picture it belongs to: {string.Join(", ", match.Images.Take(3))}. Give the files different names.";
            }
        }
    }
}
