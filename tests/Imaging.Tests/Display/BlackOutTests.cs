using Studio.Imaging.Display;

namespace Studio.Imaging.Tests.Display;

public sealed class BlackOutTests
{
    private static readonly SampleStatistics Range = new(-5, 300, 0, 200);

    [Fact]
    public void Apply_SignedPicture_FillsWithTheSmallestValueInsideOnly()
    {
        var picture = new RasterImage(new RasterLayout(2, 3, 1, 2, 16, IsSigned: true), [1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0]);

        RasterImage black = BlackOut.Apply(picture, [new PixelRectangle(1, 0, 5, 1)], Photometric.Monochrome2, Range);

        Assert.Equal([1, -5, -5, 4, 5, 6], Enumerable.Range(0, 6).Select(black.SampleAt));
        Assert.Equal(2, picture.SampleAt(1));
    }

    [Fact]
    public void Apply_Monochrome1_FillsWithTheLargestValue()
    {
        var picture = new RasterImage(new RasterLayout(1, 2, 1, 2, 16), [1, 0, 2, 0]);

        Assert.Equal(300, BlackOut.Apply(picture, [new PixelRectangle(-3, 0, 4, 9)], Photometric.Monochrome1, Range).SampleAt(0));
    }

    [Fact]
    public void Apply_Colour_FillsAllChannels()
    {
        var picture = new RasterImage(new RasterLayout(1, 2, 3, 1, 8), [1, 2, 3, 4, 5, 6]);

        Assert.Equal([1, 2, 3, 0, 0, 0], BlackOut.Apply(picture, [new PixelRectangle(1, 0, 1, 1)], Photometric.Rgb, Range).Samples);
    }

    [Fact]
    public void Apply_RectangleOutside_ChangesNothing()
    {
        var picture = new RasterImage(new RasterLayout(1, 2, 1, 1, 8), [7, 8]);

        Assert.Equal([7, 8], BlackOut.Apply(picture, [new PixelRectangle(5, 5, 2, 2)], Photometric.Monochrome2, Range).Samples);
    }
}
