using Studio.Contracts.Import;
using Studio.Imaging.Labelmaps;
using Studio.Imaging.Masks;

namespace Studio.Features.Import.Masks;

/// <summary>A mask that is read and fits its picture, frame by frame; its values may still lack classes.</summary>
/// <param name="Position">Its place in the list of the batch's files.</param>
/// <param name="Counts">Pixels per value over all frames.</param>
public sealed record StagedMask(
    string Path,
    int Position,
    int Rows,
    int Columns,
    bool IsColour,
    IReadOnlyList<StagedMaskFrame> Frames,
    IReadOnlyDictionary<int, long> Counts)
{
    /// <inheritdoc cref="MaskTarget.OtherPath"/>
    public string? OtherPath { get; init; }

    /// <param name="fit">Which frame of the mask labels which frame of the target.</param>
    public static StagedMask Of(DecodedMask mask, MaskTarget target, MaskFit fit, string path, int position)
    {
        var frames = fit.Frames.Select(frame => new StagedMaskFrame(target.Frames[frame.PictureFrame].Id, mask.Frames[frame.MaskFrame].ValueFile));
        return new StagedMask(path, position, mask.Rows, mask.Columns, mask.IsColour, [.. frames], mask.Counts) { OtherPath = target.OtherPath };
    }

    /// <summary>One frame of the mask as it was in its file.</summary>
    /// <exception cref="InvalidDataException">The staged file was changed from outside.</exception>
    public MaskImage Read(StagedMaskFrame frame)
    {
        if (!LabelmapPacking.TryUnpack(File.ReadAllBytes(frame.ValueFile), Rows, Columns, out var positions, out var error))
            throw new InvalidDataException(error);
        var values = Counts.Keys.Order().ToArray();
        var kind = IsColour ? MaskValueKind.Colour : MaskValueKind.Grey;
        var distinct = values.Select(value => new MaskValueCount(value, Counts[value])).ToList();
        return new MaskImage(Rows, Columns, kind, Array.ConvertAll(positions, position => values[position]), distinct);
    }
}

/// <summary>One frame of a mask and the image it labels.</summary>
public sealed record StagedMaskFrame(long ImageId, string ValueFile);
