using Studio.Contracts.Jobs;
using Studio.Imaging;

namespace Studio.Storage;

/// <summary>Where the pixels of an image lie and how they are read.</summary>
public sealed record PictureSource(
    long ImageId,
    string Name,
    RasterLayout Layout,
    bool IsMonochrome1,
    double RescaleSlope,
    double RescaleIntercept,
    string PixelSha256)
{
    public static PictureSource Of(SampleSpec sample) => new(
        sample.ImageId,
        sample.Name,
        new RasterLayout(sample.Rows, sample.Columns, sample.SamplesPerPixel, sample.BytesPerSample, sample.BitsStored, sample.IsSigned),
        sample.IsMonochrome1,
        sample.RescaleSlope,
        sample.RescaleIntercept,
        sample.Pixels.Sha256);

    public static PictureSource Of(ImageRecord image) => new(
        image.Id,
        image.Name,
        new RasterLayout(image.Rows, image.Columns, image.SamplesPerPixel, image.BytesPerSample, image.BitsStored, image.IsSigned),
        image.Photometric == "MONOCHROME1",
        image.RescaleSlope,
        image.RescaleIntercept,
        image.PixelSha256);
}
