using Studio.Contracts.Jobs;

namespace Studio.Storage;

/// <summary>An image with its place in a series and a case, as a plane that a network may see beside others.</summary>
sealed record PlacedImage
{
    const string Select =
        """
        SELECT image.id, image.series_id, image.slice_index, series.case_key, series.channel, image.rows AS height,
               image.columns AS width, image.samples_per_pixel, image.bytes_per_sample, image.bits_stored, image.is_signed,
               image.photometric, image.rescale_slope, image.rescale_intercept, image.pixel_sha256, pixels.length AS pixel_length
        FROM image JOIN series ON series.id = image.series_id JOIN blob pixels ON pixels.sha256 = image.pixel_sha256
        """;

    public long Id { get; init; }
    public long SeriesId { get; init; }
    public int? SliceIndex { get; init; }
    public string? CaseKey { get; init; }
    public string? Channel { get; init; }
    public int Height { get; init; }
    public int Width { get; init; }
    public int SamplesPerPixel { get; init; }
    public int BytesPerSample { get; init; }
    public int BitsStored { get; init; }
    public bool IsSigned { get; init; }
    public required string Photometric { get; init; }
    public double RescaleSlope { get; init; }
    public double RescaleIntercept { get; init; }
    public required string PixelSha256 { get; init; }
    public long PixelLength { get; init; }

    /// <summary>All slices of the series that the samples are in, in their order.</summary>
    public static List<PlacedImage> OfSeries(DatabaseSession session, IEnumerable<SampleSpec> samples) => session.Query<PlacedImage>(
        $"""
        {Select} WHERE image.series_id IN (
          SELECT own.series_id FROM json_each(@images) sample JOIN image own ON own.id = sample.value)
        ORDER BY image.series_id, image.slice_index, image.id
        """,
        new { images = IdsOf(samples) });

    /// <summary>All images of the cases that the samples are in, those of the series imported first before others.</summary>
    public static List<PlacedImage> OfCases(DatabaseSession session, IEnumerable<SampleSpec> samples) => session.Query<PlacedImage>(
        $"""
        {Select} WHERE (series.project_id, series.case_key) IN (
          SELECT holding.project_id, holding.case_key FROM json_each(@images) sample JOIN image own ON own.id = sample.value
          JOIN series holding ON holding.id = own.series_id WHERE holding.case_key IS NOT NULL)
        ORDER BY image.series_id, image.slice_index, image.id
        """,
        new { images = IdsOf(samples) });

    static string IdsOf(IEnumerable<SampleSpec> samples) => StoredJson.Write(samples.Select(sample => sample.ImageId));

    /// <summary>Planes are grey and of the sample's size.</summary>
    public bool FitsBeside(SampleSpec sample) => SamplesPerPixel == 1 && Height == sample.Rows && Width == sample.Columns;

    public PlaneSpec ToPlane(string? channel, int offset) => new(
        channel,
        offset,
        BytesPerSample,
        BitsStored,
        IsSigned,
        IsMonochrome1: Photometric == "MONOCHROME1",
        RescaleSlope,
        RescaleIntercept,
        new BlobReference(PixelSha256, PixelLength));
}
