namespace Studio.Imaging.Quality;

/// <summary>
/// What can be said of a picture without knowing what it shows. Values are those after rescale (PS3.3 C.7.6.16.2.9), colour
/// as luminance, MONOCHROME1 mirrored. Some measures need to know what black and white are: the picture's range is all that
/// the samples can hold where that is at most 8 bits, and otherwise from its own lowest to its highest level, because of
/// deeper samples hardly any picture uses what they could hold.
/// </summary>
/// <param name="Mean">Mean value.</param>
/// <param name="Minimum">Smallest value.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Deviation">Standard deviation of the values about their mean, divided by n; 0 of a flat picture.</param>
/// <param name="InnerMean">Mean value of the pixels outside the border, as a border that comes and goes hides how bright pictures are; of a picture that is all border, that of all pixels, and so are the next two.</param>
/// <param name="Contrast">(P95 − P5) / range outside the border, 0–1: the share of the range in which the middle nine tenths of the pixels lie; 0 of a flat picture.</param>
/// <param name="Percentiles">Values outside the border at <see cref="PercentRanks"/>, each the smallest with at least that share of the pixels at or below it.</param>
/// <param name="BorderShare">Share of the pixels in the even area round the picture, 0–1 (see remarks); 1 of a flat picture.</param>
/// <param name="BlackShare">Share of the pixels no more than 2 % of the range above its lower end, 0–1; 1 of a flat picture deeper than 8 bits.</param>
/// <param name="Saturation">Share of the pixels outside the border that have the picture's lowest or highest value, 0–1: where the picture was cut off there are many, otherwise hardly one. 0 of a flat picture.</param>
/// <param name="Sharpness">(V(L) / 64 V)^¼, 0–1 (see remarks); 0 of a flat picture and of one without a pixel that has four neighbours.</param>
/// <param name="Colourfulness">√(σ² of rg + σ² of yb) + 0.3 √(mean² of rg + mean² of yb) with rg = R − G, yb = (R + G) / 2 − B, samples from 0 to 1 (Hasler and Süsstrunk 2003); 0 of a grey picture, about 0.4 of a colourful one.</param>
/// <param name="UnusedLevels">Share of the levels from P1 to P99 that no pixel outside the border has, 0–1: a picture that was brightened or stretched after it was taken has gaps, and so have small pictures of many levels. 0 where P1 is P99.</param>
/// <param name="Histogram">Shares of the pixels in <see cref="Bins"/> equal parts of the range, the darkest first; their sum is 1.</param>
/// <remarks>
/// Border: joined to the edge over sides, by levels that differ by at most 4 % of the range, those that most of the edge has;
/// none where they have less than an eighth of the edge. Sharpness: V is the variance of the values, V(L) that of the
/// Laplacian (4 × pixel − its four neighbours) over the pixels that have four; 64 is the most their ratio can be, that of a
/// chessboard. Neither brightness nor a stretch of the values changes it. The fourth root spreads out the low ratios where
/// pictures lie: white noise has 0.75, a blurred picture about 0.2. Noise counts as detail.
/// </remarks>
public sealed record PictureMeasures(
    float Mean,
    float Minimum,
    float Maximum,
    float Deviation,
    float InnerMean,
    float Contrast,
    IReadOnlyList<float> Percentiles,
    float BorderShare,
    float BlackShare,
    float Saturation,
    float Sharpness,
    float Colourfulness,
    float UnusedLevels,
    IReadOnlyList<float> Histogram)
{
    /// <summary>Changes whenever the same picture gets other measures than before.</summary>
    public const int Version = 3;

    /// <summary>Parts of the range in <see cref="Histogram"/>.</summary>
    public const int Bins = 16;

    private const double BlackWidth = 0.02;
    private const double BorderWidth = 0.04;

    /// <summary>Percent of the pixels.</summary>
    public static IReadOnlyList<int> PercentRanks { get; } = [1, 5, 25, 50, 75, 95, 99];

    /// <summary>What tells whether a picture is fit for use, each from 0 to 1.</summary>
    public static IReadOnlyList<QualityMeasure> Quality { get; } =
    [
        new("sharpness", "Sharpness", "Fine detail, grain included. Blurred pictures have little.", measures => measures.Sharpness),
        new("contrast", "Contrast", "How far dark and bright lie apart. Washed-out pictures have little.", measures => measures.Contrast),
        new("border", "Border", "Share of the picture that is an even border, such as the black round a sector.", measures => measures.BorderShare),
        new("saturation", "Cut off", "Share of the picture that is as dark or as bright as it can be, so that detail is lost.", measures => measures.Saturation),
    ];

    /// <param name="image">In working form, at least one pixel, one or three samples each.</param>
    /// <param name="isMonochrome1">Whether the smallest stored sample is white.</param>
    /// <exception cref="ArgumentException">The image is not in working form.</exception>
    public static PictureMeasures Of(RasterImage image, bool isMonochrome1 = false, double rescaleSlope = 1, double rescaleIntercept = 0)
    {
        ArgumentNullException.ThrowIfNull(image);
        GreyLevels picture = GreyLevels.Of(image, isMonochrome1, rescaleSlope, rescaleIntercept);
        var counts = new LevelCounts(picture.Levels);
        (int low, int high) = image.BitsStored <= 8 && !image.IsSigned ? (0, Math.Max(picture.Top, counts.High)) : (counts.Low, counts.High);
        int range = high - low;
        bool[] isBorder = BorderArea.Of(picture, (int)(BorderWidth * range));
        LevelCounts inner = Inner(picture.Levels, isBorder) is { Length: > 0 } levels ? new LevelCounts(levels) : counts;
        float Share(int pixels) => (float)((double)pixels / isBorder.Length);
        return new PictureMeasures(
            (float)picture.ValueOf(counts.Mean),
            (float)picture.ValueOf(counts.Low),
            (float)picture.ValueOf(counts.High),
            (float)(picture.Scale * Math.Sqrt(counts.Variance)),
            (float)picture.ValueOf(inner.Mean),
            range > 0 ? (float)(inner.Percentile(95) - inner.Percentile(5)) / range : 0,
            [.. PercentRanks.Select(percent => (float)picture.ValueOf(inner.Percentile(percent)))],
            Share(isBorder.AsSpan().Count(true)),
            Share(counts.Between(low, low + (int)(BlackWidth * range))),
            Share(CutOff(picture.Levels, isBorder, counts.Low, counts.High)),
            (float)Detail.Sharpness(picture, counts.Variance),
            (float)Detail.Colourfulness(image),
            (float)inner.Unused(inner.Percentile(1), inner.Percentile(99)),
            [.. Enumerable.Range(0, Bins).Select(bin => Share(counts.Between(Bound(bin), Bound(bin + 1) - 1)))]);

        int Bound(int bin) => low + (int)(((long)bin * (range + 1) + Bins - 1) / Bins);
    }

    private static ushort[] Inner(ushort[] levels, bool[] isBorder)
    {
        var inner = new ushort[levels.Length];
        int pixels = 0;
        for (int pixel = 0; pixel < levels.Length; pixel++)
        {
            inner[pixels] = levels[pixel];
            pixels += isBorder[pixel] ? 0 : 1;
        }

        return inner[..pixels];
    }

    private static int CutOff(ushort[] levels, bool[] isBorder, int low, int high)
    {
        int pixels = 0;
        for (int pixel = 0; pixel < levels.Length; pixel++)
        {
            pixels += (levels[pixel] == low || levels[pixel] == high) && !isBorder[pixel] ? 1 : 0;
        }

        return pixels;
    }
}

/// <param name="Name">Stable word, e.g. sharpness.</param>
/// <param name="Title">Shown to people.</param>
/// <param name="Meaning">One sentence for people.</param>
/// <param name="Of">From 0 to 1.</param>
public sealed record QualityMeasure(string Name, string Title, string Meaning, Func<PictureMeasures, double> Of);
