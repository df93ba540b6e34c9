using System.Runtime.InteropServices;
using Studio.Imaging.Quality;

namespace Studio.Imaging.Tests.Quality;

public sealed class PictureMeasuresTests
{
    private const int Digits = 5;

    [Fact]
    public void Of_Chessboard_IsSharpAndFullOfContrast()
    {
        PictureMeasures measures = PictureMeasures.Of(Grey(4, 4, (row, column) => (row + column) % 2 * 255));

        Assert.Equal((127.5f, 0f, 255f, 127.5f), (measures.Mean, measures.Minimum, measures.Maximum, measures.Deviation));
        Assert.Equal((1f, 1f, 0.5f), (measures.Contrast, measures.Sharpness, measures.BlackShare));

        // Half of the twelve pixels of the edge are black; no other black pixel touches them. The rest, 2 black and 8 white, is cut off.
        Assert.Equal([0, 0, 255, 255, 255, 255, 255], measures.Percentiles);
        Assert.Equal(0.8f * 255, measures.InnerMean);
        Assert.Equal((6 / 16f, 10 / 16f), (measures.BorderShare, measures.Saturation));
        Assert.Equal([0.5f, .. Enumerable.Repeat(0f, 14), 0.5f], measures.Histogram);
        Assert.Equal(0, measures.Colourfulness);
    }

    [Fact]
    public void Of_FlatPicture_HasNoContrastAndIsAllBorder()
    {
        PictureMeasures measures = PictureMeasures.Of(Grey(5, 7, (_, _) => 200));

        Assert.Equal((200f, 0f, 0f, 0f), (measures.Mean, measures.Deviation, measures.Contrast, measures.Sharpness));
        Assert.Equal((1f, 0f, 0f), (measures.BorderShare, measures.BlackShare, measures.Saturation));
        Assert.All(measures.Percentiles, value => Assert.Equal(200, value));
        Assert.Equal(1, measures.Histogram[12]);
    }

    [Fact]
    public void Of_OnePixelOfTwoBytes_IsItsOwnRange()
    {
        PictureMeasures measures = PictureMeasures.Of(Deep(1, 1, 3000), rescaleIntercept: -1024);

        Assert.Equal((1976f, 1976f, 1976f), (measures.Mean, measures.Minimum, measures.Maximum));
        Assert.Equal((0f, 0f, 1f, 1f), (measures.Contrast, measures.Sharpness, measures.BorderShare, measures.BlackShare));
        Assert.Equal(1, measures.Histogram[0]);
    }

    [Fact]
    public void Of_DeepPicture_HasValuesAfterRescaleAndItsOwnRange()
    {
        // 100 pixels of 1000, 1010, …, 1990.
        short[] stored = [.. Enumerable.Range(0, 100).Select(place => (short)(1000 + (10 * place)))];
        PictureMeasures measures = PictureMeasures.Of(Signed(10, 10, stored), rescaleSlope: 2, rescaleIntercept: -1000);

        Assert.Equal((1990f, 1000f, 2980f), (measures.Mean, measures.Minimum, measures.Maximum));
        Assert.Equal(20 * Math.Sqrt(((100 * 100) - 1) / 12.0), measures.Deviation, 1e-3);
        Assert.Equal([1000, 1080, 1480, 1980, 2480, 2880, 2960], measures.Percentiles);
        Assert.Equal(900 / 990.0, measures.Contrast, Digits);
        Assert.Equal(0.02, measures.BlackShare, Digits);
        Assert.Equal(1, measures.Histogram.Sum(), Digits);
        Assert.All(measures.Histogram, share => Assert.InRange(share, 0.06f, 0.07f));
    }

    [Fact]
    public void Of_FallingRescale_IsThatOfTheMirroredPicture()
    {
        PictureMeasures falling = PictureMeasures.Of(Signed(2, 3, -5, 0, 1, 2, 3, 40), rescaleSlope: -1);
        PictureMeasures mirrored = PictureMeasures.Of(Signed(2, 3, 5, 0, -1, -2, -3, -40));

        AssertSame(mirrored, falling);
        Assert.Equal((-40f, 5f), (falling.Minimum, falling.Maximum));
    }

    [Fact]
    public void Of_Monochrome1_IsMirroredWithinItsBits()
    {
        PictureMeasures inverted = PictureMeasures.Of(Grey(2, 2, (row, column) => (60 * row) + column), isMonochrome1: true);
        PictureMeasures plain = PictureMeasures.Of(Grey(2, 2, (row, column) => 255 - (60 * row) - column));

        AssertSame(plain, inverted);
    }

    [Fact]
    public void Of_Colour_IsMeasuredByLuminance()
    {
        PictureMeasures measures = PictureMeasures.Of(Colour(255, 0, 0));

        Assert.Equal(76, measures.Mean);
        Assert.Equal(0.3 * Math.Sqrt(1 + 0.25), measures.Colourfulness, Digits);
        Assert.Equal(0, PictureMeasures.Of(Colour(90, 90, 90)).Colourfulness);
    }

    [Fact]
    public void Of_ColourOfTwoBytes_IsThatOfOneByte()
    {
        byte[] samples = MemoryMarshal.AsBytes<ushort>([65535, 0, 0, 0, 65535, 0]).ToArray();
        PictureMeasures deep = PictureMeasures.Of(new RasterImage(new RasterLayout(1, 2, 3, 2, 16), samples));

        Assert.Equal(0.587 * 65535, deep.Maximum, 1);

        // rg: ±1; yb: ½, ½.
        Assert.Equal(1 + (0.3 * 0.5), deep.Colourfulness, Digits);
    }

