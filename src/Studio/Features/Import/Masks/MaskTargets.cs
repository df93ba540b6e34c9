using Studio.Imaging.Matching;
using Studio.Storage;

namespace Studio.Features.Import.Masks;

/// <summary>Which mask belongs to which picture, by file name.</summary>
/// <param name="ByMask">Path of a mask → its picture, or several of which the mask's slices decide.</param>
/// <param name="Reasons">Path of a mask that has no picture → why.</param>
/// <param name="Unmatched">Masks no picture's name fits.</param>
/// <param name="WithoutMask">Pictures of this batch that no mask's name fits, path → image.</param>
public sealed record MaskTargets(
    IReadOnlyDictionary<string, IReadOnlyList<MaskTarget>> ByMask,
    IReadOnlyDictionary<string, string> Reasons,
    IReadOnlyList<string> Unmatched,
    IReadOnlyDictionary<string, long> WithoutMask)
{
    /// <summary>
    /// Looks among the batch's pictures first, then among those the project had before. A mask that names a case of several
    /// channels goes to the reference channel. A volume that has no picture of its name may lie on a series of slices.
    /// </summary>
    /// <param name="masks">Paths.</param>
    /// <param name="batch">Path of each picture of the batch that is in the project now → image.</param>
    /// <param name="project">Every image of the project.</param>
    /// <param name="storedPaths">Paths of this batch's pictures as they are stored, where they are stored otherwise.</param>
    public static MaskTargets Match(
        IReadOnlyList<string> masks,
        IReadOnlyDictionary<string, long> batch,
        IReadOnlyList<ImageRecord> project,
        IReadOnlyDictionary<string, string>? storedPaths = null)
    {
        var matcher = new MaskTargetMatcher(project, storedPaths ?? new Dictionary<string, string>());
        var inBatch = FileNameMatcher.Match([.. batch.Keys], masks);
        matcher.AddAll(inBatch.Pairs.Select(pair => (pair.Mask, pair.Image, batch[pair.Image])));
        matcher.Refuse(inBatch.Ambiguous);
        var cases = ChannelNames.Find([.. batch.Keys]);
        var labelled = new HashSet<string>(StringComparer.Ordinal);
        var rest = new List<string>();
        foreach (var mask in inBatch.MasksWithoutImage)
        {
            if (CaseMasks.CaseOf(mask, cases) is { } found)
            {
                matcher.Add(mask, batch[found.Reference.Path], found.Reference.Path);
                labelled.UnionWith(found.Channels.Select(channel => channel.Path));
            }
            else
            {
                rest.Add(mask);
            }
        }

        var unmatched = matcher.AddEarlier(rest, batch.Values.ToHashSet());
        labelled.UnionWith(matcher.ChannelsBesideLabelled(cases, batch));
        var without = batch.Where(entry => !matcher.IsTaken(entry.Value) && !labelled.Contains(entry.Key));
        return new MaskTargets(matcher.ByMask, matcher.Reasons, unmatched, without.ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>Pictures of this batch that have no mask, now that masks without a picture's name are laid on series.</summary>
    public IReadOnlyList<string> ImagesWithoutMask(IEnumerable<StagedMask> staged)
    {
        var labelled = staged.SelectMany(mask => mask.Frames).Select(frame => frame.ImageId).ToHashSet();
        return [.. WithoutMask.Where(entry => !labelled.Contains(entry.Value)).Select(entry => entry.Key).Order(StringComparer.Ordinal)];
    }
}
