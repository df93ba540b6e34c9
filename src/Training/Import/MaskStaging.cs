using System.Globalization;
using Studio.Contracts.Import;
using Studio.Imaging.Labelmaps;
using Studio.Imaging.Masks;

namespace Studio.Training.Import;

/// <summary>Writes the frames of a mask for the studio, one file per frame.</summary>
static class MaskStaging
{
    public static DecodedMask Stage(MaskFile mask, string outputFolder)
    {
        var positions = new Dictionary<int, byte>();
        foreach (var entry in mask.Distinct)
            positions[entry.Value] = (byte)positions.Count;
        var frames = Enumerable.Range(0, mask.FrameCount).Select(index => Stage(mask, index, positions, outputFolder)).ToList();
        return new DecodedMask(
            mask.Grid.Rows,
            mask.Grid.Columns,
            mask.Kind == MaskValueKind.Colour,
            frames,
            mask.Distinct.ToDictionary(entry => entry.Value, entry => entry.Pixels),
            mask.Grid.Spacing?.RowMm,
            mask.Grid.Spacing?.ColumnMm,
            mask.Grid.IsTurned);
    }

    static DecodedMaskFrame Stage(MaskFile mask, int index, Dictionary<int, byte> positions, string outputFolder)
    {
        var values = mask.ValuesOf(index);
        var pixels = new byte[values.Length];
        var (previous, position) = (values[0], positions[values[0]]);
        for (var pixel = 0; pixel < pixels.Length; pixel++)
        {
            // Masks are made of long runs of one value.
            if (values[pixel] != previous)
                (previous, position) = (values[pixel], positions[values[pixel]]);
            pixels[pixel] = position;
        }

        var file = Path.Combine(outputFolder, string.Create(CultureInfo.InvariantCulture, $"values-{index:D5}.gz"));
        File.WriteAllBytes(file, LabelmapPacking.Pack(pixels));
        return new DecodedMaskFrame(file, mask.Grid.Planes[index] is { } plane ? FrameReply.PlaneOf(plane) : null, mask.Grid.BlankFrames.Contains(index));
    }
}