    [Fact]
    public void BorderShare_FrameWithNearlyBlackPixels_IsTheFrameAlone()
    {
        var random = new Random(1);
        PictureMeasures measures = PictureMeasures.Of(Grey(10, 10, (row, column) =>
            row is >= 2 and < 8 && column is >= 2 and < 8 ? 100 + random.Next(50) : random.Next(10)));

        Assert.Equal(0.64f, measures.BorderShare);
    }

    [Fact]
    public void BorderShare_HoleInsideThePicture_IsNoBorderButCutOff()
    {
        PictureMeasures measures = PictureMeasures.Of(Grey(10, 10, (row, column) =>
            (row, column) is (0, _) or (5, 5) ? 0 : 50 + (37 * ((10 * row) + column) % 150)));

        Assert.Equal((0.1f, 0.02f), (measures.BorderShare, measures.Saturation));
    }

    [Fact]
    public void BorderShare_PictureUpToItsEdge_IsNothing() =>
        Assert.Equal(0, PictureMeasures.Of(TestImages.Noise(new RasterLayout(80, 80, 1, 1, 8), 5)).BorderShare);

    [Fact]
    public void Sharpness_WhiteNoise_IsKnownAndDoesNotDependOnBrightnessOrStretch()
    {
        byte[] noise = TestImages.Noise(new RasterLayout(200, 200, 1, 1, 8), 3).Samples;
        float Sharpness(Func<int, int> change) => PictureMeasures.Of(Grey(200, 200, (row, column) => change(noise[(200 * row) + column] / 4))).Sharpness;

        // The Laplacian of white noise has 4² + 4 times its variance.
        Assert.Equal(Math.Pow(20 / 64.0, 0.25), Sharpness(value => value), 0.01);
        Assert.Equal(Sharpness(value => value), Sharpness(value => (3 * value) + 60), 1e-6);
    }

    [Fact]
    public void Sharpness_BlurredPicture_IsLess()
    {
        byte[] noise = TestImages.Noise(new RasterLayout(102, 102, 1, 1, 8), 3).Samples;
        int Mean(int row, int column) => Enumerable.Range(0, 9).Sum(place => noise[((row + (place / 3)) * 102) + column + (place % 3)]) / 9;
        PictureMeasures sharp = PictureMeasures.Of(Grey(100, 100, (row, column) => noise[(row * 102) + column]));
        PictureMeasures blurred = PictureMeasures.Of(Grey(100, 100, Mean));

        Assert.InRange(blurred.Sharpness, 0.3, sharp.Sharpness - 0.15);
    }

    [Fact]
    public void UnusedLevels_StretchedPicture_HasGaps()
    {
        float Unused(Func<int, int> change) => PictureMeasures.Of(Grey(10, 20, (row, column) => change(37 * ((20 * row) + column) % 200))).UnusedLevels;

        Assert.Equal(0, Unused(value => value));

        // 1 to 197 become 1 to 246: of 246 levels 197 are left.
        Assert.Equal(49 / 246f, Unused(value => value * 5 / 4));
    }

    [Fact]
    public void Quality_EveryMeasure_IsFromNothingToOne()
    {
        PictureMeasures measures = PictureMeasures.Of(Grey(4, 4, (row, column) => (row + column) % 2 * 255));

        Assert.Equal(["sharpness", "contrast", "border", "saturation"], PictureMeasures.Quality.Select(quality => quality.Name));
        Assert.Equal([1, 1, 6 / 16.0, 10 / 16.0], PictureMeasures.Quality.Select(quality => quality.Of(measures)));
    }

    [Fact]
    public void Of_FloatingPoint_IsRefused() => Assert.Throws<ArgumentException>(
        () => PictureMeasures.Of(new RasterImage(new RasterLayout(1, 1, 1, 4, 32, true, true), new byte[4])));

    private static void AssertSame(PictureMeasures expected, PictureMeasures actual)
    {
        Assert.Equal(expected.Percentiles, actual.Percentiles);
        Assert.Equal(expected.Histogram, actual.Histogram);
        Assert.Equal(expected, actual with { Percentiles = expected.Percentiles, Histogram = expected.Histogram });
    }

    private static RasterImage Grey(int rows, int columns, Func<int, int, int> value)
    {
        byte[] samples = [.. Enumerable.Range(0, rows * columns).Select(place => (byte)value(place / columns, place % columns))];
        return new RasterImage(new RasterLayout(rows, columns, 1, 1, 8), samples);
    }

    private static RasterImage Deep(int rows, int columns, params ushort[] values) =>
        new(new RasterLayout(rows, columns, 1, 2, 16), MemoryMarshal.AsBytes<ushort>(values).ToArray());

    private static RasterImage Signed(int rows, int columns, params short[] values) =>
        new(new RasterLayout(rows, columns, 1, 2, 16, IsSigned: true), MemoryMarshal.AsBytes<short>(values).ToArray());

    private static RasterImage Colour(byte red, byte green, byte blue) =>
        new(new RasterLayout(2, 2, 3, 1, 8), [.. Enumerable.Repeat<byte[]>([red, green, blue], 4).SelectMany(pixel => pixel)]);
}
