using Studio.Contracts.Projects;
using Studio.Imaging;
using Studio.Imaging.Formats.Png;
using Studio.Imaging.Labelmaps;
using Studio.Storage;

namespace Studio.Features.Versions.Export;

/// <summary>Pictures and masks as PNG, without any window: every stored value is in the file.</summary>
static class ExportedPicture
{
    /// <summary>What is added to signed values, which PNG has none of; the image's rescale takes it away again.</summary>
    public static int OffsetOf(ExportItem item) => item.IsSigned ? 1 << ((8 * item.BytesPerSample) - 1) : 0;

    /// <exception cref="StorageException">The stored pixels are damaged.</exception>
    public static byte[] Picture(ExportItem item, byte[] samples)
    {
        var layout = new RasterLayout(item.Rows, item.Columns, item.SamplesPerPixel, item.BytesPerSample, 8 * item.BytesPerSample);
        if (samples.LongLength != layout.ByteCount || Sha256Text.Of(samples) != item.PixelSha256)
            throw new StorageException($"The pixels of {item.Name} are damaged, so nothing was exported. Check the version to see what else is.");
        if (item.IsSigned)
            Shift(samples, item.BytesPerSample);
        return PngWriter.Write(new RasterImage(layout, samples));
    }

    /// <summary>An indexed picture: the index is the class, the colour that of the class.</summary>
    public static byte[] Mask(ExportItem item, byte[] classes, IReadOnlyList<ClassDefinition> definitions)
    {
        var palette = new byte[3 * (1 + Math.Max(classes.Max(), definitions.Select(definition => definition.Index).DefaultIfEmpty(0).Max()))];
        foreach (var definition in definitions)
        {
            if (definition.Color is ['#', ..] && int.TryParse(definition.Color.AsSpan(1), System.Globalization.NumberStyles.HexNumber, null, out var rgb))
            {
                var colour = palette.AsSpan(3 * definition.Index, 3);
                (colour[0], colour[1], colour[2]) = ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
            }
        }

        return PngWriter.WriteIndexed(classes, item.Rows, item.Columns, palette);
    }

    /// <summary>The class of every pixel; background where nothing is labelled.</summary>
    /// <exception cref="StorageException">The stored label is damaged.</exception>
    public static async Task<byte[]> ReadClassesAsync(ExportItem item, BlobStore blobs, CancellationToken cancellationToken)
    {
        if (item.LabelmapSha256 is not { } sha256)
            return new byte[item.Rows * item.Columns];
        var packed = await blobs.ReadAllBytesAsync(sha256, cancellationToken);
        return Sha256Text.Of(packed) == sha256 && LabelmapPacking.TryUnpack(packed, item.Rows, item.Columns, out var classes, out _)
            ? classes
            : throw new StorageException($"The label of {item.Name} is damaged, so nothing was exported. Check the version to see what else is.");
    }

    /// <summary>Two's complement to values that begin at 0: the highest bit is turned over.</summary>
    static void Shift(byte[] samples, int bytesPerSample)
    {
        for (var last = bytesPerSample - 1; last < samples.Length; last += bytesPerSample)
            samples[last] ^= 0x80;
    }
}
