using Studio.Imaging;
using Studio.Imaging.Display;
using Studio.Storage;

namespace Studio.Features.BurnedIn;

/// <summary>A stored image as samples with what is needed to draw it.</summary>
sealed record StoredPicture(RasterImage Raster, ImageFacts Facts)
{
    /// <exception cref="StorageException">The pixels are missing or have another length than the image.</exception>
    public static async Task<StoredPicture> ReadAsync(ImageRecord image, BlobStore blobs, CancellationToken cancellation)
    {
        var layout = new RasterLayout(image.Rows, image.Columns, image.SamplesPerPixel, image.BytesPerSample, image.BitsStored, image.IsSigned);
        var samples = await blobs.ReadAllBytesAsync(image.PixelSha256, cancellation);
        if (samples.LongLength != layout.ByteCount)
            throw new StorageException($"The pixels of {image.Name} are damaged: {samples.LongLength} bytes instead of {layout.ByteCount}. Import the file again.");
        return new StoredPicture(new RasterImage(layout, samples), FactsOf(image, layout));
    }

    /// <returns>A PNG with the image's first window, as large as it is up to <paramref name="maxSide"/>.</returns>
    public byte[] ToPng(int maxSide) => Thumbnail.Render(Raster, Facts, maxSide);

    static ImageFacts FactsOf(ImageRecord image, RasterLayout layout) => new()
    {
        Format = image.Format,
        Layout = layout,
        Photometric = Enum.TryParse<Photometric>(image.Photometric, ignoreCase: true, out var photometric) ? photometric : Photometric.Monochrome2,
        FrameCount = 1,
        Statistics = new SampleStatistics(image.Minimum, image.Maximum, image.Percentile1, image.Percentile99),
        RescaleSlope = image.RescaleSlope,
        RescaleIntercept = image.RescaleIntercept,
        Windows = [.. image.Windows.Select(WindowPresets.Read)],
    };
}
