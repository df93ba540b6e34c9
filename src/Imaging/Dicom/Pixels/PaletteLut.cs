using System.Runtime.InteropServices;

namespace Studio.Imaging.Dicom.Pixels;

/// <summary>The palette colour lookup tables of a dataset (PS3.3 C.7.6.3.1.5 and C.7.6.3.1.6), reduced to 8 bits.</summary>
public sealed class PaletteLut
{
    private readonly byte[] _colours;
    private readonly int _firstMapped;

    private PaletteLut(byte[] colours, int firstMapped)
    {
        _colours = colours;
        _firstMapped = firstMapped;
    }

    internal static PaletteLut Read(DicomDataset dataset, bool isSigned)
    {
        IReadOnlyList<double> descriptor = dataset.Numbers(DicomTag.RedPaletteDescriptor);
        if (descriptor.Count < 3)
        {
            throw new UnreadableImageException("The colour palette is missing or damaged.");
        }

        // The first mapped value has the sign of the pixels.
        (int count, int first) = DicomLookupTable.Range(descriptor, isSigned);
        ushort[][] channels = [Channel(dataset, 0, count), Channel(dataset, 1, count), Channel(dataset, 2, count)];

        // 8-bit colours in 16-bit entries sit in the low byte only in files that break the standard; they are common.
        int shift = channels.Any(channel => channel.AsSpan().ContainsAnyInRange((ushort)256, ushort.MaxValue)) ? 8 : 0;
        var colours = new byte[count * 3];
        for (int i = 0; i < colours.Length; i++)
        {
            colours[i] = (byte)(channels[i % 3][i / 3] >> shift);
        }

        return new PaletteLut(colours, first);
    }

    /// <summary>Looks up every pixel of a frame of indices; values outside the table take its first or last colour.</summary>
    /// <returns>RGB with 8 bits, same rows and columns.</returns>
    public RasterImage Apply(RasterImage indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        var layout = new RasterLayout(indices.Rows, indices.Columns, 3, 1, 8);
        var target = new byte[layout.ByteCount];
        int last = (_colours.Length / 3) - 1;
        for (int i = 0; i < layout.PixelCount; i++)
        {
            int entry = 3 * (int)Math.Clamp(indices.ValueAt(i) - _firstMapped, 0, last);
            target[3 * i] = _colours[entry];
            target[(3 * i) + 1] = _colours[entry + 1];
            target[(3 * i) + 2] = _colours[entry + 2];
        }

        return new RasterImage(layout, target);
    }

    private static ushort[] Channel(DicomDataset dataset, int channel, int count)
    {
        if (dataset.Find(At(DicomTag.RedPaletteData, channel)) is not { } element)
        {
            byte[] segments = DicomLookupTable.LittleEndian(dataset.Find(At(DicomTag.SegmentedRedPaletteData, channel)));
            return SegmentedPalette.Expand(MemoryMarshal.Cast<byte, ushort>(segments).ToArray(), count);
        }

        byte[] data = DicomLookupTable.LittleEndian(element);
        return DicomLookupTable.Entries(data, count)
            ?? throw new UnreadableImageException($"The colour palette is damaged: {count} entries are announced, {data.Length} bytes are there.");
    }

    private static DicomTag At(DicomTag red, int channel) => red with { Element = (ushort)(red.Element + channel) };
}
