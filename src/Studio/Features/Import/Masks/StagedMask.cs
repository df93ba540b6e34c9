using Studio.Contracts.Import;
using Studio.Imaging.Labelmaps;
using Studio.Imaging.Masks;

namespace Studio.Features.Import.Masks;

/// <summary>A mask that is read and belongs to a picture of the same size; its values may still lack classes.</summary>
/// <param name="Position">Its place in the list of the batch's files.</param>
/// <param name="Counts">Pixels per value.</param>
public sealed record StagedMask(
    string Path,
    int Position,
    long ImageId,
    int Rows,
    int Columns,
    bool IsColour,
    string ValueFile,
    IReadOnlyDictionary<int, long> Counts)
{
    public static StagedMask Of(DecodedMask mask, MaskTarget target, string path, int position) =>
        new(path, position, target.Image.Id, mask.Rows, mask.Columns, mask.IsColour, mask.ValueFile, mask.Counts);

    /// <summary>The mask as it was in its file.</summary>
    /// <exception cref="InvalidDataException">The staged file was changed from outside.</exception>
    public MaskImage Read()
    {
        if (!LabelmapPacking.TryUnpack(File.ReadAllBytes(ValueFile), Rows, Columns, out var positions, out var error))
            throw new InvalidDataException(error);
        var values = Counts.Keys.Order().ToArray();
        var kind = IsColour ? MaskValueKind.Colour : MaskValueKind.Grey;
        var distinct = values.Select(value => new MaskValueCount(value, Counts[value])).ToList();
        return new MaskImage(Rows, Columns, kind, Array.ConvertAll(positions, position => values[position]), distinct);
    }
}
